// Errors and news as sentences at the top of the window; nothing pops up over the work.
#pragma once

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace tlvfc::ui {

class MessageBar : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Error, Warning, Info };

    explicit MessageBar(QWidget *parent = nullptr);

    /// Adds a sentence below those that stand there; one that stands there already is not repeated.
    void show(Kind kind, const QString &sentence);
    void showError(const QString &sentence) { show(Kind::Error, sentence); }
    void clear();

    QStringList messages() const; ///< oldest first

private:
    QVBoxLayout *layout_;
};

} // namespace tlvfc::ui

// A sentence in place, about what stands below it; empty it takes no room.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void showFault(const QString &sentence) { show(Kind::Fault, sentence); }
    /// Nothing is wrong, but a person should know.
    void showNote(const QString &sentence) { show(Kind::Note, sentence); }
    void clear();
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Kind { Fault, Note };

    void show(Kind kind, const QString &sentence);
    QColor color() const;
    void refreshIcon();

    Kind kind_ = Kind::Fault;
    QLabel *icon_;
    QLabel *words_;
    QToolButton *close_;
};

} // namespace tlvfc::ui

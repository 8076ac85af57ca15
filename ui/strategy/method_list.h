// The methods to begin from, one of them chosen.
#pragma once

#include <QHash>
#include <QWidget>

class QButtonGroup;
class QRadioButton;
class QToolButton;

namespace tlvfc::ui {

/// Methods that this version lacks are listed, grayed, and cannot be chosen.
class MethodList : public QWidget
{
    Q_OBJECT

public:
    explicit MethodList(QWidget *parent = nullptr);

    /// Marks a method; where options were changed since, says so and offers to reset them.
    void setMethod(const QString &name, bool isChanged);

signals:
    void chosen(const QString &name);
    void resetAsked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addMethod(const QString &name, const QString &title, const QString &summary,
                   bool isAvailable);

    struct Row
    {
        QString title;
        QRadioButton *button = nullptr;
        QToolButton *reset = nullptr;
    };
    QHash<QString, Row> rows_;
    QButtonGroup *group_;
};

} // namespace tlvfc::ui

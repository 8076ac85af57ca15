// The methods to begin from, one of them chosen.
#pragma once

#include "core/transfer/strategy.h"

#include <QHash>
#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QRadioButton;
class QToolButton;

namespace tlvfc::ui {

/// Published methods stand there always; the others under headings that open and close. A heading
/// opens by itself where the method lies below it.
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
    struct Row
    {
        QString title;
        QRadioButton *button = nullptr;
        QToolButton *reset = nullptr;
        int heading = -1; ///< its number; none stands above the published ones
    };

    /// All methods of the group, below a heading where there is a title.
    void addGroup(MethodInfo::Group group, const QString &title, const QString &objectName);
    int addHeading(const QString &title, const QString &objectName, QWidget *below);
    Row addMethod(QBoxLayout *layout, const MethodInfo &info);
    void setOpen(int heading, bool isOpen);
    void refreshHeadings();

    QHash<QString, Row> rows_;
    struct Heading
    {
        QToolButton *button = nullptr;
        QWidget *below = nullptr;
    };
    QList<Heading> headings_;
    QButtonGroup *group_;
    QString method_;
};

} // namespace tlvfc::ui

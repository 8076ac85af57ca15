// The slim column at the left that turns the pages.
#pragma once

#include <QAbstractButton>
#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace tlvfc::ui {

/// What a page's button shows above its name.
enum class PageSign { Transfer, Train, Compare };

class PageButton : public QAbstractButton
{
    Q_OBJECT

public:
    PageButton(PageSign sign, const QString &title, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PageSign sign_;
};

class PageSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit PageSwitch(QWidget *parent = nullptr);

    /// Pages are numbered from 0 in the order in which they are added.
    void addPage(PageSign sign, const QString &title, const QString &toolTip);
    void setCurrent(int page);

signals:
    void currentChanged(int page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *buttons_;
    QVBoxLayout *layout_;
};

} // namespace tlvfc::ui

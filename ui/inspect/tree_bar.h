// Above a tree: how it is put together, what of it is shown, how much of it is unfolded.
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace tlvfc::ui {

class NetworkTree;

class TreeBar : public QWidget
{
    Q_OBJECT

public:
    /// The tree must outlive the bar.
    explicit TreeBar(NetworkTree *tree, QWidget *parent = nullptr);

    /// For the keyboard: what is typed next filters.
    void focusFilter();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showShape();

    NetworkTree *tree_;
    QToolButton *modules_;
    QToolButton *blocks_;
    QLineEdit *filter_;
    QToolButton *unfold_;
    QToolButton *fold_;
};

} // namespace tlvfc::ui

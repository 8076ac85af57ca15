// Dims the window but for one panel, and outlines that; mouse and keys pass through.
#pragma once

#include <QPointer>
#include <QWidget>

namespace tlvfc::ui {

class Spotlight : public QWidget
{
    Q_OBJECT

public:
    /// Lies over the window, wherever it is resized to.
    explicit Spotlight(QWidget *window);

    /// nullptr: nothing is dimmed.
    void setTarget(QWidget *target);
    QWidget *target() const { return target_; }

    /// Where the target shows, in the window's coordinates; empty where it does not.
    QRect lit() const;

signals:
    void moved(); ///< the target, or the window's size

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    QPointer<QWidget> target_;
    QList<QPointer<QWidget>> watched_; ///< target and what is around it
};

} // namespace tlvfc::ui

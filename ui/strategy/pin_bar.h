// Keeps a strategy as A and says what differs from it now.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class PinnedStrategy;

class PinBar : public QWidget
{
    Q_OBJECT

public:
    /// What is pinned must outlive the bar.
    explicit PinBar(PinnedStrategy *pinned, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshIcons();

    PinnedStrategy *pinned_;
    QLabel *title_;
    QLabel *words_;
    QToolButton *pin_;
    QToolButton *return_;
    QToolButton *unpin_;
};

} // namespace tlvfc::ui

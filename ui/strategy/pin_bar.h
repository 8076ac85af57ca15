// Keeps strategies as A, B, C … and says what differs from each now.
#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace tlvfc::ui {

class PinRow;
class PinnedStrategies;

class PinBar : public QWidget
{
    Q_OBJECT

public:
    /// What is pinned must outlive the bar.
    explicit PinBar(PinnedStrategies *pinned, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void fitRows();

    PinnedStrategies *pinned_;
    QToolButton *pin_;
    QScrollArea *scroll_;
    QWidget *list_;
    QVBoxLayout *rowsLayout_;
    QList<PinRow *> rows_;
    QString letters_; ///< of the rows
};

} // namespace tlvfc::ui

// One pinned strategy: its letter, its name to be edited, and what now has otherwise.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace tlvfc::ui {

class PinnedStrategies;

class PinRow : public QWidget
{
    Q_OBJECT

public:
    /// What is pinned must outlive the row, and hold so many.
    PinRow(PinnedStrategies *pinned, int pin, QWidget *parent = nullptr);

    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    QString differences() const;
    void refreshIcons();

    PinnedStrategies *pinned_;
    int pin_;
    QLabel *letter_;
    QLineEdit *name_;
    QLabel *words_;
    QToolButton *return_;
    QToolButton *remove_;
};

} // namespace tlvfc::ui

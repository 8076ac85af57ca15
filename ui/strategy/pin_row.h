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
    /// What is pinned must outlive the row, and hold so many. Once that pin is gone, the row does
    /// nothing any more.
    PinRow(PinnedStrategies *pinned, int pin, QWidget *parent = nullptr);

    void refresh();

private:
    int at() const; ///< among what is pinned; -1 when it is gone
    QString differences() const;

    PinnedStrategies *pinned_;
    QChar pin_; ///< its letter
    QLabel *letter_;
    QLineEdit *name_;
    QLabel *words_;
    QToolButton *return_;
    QToolButton *remove_;
};

} // namespace tlvfc::ui

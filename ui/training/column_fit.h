// Columns that give way in a narrow table, so that its first one stays readable.
#pragma once

#include <QList>
#include <QObject>

class QTreeView;

namespace tlvfc::ui {

class ColumnFit : public QObject
{
    Q_OBJECT

public:
    /// Hides columns, the first of `givingWay` first, while column 0 has less than `room` pixels.
    /// The fit belongs to the view.
    ColumnFit(QTreeView *view, QList<int> givingWay, int room);

    /// A column that has nothing to say stays away, however much room there is.
    void setEmpty(int column, bool empty);

    /// After other widths or another model.
    void refit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTreeView *view_;
    QList<int> givingWay_;
    QList<int> empty_;
    int room_;
};

} // namespace tlvfc::ui

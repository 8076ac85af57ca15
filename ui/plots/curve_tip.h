// The small table at the cursor: a curve's color, its name and its value, line by line.
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

namespace tlvfc::ui {

class CurveTip : public QWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QColor color;
        QString name;
        QString value;
    };

    explicit CurveTip(QWidget *parent);

    /// @param more  how many curves have no row
    void setContents(const QString &place, const QList<Row> &rows, int more);
    const QList<Row> &rows() const { return rows_; }

    /// Shows it beside this point of the parent, where it hides the least.
    void showAt(const QPoint &point);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString moreText() const;

    QString place_;
    QList<Row> rows_;
    int more_ = 0;
};

} // namespace tlvfc::ui

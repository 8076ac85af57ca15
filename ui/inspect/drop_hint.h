// Lies over a panel while a file is dragged above it.
#pragma once

#include <QColor>
#include <QWidget>

class QMimeData;

namespace tlvfc::ui {

class DropHint : public QWidget
{
    Q_OBJECT

public:
    DropHint(const QString &words, const QColor &color, QWidget *parent);

    /// Shows itself over the whole parent.
    void cover();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString words_;
    QColor color_;
};

/// The one local file that is dragged; empty where it is something else.
QString draggedFile(const QMimeData *data);

} // namespace tlvfc::ui

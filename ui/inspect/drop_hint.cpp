#include "ui/inspect/drop_hint.h"

#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace tlvfc::ui {

DropHint::DropHint(const QString &words, const QColor &color, QWidget *parent)
    : QWidget(parent)
    , words_(words)
    , color_(color)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::cover()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), faded(palette().color(QPalette::Base), 0.82));
    painter.setPen(QPen(color_, 2, Qt::DashLine));
    painter.setBrush(faded(color_, 0.10));
    painter.drawRoundedRect(QRectF(rect()).adjusted(6, 6, -6, -6), 8, 8);
    painter.setFont(titleFont(font()));
    painter.setPen(ink(Ink::Text, palette()));
    painter.drawText(rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap, words_);
}

QString draggedFile(const QMimeData *data)
{
    const auto urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const auto file = urls.first().toLocalFile();
    return QFileInfo(file).isFile() ? file : QString();
}

} // namespace tlvfc::ui

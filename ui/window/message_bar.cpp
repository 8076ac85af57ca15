#include "ui/window/message_bar.h"

#include "ui/window/message_row.h"

#include <QVBoxLayout>

namespace tlvfc::ui {

namespace {

constexpr int mostMessages = 4;

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , layout_(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("messageBar"));
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(1);
    hide();
}

void MessageBar::show(Kind kind, const QString &sentence)
{
    if (sentence.isEmpty() || messages().contains(sentence))
        return;
    while (layout_->count() >= mostMessages) {
        auto *oldest = layout_->itemAt(0)->widget();
        layout_->removeWidget(oldest);
        delete oldest;
    }
    auto *row = new MessageRow(kind, sentence, this);
    connect(row, &MessageRow::dismissed, this, [this, row] {
        layout_->removeWidget(row);
        row->deleteLater();
        setVisible(layout_->count() > 0);
    });
    layout_->addWidget(row);
    QWidget::show();
}

void MessageBar::clear()
{
    while (auto *item = layout_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

QStringList MessageBar::messages() const
{
    QStringList sentences;
    for (int i = 0; i < layout_->count(); ++i)
        sentences.append(static_cast<MessageRow *>(layout_->itemAt(i)->widget())->sentence());
    return sentences;
}

} // namespace tlvfc::ui

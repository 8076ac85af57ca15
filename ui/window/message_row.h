// One sentence of the message bar.
#pragma once

#include "ui/window/message_bar.h"

class QToolButton;

namespace tlvfc::ui {

class MessageRow : public QWidget
{
    Q_OBJECT

public:
    MessageRow(MessageBar::Kind kind, const QString &sentence, QWidget *parent = nullptr);

    const QString &sentence() const { return sentence_; }

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor accent() const;

    MessageBar::Kind kind_;
    QString sentence_;
    QToolButton *close_;
};

} // namespace tlvfc::ui

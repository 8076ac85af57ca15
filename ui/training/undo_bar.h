// What was just done, in place, with a way back.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class UndoBar : public QWidget
{
    Q_OBJECT

public:
    explicit UndoBar(QWidget *parent = nullptr);

    /// Stays for a while, longer while it is pointed at; empty hides it.
    void setDone(const QString &done);

signals:
    void undoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *words_;
    QToolButton *close_;
    QTimer leaving_;
};

} // namespace tlvfc::ui

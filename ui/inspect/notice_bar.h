// A sentence in place, about what stands below it; empty it takes no room.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void showFault(const QString &sentence);
    void clear();
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshIcons();

    QLabel *icon_;
    QLabel *words_;
    QToolButton *close_;
};

} // namespace tlvfc::ui

// A part of a form that is folded away at first, under a heading that says whether anything in it
// differs from what is published.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tlvfc::ui {

class FormSection : public QWidget
{
    Q_OBJECT

public:
    FormSection(const QString &title, QWidget *content, QWidget *parent = nullptr);

    bool isOpen() const { return isOpen_; }
    void setOpen(bool open);

    /// How many of its values are not the recipe's.
    void setDiffering(int count);
    QString heading() const; ///< title and what differs, as they stand there

signals:
    void asPublishedAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshColors();

    QWidget *content_;
    QToolButton *title_;
    QWidget *differing_;
    QLabel *count_;
    QToolButton *back_;
    bool isOpen_ = false;
};

} // namespace tlvfc::ui

// A field of a form: its name above it, what is wrong with it below.
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QSpinBox;

namespace tlvfc::ui {

class FaultLabel;

class FormField : public QWidget
{
    Q_OBJECT

public:
    /// The editor is named after `option`, the option's name on the command line: "weight-decay".
    /// One that says itself what it is, as a check box does, has no label.
    FormField(const QString &option, const QString &label, QWidget *editor,
              QWidget *parent = nullptr);

    const QString &option() const { return option_; }

    /// An empty text takes the fault away, and so does another value of the editor.
    void setFault(const QString &fault);
    QString fault() const;

    /// What the chosen value means, in small letters below the editor.
    void setNote(const QString &note);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString option_;
    QLabel *note_;
    FaultLabel *fault_;
};

/// A heading inside a form.
QLabel *formHeading(const QString &text);

/// Fields in two columns of one width.
QGridLayout *gridOfTwo(QWidget *parent);

/// For a number of things from 0 to `most`; 0 is called `none` where that is not empty.
QSpinBox *countBox(int most, const QString &none = {});

/// "lr" of "option lr" and "--lr", as core's errors name an option.
QString bareOption(const QString &option);

} // namespace tlvfc::ui

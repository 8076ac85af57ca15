// A field of a form: its name above it, what is wrong with it below.
#pragma once

#include <QWidget>

class QLabel;

namespace tlvfc::ui {

class FormField : public QWidget
{
    Q_OBJECT

public:
    /// The editor is named after `option`, the option's name on the command line: "weight-decay".
    FormField(const QString &option, const QString &label, QWidget *editor,
              QWidget *parent = nullptr);

    const QString &option() const { return option_; }

    /// An empty text takes the fault away.
    void setFault(const QString &fault);
    QString fault() const;

private:
    QString option_;
    QLabel *fault_;
};

/// A heading inside a form.
QLabel *formHeading(const QString &text);

} // namespace tlvfc::ui

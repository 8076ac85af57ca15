#include "ui/training/form_field.h"

#include "ui/training/run_colors.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tlvfc::ui {

FormField::FormField(const QString &option, const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , option_(option)
    , fault_(new QLabel)
{
    editor->setObjectName(option);
    auto *name = new QLabel(label);
    name->setBuddy(editor);
    name->setForegroundRole(QPalette::PlaceholderText);
    fault_->setObjectName(QStringLiteral("fault"));
    fault_->setTextFormat(Qt::PlainText);
    fault_->setWordWrap(true);
    fault_->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(name);
    layout->addWidget(editor);
    layout->addWidget(fault_);
    layout->addStretch();
}

void FormField::setFault(const QString &fault)
{
    auto colors = fault_->palette();
    colors.setColor(QPalette::WindowText, logColor(RunLogLine::Level::Error, palette()));
    fault_->setPalette(colors);
    fault_->setText(fault);
    fault_->setVisible(!fault.isEmpty());
}

QString FormField::fault() const { return fault_->text(); }

QLabel *formHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    auto font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    heading->setContentsMargins(0, 8, 0, 0);
    return heading;
}

} // namespace tlvfc::ui

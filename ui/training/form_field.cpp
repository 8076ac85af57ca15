#include "ui/training/form_field.h"

#include "ui/theme/fault_label.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tlvfc::ui {

FormField::FormField(const QString &option, const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , option_(option)
    , note_(new QLabel)
    , fault_(new FaultLabel(QStringLiteral("fault")))
{
    editor->setObjectName(option);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
    // What was said of a value is over when the value is another.
    const auto forgive = [this] { setFault({}); };
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::textChanged, this, forgive);
    else if (auto *number = qobject_cast<QSpinBox *>(editor))
        connect(number, &QSpinBox::valueChanged, this, forgive);
    else if (auto *choice = qobject_cast<QComboBox *>(editor))
        connect(choice, &QComboBox::currentIndexChanged, this, forgive);
    else if (auto *box = qobject_cast<QCheckBox *>(editor))
        connect(box, &QCheckBox::toggled, this, forgive);
    note_->setFont(noteFont(font()));
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setWordWrap(true);
    note_->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    if (!label.isEmpty()) {
        auto *name = new QLabel(label);
        name->setBuddy(editor);
        name->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(name);
    }
    layout->addWidget(editor);
    layout->addWidget(note_);
    layout->addWidget(fault_);
    layout->addStretch();
}

void FormField::setFault(const QString &fault) { fault_->setFault(fault); }

QString FormField::fault() const { return fault_->fault(); }

void FormField::setNote(const QString &note)
{
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    // Whoever scrolls the form means the form.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QLabel *formHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    auto font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    heading->setContentsMargins(0, 8, 0, 0);
    return heading;
}

QGridLayout *gridOfTwo(QWidget *parent)
{
    auto *grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::normal);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return grid;
}

QSpinBox *countBox(int most, const QString &none)
{
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setSpecialValueText(none);
    box->setAlignment(Qt::AlignRight);
    box->setGroupSeparatorShown(true);
    return box;
}

QString bareOption(const QString &option)
{
    auto name = option;
    name.remove(QStringLiteral("option ")).remove(QStringLiteral("--"));
    return name.replace(u' ', u'-');
}

} // namespace tlvfc::ui

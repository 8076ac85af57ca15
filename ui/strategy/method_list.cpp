#include "ui/strategy/method_list.h"

#include "ui/theme/core_text.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QRadioButton>
#include <QStyle>
#include <QToolButton>

namespace tlvfc::ui {

MethodList::MethodList(QWidget *parent)
    : QWidget(parent)
    , group_(new QButtonGroup(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    using Group = MethodInfo::Group;
    addGroup(Group::Published, {}, {});
    addGroup(Group::Crossed, tr("The full cross"), QStringLiteral("methodsCrossed"));
    addGroup(Group::Control, tr("Controls: what is it owed to?"), QStringLiteral("methodsControl"));
    refreshHeadings();
}

void MethodList::addGroup(MethodInfo::Group group, const QString &title, const QString &objectName)
{
    auto *below = new QWidget;
    auto *rows = new QVBoxLayout(below);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::tight);
    const int heading = title.isEmpty() ? -1 : addHeading(title, objectName, below);
    layout()->addWidget(below);
    for (const auto &info : methods()) {
        if (info.group != group)
            continue;
        auto row = addMethod(rows, info);
        row.heading = heading;
        rows_.insert(QString::fromStdString(info.name), row);
    }
}

int MethodList::addHeading(const QString &title, const QString &objectName, QWidget *below)
{
    auto *button = new QToolButton;
    button->setObjectName(objectName);
    button->setText(title);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    const auto number = static_cast<int>(headings_.size());
    headings_ << Heading{button, below};
    layout()->addWidget(button);
    below->hide();
    connect(button, &QToolButton::clicked, this,
            [this, number] { setOpen(number, headings_[number].below->isHidden()); });
    return number;
}

MethodList::Row MethodList::addMethod(QBoxLayout *rows, const MethodInfo &info)
{
    const auto name = QString::fromStdString(info.name);
    const auto title = QString::fromStdString(info.title);
    auto *row = new QWidget;
    auto *button = new QRadioButton(title);
    button->setObjectName(QStringLiteral("method_") + name);
    group_->addButton(button);

    auto *reset = new QToolButton;
    reset->setObjectName(QStringLiteral("reset_") + name);
    reset->setText(tr("Reset"));
    setGlyph(reset, Glyph::Reset, QPalette::Link);
    reset->setIconSize({12, 12});
    reset->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    reset->setAutoRaise(true);
    reset->setToolTip(tr("All options as %1 has them").arg(title));
    reset->hide();

    auto *words = new QLabel(coreText(info.summary));
    words->setFont(noteFont(font()));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setWordWrap(true);
    words->setBuddy(button);
    words->installEventFilter(this);

    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                       style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
    auto *layout = new QGridLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(0);
    layout->setVerticalSpacing(0);
    layout->setColumnMinimumWidth(0, indent);
    layout->setColumnStretch(1, 1);
    layout->addWidget(button, 0, 0, 1, 2);
    layout->addWidget(reset, 0, 2);
    layout->addWidget(words, 1, 1, 1, 2);
    rows->addWidget(row);

    connect(button, &QRadioButton::clicked, this, [this, name] { emit chosen(name); });
    connect(reset, &QToolButton::clicked, this, &MethodList::resetAsked);
    return {title, button, reset, -1};
}

void MethodList::setMethod(const QString &name, bool isChanged)
{
    // A method of no such name leaves none marked.
    group_->setExclusive(false);
    for (auto row = rows_.cbegin(); row != rows_.cend(); ++row) {
        const bool isIt = row.key() == name;
        row->button->setChecked(isIt);
        row->button->setText(isIt && isChanged ? tr("%1 (changed)").arg(row->title) : row->title);
        row->reset->setVisible(isIt && isChanged);
    }
    group_->setExclusive(true);
    // Once for each choice: whoever closes the heading then means it.
    if (std::exchange(method_, name) == name)
        return;
    if (const int heading = rows_.value(name).heading; heading >= 0)
        setOpen(heading, true);
}

bool MethodList::eventFilter(QObject *watched, QEvent *event)
{
    // A click on the words below a button is one on the button.
    if (event->type() == QEvent::MouseButtonRelease) {
        if (auto *label = qobject_cast<QLabel *>(watched))
            static_cast<QRadioButton *>(label->buddy())->click();
    }
    return QWidget::eventFilter(watched, event);
}

void MethodList::setOpen(int heading, bool isOpen)
{
    headings_[heading].below->setVisible(isOpen);
    refreshHeadings();
}

void MethodList::refreshHeadings()
{
    for (const auto &[button, below] : headings_) {
        const bool isOpen = !below->isHidden();
        setGlyph(button, isOpen ? Glyph::ArrowUp : Glyph::ArrowDown);
        button->setToolTip(isOpen ? tr("Show fewer methods") : tr("Show these methods, too"));
    }
}

} // namespace tlvfc::ui

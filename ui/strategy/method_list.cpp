#include "ui/strategy/method_list.h"

#include "core/transfer/strategy.h"
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
    for (const auto &info : methods())
        addMethod(QString::fromStdString(info.name), QString::fromStdString(info.title),
                  QString::fromStdString(info.summary), info.available);
}

void MethodList::addMethod(const QString &name, const QString &title, const QString &summary,
                           bool isAvailable)
{
    auto *row = new QWidget;
    auto *button = new QRadioButton(title);
    button->setObjectName(QStringLiteral("method_") + name);
    group_->addButton(button);

    auto *reset = new QToolButton;
    reset->setObjectName(QStringLiteral("reset_") + name);
    reset->setText(tr("Reset"));
    reset->setIcon(glyphIcon(Glyph::Reset, palette().color(QPalette::Link)));
    reset->setIconSize({12, 12});
    reset->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    reset->setAutoRaise(true);
    reset->setToolTip(tr("All options as %1 has them").arg(title));
    reset->hide();

    auto *words = new QLabel(summary);
    words->setFont(noteFont(font()));
    words->setForegroundRole(isAvailable ? QPalette::PlaceholderText : QPalette::WindowText);
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
    this->layout()->addWidget(row);

    row->setEnabled(isAvailable);
    if (!isAvailable)
        row->setToolTip(tr("not in this version"));
    rows_.insert(name, {title, button, reset});
    connect(button, &QRadioButton::clicked, this, [this, name] { emit chosen(name); });
    connect(reset, &QToolButton::clicked, this, &MethodList::resetAsked);
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
}

bool MethodList::eventFilter(QObject *watched, QEvent *event)
{
    // A click on the words below a button is one on the button.
    if (event->type() == QEvent::MouseButtonRelease) {
        if (auto *label = qobject_cast<QLabel *>(watched); label && label->isEnabled())
            static_cast<QRadioButton *>(label->buddy())->click();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui

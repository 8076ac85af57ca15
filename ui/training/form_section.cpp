#include "ui/training/form_section.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QToolButton>

namespace tlvfc::ui {

FormSection::FormSection(const QString &title, QWidget *content, QWidget *parent)
    : QWidget(parent)
    , content_(content)
    , title_(new QToolButton)
    , differing_(new QWidget)
    , count_(new QLabel)
    , back_(new QToolButton)
{
    title_->setObjectName(QStringLiteral("sectionTitle"));
    title_->setText(title);
    title_->setAutoRaise(true);
    title_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    title_->setFocusPolicy(Qt::TabFocus);
    count_->setObjectName(QStringLiteral("sectionDiffering"));
    count_->setFont(noteFont(font()));
    back_->setObjectName(QStringLiteral("asPublished"));
    back_->setText(tr("As published"));
    back_->setToolTip(tr("Gives these options the published recipe's values again"));
    back_->setFont(noteFont(font()));
    back_->setCursor(Qt::PointingHandCursor);
    content_->setContentsMargins(0, space::tight, 0, 0);

    auto *row = new QHBoxLayout(differing_);
    row->setContentsMargins(space::page + space::tight, 0, 0, 0);
    row->setSpacing(space::normal);
    row->addWidget(count_, 1);
    row->addWidget(back_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::tight, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(title_, 0, Qt::AlignLeft);
    layout->addWidget(differing_);
    layout->addWidget(content_);

    connect(title_, &QToolButton::clicked, this, [this] { setOpen(!isOpen_); });
    connect(back_, &QToolButton::clicked, this, &FormSection::asPublishedAsked);
    setOpen(false);
    setDiffering(0);
    refreshColors();
}

void FormSection::setOpen(bool open)
{
    isOpen_ = open;
    title_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    content_->setVisible(open);
}

void FormSection::setDiffering(int count)
{
    count_->setText(count == 0   ? QString()
                    : count == 1 ? tr("1 differs from the recipe")
                                 : tr("%1 differ from the recipe").arg(count));
    differing_->setVisible(count > 0);
}

QString FormSection::heading() const
{
    return count_->text().isEmpty() ? title_->text()
                                    : tr("%1: %2").arg(title_->text(), count_->text());
}

void FormSection::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColors();
}

/// It is read as a link; the palette's own for links is no good on a dark ground.
void FormSection::refreshColors()
{
    back_->setStyleSheet(QStringLiteral("QToolButton { border: none; color: %1; }"
                                        "QToolButton:hover, QToolButton:focus"
                                        "{ text-decoration: underline; }")
                             .arg(ink(Ink::Info, palette()).name()));
}

} // namespace tlvfc::ui

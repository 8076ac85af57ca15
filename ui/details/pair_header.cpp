#include "ui/details/pair_header.h"

#include "ui/details/pair_words.h"
#include "ui/details/share_strip.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>

namespace tlvfc::ui {

namespace {

constexpr int iconSide = 18;

QString colored(const QString &text, const QColor &color)
{
    return QStringLiteral("<span style='color:%1'>%2</span>")
        .arg(color.name(), text.toHtmlEscaped());
}

} // namespace

PairHeader::PairHeader(QWidget *parent)
    : QWidget(parent)
    , icon_(new QLabel)
    , title_(new QLabel)
    , shapes_(new QLabel)
    , busy_(new QLabel(tr("working …")))
    , story_(new QLabel)
    , strip_(new ShareStrip)
    , shares_(new QLabel)
{
    title_->setObjectName(QStringLiteral("pairTitle"));
    title_->setFont(titleFont(font()));
    title_->setTextFormat(Qt::RichText);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    shapes_->setObjectName(QStringLiteral("pairShapes"));
    shapes_->setFont(numberFont(font()));
    shapes_->setForegroundRole(QPalette::PlaceholderText);
    busy_->setObjectName(QStringLiteral("pairBusy"));
    busy_->setForegroundRole(QPalette::PlaceholderText);
    story_->setObjectName(QStringLiteral("pairStory"));
    story_->setWordWrap(true);
    story_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    shares_->setObjectName(QStringLiteral("pairShares"));
    shares_->setForegroundRole(QPalette::PlaceholderText);
    shares_->setWordWrap(true);

    auto *first = new QHBoxLayout;
    first->setSpacing(space::normal);
    first->addWidget(icon_);
    first->addWidget(title_, 1);
    first->addWidget(busy_);
    first->addWidget(shapes_);
    auto *last = new QHBoxLayout;
    last->setSpacing(space::normal);
    last->addWidget(strip_, 0, Qt::AlignVCenter);
    last->addWidget(shares_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::normal, space::wide, space::tight);
    layout->setSpacing(space::tight);
    layout->addLayout(first);
    layout->addWidget(story_);
    layout->addLayout(last);
    busy_->hide();
}

void PairHeader::setLayer(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto &target = plan.target->architecture.layer(layer.target);
    kind_ = target.kind;
    target_ = QString::fromStdString(target.path);
    source_.clear();
    if (layer.source.is_valid() && plan.source)
        source_ = QString::fromStdString(plan.source->architecture.layer(layer.source).path);
    isLocked_ = layer.origin == PairOrigin::Locked;
    showTitle();
    shapes_->setText(shapesText(plan, layer));
    story_->setText(caseText(plan, layer));
    strip_->hide();
    shares_->hide();
}

void PairHeader::setFacts(const PairFacts &facts)
{
    setLayer(*facts.plan, facts.layer);
    strip_->setVisible(facts.hasKernels());
    shares_->setVisible(facts.hasKernels());
    if (!facts.hasKernels())
        return;
    strip_->setShares(facts.taken(), facts.kept, facts.drawn);
    shares_->setText(sharesText(facts));
}

void PairHeader::showTitle()
{
    icon_->setPixmap(kindIcon(kind_, palette()).pixmap(iconSide, iconSide));
    auto title = colored(target_, ink(Ink::Target, palette()));
    if (!source_.isEmpty())
        title += QStringLiteral(" ← ") + colored(source_, ink(Ink::Source, palette()));
    if (isLocked_)
        title += QLatin1Char(' ') + colored(tr("(locked)"), ink(Ink::Muted, palette()));
    title_->setText(title);
}

void PairHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !title_->text().isEmpty())
        showTitle();
}

void PairHeader::setBusy(bool busy) { busy_->setVisible(busy); }

} // namespace tlvfc::ui

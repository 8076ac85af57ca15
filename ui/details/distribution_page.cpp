#include "ui/details/distribution_page.h"

#include "ui/details/pair_words.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>

#include <memory>

namespace tlvfc::ui {

namespace {

QString numberText(double number) { return QString::number(number, 'g', 4); }

/// How the normal comes about: METHOD.md section 3.
QString fcText(const PairFacts &facts)
{
    const auto targets = facts.plan->fc_statistics().targets;
    const auto normal =
        DistributionPage::tr("Drawn from N(%1, %2)")
            .arg(numberText(facts.normal->mean), numberText(facts.normal->deviation));
    const auto sources = facts.fcSources.size();
    const auto what =
        sources == 1 ? DistributionPage::tr("mean and deviation of the source's only fully "
                                            "connected layer")
                     : DistributionPage::tr("the averages of mean and deviation over the source's "
                                            "%1 fully connected layers")
                           .arg(sources);
    return targets == 1 ? DistributionPage::tr("%1: %2.").arg(normal, what)
                        : DistributionPage::tr("%1: %2, divided by %3, for the target has so many.")
                              .arg(normal, what)
                              .arg(targets);
}

} // namespace

DistributionPage::DistributionPage(QWidget *parent)
    : QWidget(parent)
    , scroll_(new QScrollArea)
    , source_(new WeightHistogram)
    , histogram_(new WeightHistogram)
    , numbers_(new QWidget)
    , table_(new QGridLayout(numbers_))
    , note_(new QLabel)
{
    source_->setObjectName(QStringLiteral("sourceHistogram"));
    source_->setFilledName(tr("source's weights"));
    source_->setToolTip(tr("The weights of the source's fully connected layers, all together, and "
                           "the normal that they define for the target's"));
    source_->hide();
    histogram_->setObjectName(QStringLiteral("weightHistogram"));
    numbers_->setObjectName(QStringLiteral("weightNumbers"));
    note_->setObjectName(QStringLiteral("distributionNote"));
    note_->setWordWrap(true);
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setFont(noteFont(font()));
    table_->setContentsMargins(0, 0, 0, 0);
    table_->setHorizontalSpacing(space::page);
    table_->setVerticalSpacing(space::tight);

    auto *histograms = new QHBoxLayout;
    histograms->setSpacing(space::wide);
    for (auto *histogram : {source_, histogram_}) {
        histogram->setMinimumHeight(histogram->minimumSizeHint().height());
        histogram->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // low if need be
        histograms->addWidget(histogram, 1);
    }
    auto *side = new QVBoxLayout;
    side->setContentsMargins(space::normal, space::normal, space::normal, 0);
    side->addWidget(numbers_, 0, Qt::AlignLeft);
    side->addSpacing(space::normal);
    side->addWidget(note_);
    side->addStretch(1);
    auto *content = new QWidget;
    parts_ = new QBoxLayout(QBoxLayout::LeftToRight, content);
    parts_->setContentsMargins(0, space::tight, 0, 0);
    parts_->setSpacing(space::normal);
    parts_->addLayout(histograms, 1);
    parts_->addLayout(side);
    scroll_->setObjectName(QStringLiteral("distributionScroll"));
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(content);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll_);
}

/// The numbers beside the histograms as long as these keep a size that shows something.
void DistributionPage::arrange()
{
    const int count = source_->isHidden() ? 1 : 2;
    const int beside = numbers_->sizeHint().width() + 3 * space::normal;
    const bool isWide =
        width() >= count * (histogram_->minimumSizeHint().width() + space::wide) + beside;
    parts_->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    note_->setMaximumWidth(isWide ? beside : QWIDGETSIZE_MAX);
}

void DistributionPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DistributionPage::setFacts(std::shared_ptr<const PairFacts> facts)
{
    clearTable();
    note_->clear();
    source_->setVisible(facts && !facts->fcBins.isEmpty());
    if (!facts) {
        histogram_->setBins({});
        return;
    }
    source_->setBins(facts->fcBins, facts->normal);
    histogram_->setBins(facts->bins, facts->normal);
    const QStringList headers{tr("mean"), tr("deviation"), tr("lowest"), tr("highest")};
    for (int i = 0; i < headers.size(); ++i)
        addCell(0, i + 1, headers[i], true);
    for (const auto &source : facts->fcSources)
        addRow(source.path, source.numbers);
    if (facts->sourceNumbers && facts->fcSources.empty())
        addRow(tr("source layer"), *facts->sourceNumbers);
    const bool isChanged = facts->layer.action != LayerAction::Keep;
    addRow(isChanged ? tr("before") : tr("as initialized"), facts->beforeNumbers);
    if (isChanged)
        addRow(tr("after"), facts->afterNumbers);
    if (facts->biasBefore && facts->biasAfter) {
        addRow(tr("bias before"), *facts->biasBefore);
        addRow(tr("bias after"), *facts->biasAfter);
    }

    QStringList notes{tr("%1 weights").arg(countText(facts->beforeNumbers.count))};
    if (facts->normal)
        notes << fcText(*facts);
    if (facts->isNormOnly() && facts->beforeNumbers.norm > 0)
        notes << tr("Only the norm is taken over: the weights before, times %1, have the norm that "
                    "the transfer gives (%2).")
                     .arg(numberText(facts->afterNumbers.norm / facts->beforeNumbers.norm),
                          numberText(facts->afterNumbers.norm));
    if (facts->bins.outside > 0)
        notes << tr("%1 % of the weights lie beyond the range shown.")
                     .arg(100 * facts->bins.outside, 0, 'g', 2);
    note_->setText(notes.join(QLatin1Char('\n')));
    arrange();
}

Picture DistributionPage::picture(const QString &name) const
{
    const auto one = source_->isHidden() ? QSize(0, 0) : source_->size();
    const auto other = histogram_->size();
    const bool hasBoth = !source_->isHidden();
    return laidOutPicture(name, {one.width() + other.width(), other.height()}, font(),
                          [this, hasBoth](QPainter &painter, const QSize &size, const QFont &font) {
                              const QSize half(hasBoth ? size.width() / 2 : size.width(),
                                               size.height());
                              if (hasBoth) {
                                  source_->paintPicture(painter, half, font);
                                  painter.translate(half.width(), 0);
                              }
                              histogram_->paintPicture(painter, half, font);
                          });
}

void DistributionPage::addRow(const QString &name, const WeightNumbers &numbers)
{
    const int row = table_->rowCount();
    addCell(row, 0, name, true);
    int column = 1;
    for (const double number : {numbers.mean, numbers.deviation, numbers.lowest, numbers.highest})
        addCell(row, column++, numberText(number), false);
}

void DistributionPage::addCell(int row, int column, const QString &text, bool isHeader)
{
    auto *label = new QLabel(text);
    label->setFont(isHeader ? noteFont(font()) : numberFont(font()));
    if (isHeader)
        label->setForegroundRole(QPalette::PlaceholderText);
    else
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    table_->addWidget(label, row, column);
    label->show(); // at once, since arrange() asks for the table's width
}

void DistributionPage::clearTable()
{
    while (auto *item = table_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    // A grid layout never forgets its rows: a new one in its place.
    delete table_;
    table_ = new QGridLayout(numbers_);
    table_->setContentsMargins(0, 0, 0, 0);
    table_->setHorizontalSpacing(space::page);
    table_->setVerticalSpacing(space::tight);
}

} // namespace tlvfc::ui

#include "ui/details/crossover_grids.h"

#include "ui/plots/kernel_grid.h"
#include "ui/plots/kernel_scale.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr int gap = 3; ///< between two features
constexpr int smallestPitch = 13;
constexpr int largestCell = 24;
constexpr int leastWidth = 90; ///< of one of the five

double largestOf(const Tensor &features, int image)
{
    const int width = CrossoverFacts::widthOf(features);
    double largest = 0.0;
    for (int feature = 0; feature < width; ++feature)
        largest =
            std::max(largest, std::abs(double(CrossoverFacts::valueOf(features, image, feature))));
    return largest;
}

} // namespace

CrossoverGrids::CrossoverGrids(QWidget *parent)
    : QWidget(parent)
    , bar_(new QScrollBar(Qt::Vertical))
    , scale_(new KernelScale)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tight);
    constexpr const char *names[] = {"targetFeatures", "sourceFeatures", "crossoverMask",
                                     "seenFeatures", "featureGradient"};
    for (std::size_t i = 0; i < grids_.size(); ++i) {
        auto *grid = new KernelGrid;
        grids_[i] = grid;
        grid->setObjectName(QLatin1String(names[i]));
        grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        grid->setMinimumWidth(leastWidth);
        row->addWidget(grid, 1);
        connect(grid, &KernelGrid::hovered, this, &CrossoverGrids::hover);
        connect(grid->verticalScrollBar(), &QScrollBar::valueChanged, this,
                &CrossoverGrids::scroll);
        connect(grid, &KernelGrid::cellSizeChanged, this, [this](int pixels) {
            for (auto *other : grids_)
                other->setCellSize(pixels);
        });
    }
    bar_->setObjectName(QStringLiteral("featuresBar"));
    row->addWidget(bar_);
    // The target's has all features that any of them can tell something of.
    auto *all = grid(Target)->verticalScrollBar();
    const auto takeRange = [this, all] {
        bar_->setPageStep(all->pageStep());
        bar_->setSingleStep(all->singleStep());
        bar_->setRange(all->minimum(), all->maximum());
        bar_->setVisible(all->maximum() > 0);
    };
    connect(all, &QScrollBar::rangeChanged, this, takeRange);
    connect(bar_, &QScrollBar::valueChanged, this, &CrossoverGrids::scroll);
    takeRange();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row, 1);
    layout->addWidget(scale_);
    scale_->setMarks({{KernelMark::Source, tr("crossed in")},
                      {KernelMark::Kept, tr("not in this step")},
                      {KernelMark::Gone, tr("replaced: no gradient")}});
}

void CrossoverGrids::setFacts(const CrossoverFacts &facts, int image)
{
    facts_ = facts;
    image_ = image;
    chooseColumns();
    fill();
}

void CrossoverGrids::clear()
{
    facts_.reset();
    for (auto *grid : grids_)
        grid->setTable({}, 1.0);
}

void CrossoverGrids::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int before = columns_;
    // What stands first stays first.
    const int first =
        grid(Target)->verticalScrollBar()->value() / (grid(Target)->cellSize() + gap) * before;
    chooseColumns();
    if (facts_ && columns_ != before)
        fill();
    isFollowing_ = true;
    for (auto *grid : grids_)
        grid->setCellSize(cell_);
    isFollowing_ = false;
    scroll(first / columns_ * (cell_ + gap));
}

/// As many as the narrow room holds, and a number that a person can count with.
void CrossoverGrids::chooseColumns()
{
    const auto count = static_cast<int>(grids_.size());
    const int numbers =
        QFontMetrics(numberFont(noteFont(font()))).horizontalAdvance(QStringLiteral("0000")) + 12;
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int room = (width() - bar) / count - space::tight - numbers;
    columns_ = 4;
    for (const int columns : {8, 16, 32}) {
        if (columns * smallestPitch <= room)
            columns_ = columns;
    }
    cell_ = std::clamp(room / columns_ - gap, smallestPitch - gap, largestCell);
}

void CrossoverGrids::fill()
{
    const int at = grid(Target)->verticalScrollBar()->value();
    const int zoom = grid(Target)->table().isEmpty() ? cell_ : grid(Target)->cellSize();
    largest_ = std::max(largestOf(facts_->target, image_), largestOf(facts_->crossedIn(), image_));
    isFollowing_ = true;
    for (std::size_t i = 0; i < grids_.size(); ++i) {
        const auto which = static_cast<Grid>(i);
        const auto scale = which == Mask       ? 1.0
                           : which == Gradient ? largestOf(facts_->step->gradient, image_)
                                               : largest_;
        grids_[i]->setTable(tableOf(which), scale);
    }
    for (auto *grid : grids_)
        grid->setCellSize(zoom);
    isFollowing_ = false;
    scroll(at);
    scale_->setScale(largest_, false);
}

KernelTable CrossoverGrids::tableOf(Grid which) const
{
    const auto &step = *facts_->step;
    const Tensor *features[] = {&facts_->target, &facts_->crossedIn(), nullptr, &step.result,
                                &step.gradient};
    const auto *from = features[which];
    const int width = from ? CrossoverFacts::widthOf(*from) : facts_->targetWidth();
    const auto gradient = QString::number(largestOf(step.gradient, image_), 'g', 2);
    const QString titles[] = {tr("Target"), tr("Source"), tr("Mask"), tr("The last layer sees"),
                              tr("Gradient ±%1").arg(gradient)};
    const bool isSource = facts_->settings.fill == CrossoverFill::Source;
    KernelTable table;
    table.title = which == Source && !isSource ? tr("Fill") : titles[which];
    table.emptyWords = tr("No feature is replaced in this step.");
    if (width == 0)
        return table;
    const int rows = (width + columns_ - 1) / columns_;
    table.values = Tensor(Shape{rows, columns_, 1, 1});
    const auto values = table.values.edit();
    table.marks.assign(values.size(), KernelMark::None);
    for (int feature = 0; feature < width; ++feature) {
        const auto at = static_cast<std::size_t>(feature);
        const bool isReplaced = feature < facts_->shared() && step.replaced[at];
        const bool isLost = feature < facts_->targetWidth() && step.has_no_gradient[at];
        if (from)
            values[at] = CrossoverFacts::valueOf(*from, image_, feature);
        else
            values[at] = isReplaced ? 1.0f : 0.0f;
        auto &mark = table.marks[at];
        if ((which == Target || which == Gradient) && isLost)
            mark = KernelMark::Gone;
        else if (which != Target && which != Gradient && isReplaced)
            mark = KernelMark::Source;
        else if (which == Mask && feature < facts_->shared())
            mark = KernelMark::Kept;
    }
    table.words = [facts = *facts_, image = image_, columns = columns_](KernelPlace place) {
        const int feature = place.row * columns + place.column;
        return feature < std::max(facts.targetWidth(), CrossoverFacts::widthOf(facts.crossedIn()))
                   ? featureWords(facts, image, feature)
                   : QString();
    };
    return table;
}

void CrossoverGrids::hover(KernelPlace place)
{
    for (auto *grid : grids_)
        grid->highlight(
            grid->table().contains(place) ? std::vector{place} : std::vector<KernelPlace>(), false);
    emit hovered(place.isValid() ? place.row * columns_ + place.column : -1);
}

/// A shorter grid ends before the others, and must not hold them up.
void CrossoverGrids::scroll(int value)
{
    if (isFollowing_)
        return;
    isFollowing_ = true;
    for (auto *grid : grids_)
        grid->verticalScrollBar()->setValue(value);
    bar_->setValue(value);
    isFollowing_ = false;
}

} // namespace tlvfc::ui

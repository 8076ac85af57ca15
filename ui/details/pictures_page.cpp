#include "ui/details/pictures_page.h"

#include "ui/details/kernel_way.h"
#include "ui/plots/kernel_grid.h"
#include "ui/plots/kernel_scale.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>

namespace tlvfc::ui {

namespace {

using Kind = KernelOrigin::Kind;
using Places = std::vector<KernelPlace>;

KernelMark markOf(Kind kind)
{
    switch (kind) {
    case Kind::Source:
        return KernelMark::Source;
    case Kind::Overlaid:
        return KernelMark::Overlaid;
    case Kind::Kept:
        return KernelMark::Kept;
    case Kind::Drawn:
        break;
    }
    return KernelMark::Drawn;
}

std::vector<KernelMark> marksOf(const std::vector<char> &survives, KernelMark mark)
{
    std::vector<KernelMark> marks;
    marks.reserve(survives.size());
    for (const char s : survives)
        marks.push_back(s ? mark : KernelMark::Gone);
    return marks;
}

} // namespace

PicturesPage::PicturesPage(QWidget *parent)
    : QWidget(parent)
    , source_(new KernelGrid)
    , before_(new KernelGrid)
    , after_(new KernelGrid)
    , scale_(new KernelScale)
{
    source_->setObjectName(QStringLiteral("sourceGrid"));
    before_->setObjectName(QStringLiteral("beforeGrid"));
    after_->setObjectName(QStringLiteral("afterGrid"));
    auto *grids = new QHBoxLayout;
    grids->setSpacing(space::normal);
    for (auto *grid : {source_, before_, after_})
        grids->addWidget(grid, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::tight, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(grids, 1);
    layout->addWidget(scale_);

    connect(after_, &KernelGrid::hovered, this, &PicturesPage::traceFinished);
    connect(source_, &KernelGrid::hovered, this, [this](KernelPlace place) {
        before_->highlight({});
        after_->highlight(place.isValid() ? facts_->placesOfSource(place) : Places());
    });
    connect(before_, &KernelGrid::hovered, this, [this](KernelPlace place) {
        source_->highlight({});
        after_->highlight(place.isValid() ? facts_->placesOfOwn(place) : Places());
    });
}

void PicturesPage::setFacts(std::shared_ptr<const PairFacts> facts)
{
    facts_ = std::move(facts);
    if (!facts_ || !facts_->hasPictures()) {
        for (auto *grid : {source_, before_, after_})
            grid->setTable({}, 1.0);
        return;
    }
    fillSource();
    fillBefore();
    fillAfter();
    scale_->setScale(facts_->pictureScale, facts_->isPictureClipped);
    std::vector<std::pair<KernelMark, QString>> marks;
    if (facts_->fromSource > 0)
        marks.emplace_back(KernelMark::Source, tr("from the source"));
    if (facts_->overlaid > 0)
        marks.emplace_back(KernelMark::Overlaid, tr("the source's in the middle"));
    if (facts_->kept > 0)
        marks.emplace_back(KernelMark::Kept, tr("kept"));
    if (facts_->drawn > 0)
        marks.emplace_back(KernelMark::Drawn, tr("drawn anew"));
    marks.emplace_back(KernelMark::Gone, tr("not in the finished layer"));
    scale_->setMarks(std::move(marks));
}

void PicturesPage::fillSource()
{
    const auto &detail = *facts_->detail;
    KernelTable table;
    const bool isResized = detail.source_weight.shape() != detail.resized_source.shape();
    const auto resized = facts_->isClipped() ? tr("Source, its %1×%2 kernels centered")
                                             : tr("Source, resized from %1×%2");
    table.title =
        isResized
            ? resized.arg(detail.source_weight.shape()[2]).arg(detail.source_weight.shape()[3])
            : tr("Source");
    table.values = detail.resized_source;
    table.marks = marksOf(facts_->sourceSurvives,
                          facts_->overlaid > 0 ? KernelMark::Overlaid : KernelMark::Source);
    table.words = [facts = facts_.get()](KernelPlace place) {
        const auto columns = facts->detail->resized_source.shape()[1];
        const auto index = static_cast<std::size_t>(place.row * columns + place.column);
        const auto name = tr("source filter %1, kernel %2").arg(place.row).arg(place.column);
        return tr("%1, variance %2\n%3")
            .arg(name)
            .arg(static_cast<double>(facts->detail->source_kernel_variance[index]), 0, 'g', 3)
            .arg(fateText(*facts, place));
    };
    source_->setTable(std::move(table), facts_->pictureScale);
}

void PicturesPage::fillBefore()
{
    const auto &detail = *facts_->detail;
    KernelTable table;
    table.title = tr("Target before");
    table.values = detail.before;
    table.marks = marksOf(facts_->beforeSurvives, KernelMark::Kept);
    table.words = [facts = facts_.get()](KernelPlace place) {
        const auto columns = facts->detail->before.shape()[1];
        const auto index = static_cast<std::size_t>(place.row * columns + place.column);
        const auto name =
            tr("target filter %1, kernel %2, before").arg(place.row).arg(place.column);
        const auto kept =
            facts->originOf(place).kind == Kind::Overlaid ? tr("its border is kept") : tr("kept");
        const auto note = facts->beforeSurvives[index] ? kept : tr("not in the finished layer");
        return tr("%1\n%2, variance %3")
            .arg(name, note)
            .arg(static_cast<double>(facts->detail->target_kernel_variance[index]), 0, 'g', 3);
    };
    before_->setTable(std::move(table), facts_->pictureScale);
}

void PicturesPage::fillAfter()
{
    KernelTable table;
    table.title = tr("Target after");
    table.values = facts_->detail->after;
    table.marks.reserve(facts_->detail->origins.size());
    for (const auto &origin : facts_->detail->origins)
        table.marks.push_back(markOf(origin.kind));
    table.words = [facts = facts_.get()](KernelPlace place) {
        return tr("filter %1, kernel %2\n%3")
            .arg(place.row)
            .arg(place.column)
            .arg(wayText(*facts, place));
    };
    after_->setTable(std::move(table), facts_->pictureScale);
}

void PicturesPage::showFilter(int targetFilter)
{
    if (!facts_ || !facts_->hasPictures())
        return;
    const auto finished = facts_->finishedAs[static_cast<std::size_t>(targetFilter)];
    const auto origin = facts_->originOf({finished, 0});
    after_->scrollTo({finished, 0});
    before_->scrollTo({targetFilter, 0});
    if (isTaken(origin))
        source_->scrollTo({origin.filter, 0});
}

void PicturesPage::traceFinished(KernelPlace place)
{
    std::vector<KernelPlace> source;
    std::vector<KernelPlace> before;
    if (place.isValid()) {
        const auto origin = facts_->originOf(place);
        if (isTaken(origin))
            source.push_back({origin.filter, origin.kernel});
        if (origin.kind == Kind::Overlaid)
            before.push_back(place);
        else if (origin.kind == Kind::Kept)
            before.push_back({origin.filter, origin.kernel});
    }
    source_->highlight(std::move(source));
    before_->highlight(std::move(before));
    after_->highlight({});
}

} // namespace tlvfc::ui

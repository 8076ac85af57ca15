#include "ui/details/filters_page.h"

#include "ui/details/pair_words.h"
#include "ui/plots/variance_bars.h"

#include <QBoxLayout>
#include <QLabel>

namespace tlvfc::ui {

FiltersPage::FiltersPage(QWidget *parent)
    : QWidget(parent)
    , source_(new VarianceBars)
    , target_(new VarianceBars)
    , trial_(trialLabel(QStringLiteral("filterTrial")))
{
    source_->setObjectName(QStringLiteral("sourceFilterBars"));
    target_->setObjectName(QStringLiteral("targetFilterBars"));
    auto *bars = new QHBoxLayout;
    bars->setSpacing(space::normal);
    bars->addWidget(source_);
    bars->addWidget(target_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::tight, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bars, 1);
    layout->addWidget(trial_);
    for (auto *one : {source_, target_})
        connect(one, &VarianceBars::trialChanged, this, &FiltersPage::showTrial);
    connect(source_, &VarianceBars::barClicked, this, &FiltersPage::chooseBySource);
    connect(target_, &VarianceBars::barClicked, this, [this](int filter) {
        selectFilter(filter);
        emit filterChosen(filter);
    });
}

void FiltersPage::setFacts(std::shared_ptr<const PairFacts> facts)
{
    facts_ = std::move(facts);
    VarianceSeries source;
    VarianceSeries target;
    source.emptyWords = target.emptyWords = tr("Being worked out …");
    if (facts_ && facts_->hasKernels()) {
        source.title = tr("Filters of the source");
        source.one = target.one = tr("filter %1");
        source.several = target.several = tr("%1 filters");
        source.chosenWord = facts_->isClipped() ? tr("taken over") : tr("kept");
        // A rule that repeats itself loses filters, and then leaves none out.
        const bool isLosing = lostFilters(*facts_) > 0;
        source.otherWord = isLosing ? tr("overwritten again") : tr("left out");
        source.variances = facts_->detail->source_filter_variance;
        source.chosen = survivingFilters(*facts_);
        source.note = [facts = facts_.get()](int filter) {
            const auto at = static_cast<std::size_t>(filter);
            const auto &goesTo = facts->goesTo[at];
            if (!facts->sourceKept[at])
                return QString();
            if (goesTo.empty())
                return tr("by a later one");
            return goesTo.size() == 1 ? tr("goes to target filter %1").arg(goesTo.front())
                                      : tr("goes to target filters %1").arg(numbersText(goesTo));
        };

        target.title = facts_->isRedrawn() ? tr("Filters of the target, drawn anew")
                                           : tr("Filters of the target, before");
        target.chosenWord = tr("overwritten");
        target.otherWord = facts_->isRedrawn() ? tr("as drawn") : tr("kept");
        target.chosenInk = Ink::Target;
        target.variances = facts_->targetVariance;
        target.chosen = facts_->targetOverwritten;
        target.note = [facts = facts_.get()](int filter) {
            const int finished = facts->finishedAs[static_cast<std::size_t>(filter)];
            const auto sources = facts->sourcesOf(finished);
            const auto place =
                facts->isClipped() ? QString() : tr("becomes filter %1").arg(finished);
            if (sources.empty())
                return place;
            const auto from = tr("from source filter %1").arg(numbersText(sources));
            return place.isEmpty() ? from : tr("%1, %2").arg(from, place);
        };
    }
    sourceChoice_ = targetChoice_ = {};
    if (facts_ && facts_->hasKernels()) {
        sourceChoice_ = sourceFilterChoice(*facts_);
        targetChoice_ = targetFilterChoice(*facts_);
        mark(source, sourceChoice_);
        mark(target, targetChoice_);
    }
    source_->setSeries(std::move(source));
    target_->setSeries(std::move(target));
    showTrial();
}

void FiltersPage::showTrial()
{
    QStringList words{sourceChoice_.words(source_->trial()), targetChoice_.words(target_->trial())};
    words.removeAll(QString());
    showTrialWords(*trial_, words.join(QLatin1Char(' ')), source_->trial() + target_->trial() > 0);
}

void FiltersPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTrial();
}

void FiltersPage::setSorted(bool sorted)
{
    source_->setSorted(sorted);
    target_->setSorted(sorted);
}

void FiltersPage::selectFilter(int targetFilter)
{
    target_->select(targetFilter);
    const bool isThere = facts_ && facts_->hasKernels() && target_->selected() >= 0;
    const auto sources =
        isThere ? facts_->sourcesOf(facts_->finishedAs[static_cast<std::size_t>(targetFilter)])
                : std::vector<int>();
    source_->select(sources.empty() ? -1 : sources.front());
}

void FiltersPage::chooseBySource(int sourceFilter)
{
    const auto &goesTo = facts_->goesTo[static_cast<std::size_t>(sourceFilter)];
    if (goesTo.empty()) {
        target_->select(-1);
        return;
    }
    const auto before =
        facts_->detail->filter_permutation[static_cast<std::size_t>(goesTo.front())];
    target_->select(static_cast<int>(before));
    emit filterChosen(static_cast<int>(before));
}

} // namespace tlvfc::ui

#include "ui/details/kernels_page.h"

#include "core/transfer/variance.h"
#include "ui/details/pair_words.h"
#include "ui/plots/variance_bars.h"

#include <QBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace tlvfc::ui {

namespace {

using Kind = KernelOrigin::Kind;

std::vector<float> rowOf(const std::vector<float> &table, std::int64_t row, std::int64_t columns)
{
    const auto from = table.begin() + row * columns;
    return {from, from + columns};
}

} // namespace

KernelsPage::KernelsPage(QWidget *parent)
    : QWidget(parent)
    , number_(new QSpinBox)
    , story_(new QLabel)
    , source_(new VarianceBars)
    , target_(new VarianceBars)
    , trial_(trialLabel(QStringLiteral("kernelTrial")))
{
    number_->setObjectName(QStringLiteral("filterNumber"));
    story_->setObjectName(QStringLiteral("filterStory"));
    story_->setForegroundRole(QPalette::PlaceholderText);
    story_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    source_->setObjectName(QStringLiteral("sourceKernelBars"));
    target_->setObjectName(QStringLiteral("targetKernelBars"));

    auto *label = new QLabel(tr("Tar&get filter"));
    label->setBuddy(number_);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::tight, 0, space::tight, 0);
    row->setSpacing(space::normal);
    row->addWidget(label);
    row->addWidget(number_);
    row->addWidget(story_, 1);
    auto *bars = new QHBoxLayout;
    bars->setSpacing(space::normal);
    bars->addWidget(source_);
    bars->addWidget(target_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::tight, 0, 0);
    layout->setSpacing(space::tight);
    layout->addLayout(row);
    layout->addLayout(bars, 1);
    layout->addWidget(trial_);
    for (auto *one : {source_, target_})
        connect(one, &VarianceBars::trialChanged, this, &KernelsPage::showTrial);
    connect(number_, &QSpinBox::valueChanged, this, [this](int filter) {
        refresh();
        emit filterChanged(filter);
    });
}

void KernelsPage::setFacts(std::shared_ptr<const PairFacts> facts)
{
    facts_ = std::move(facts);
    const bool hasKernels = facts_ && facts_->hasKernels();
    const QSignalBlocker quiet(number_);
    number_->setRange(0, hasKernels ? static_cast<int>(facts_->finishedAs.size()) - 1 : 0);
    refresh();
}

void KernelsPage::setSorted(bool sorted)
{
    source_->setSorted(sorted);
    target_->setSorted(sorted);
}

void KernelsPage::setFilter(int targetFilter) { number_->setValue(targetFilter); }

int KernelsPage::filter() const { return number_->value(); }

void KernelsPage::refresh()
{
    if (!facts_ || !facts_->hasKernels()) {
        story_->clear();
        source_->setSeries({});
        target_->setSeries({});
        sourceChoice_ = targetChoice_ = {};
        return showTrial();
    }
    const int finished = facts_->finishedAs[static_cast<std::size_t>(filter())];
    const auto sources = facts_->sourcesOf(finished);
    const auto taken = sources.empty()
                           ? tr("takes nothing over")
                           : tr("takes over from source filter %1").arg(numbersText(sources));
    // Clip leaves every filter at its place.
    story_->setText(facts_->isClipped() ? taken
                                        : tr("%1; becomes filter %2").arg(taken).arg(finished));
    showSource(finished);
    showTarget(finished);
    showTrial();
}

void KernelsPage::showTrial()
{
    QStringList words{sourceChoice_.words(source_->trial()), targetChoice_.words(target_->trial())};
    words.removeAll(QString());
    showTrialWords(*trial_, words.join(QLatin1Char(' ')), source_->trial() + target_->trial() > 0);
}

void KernelsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTrial();
}

void KernelsPage::showSource(int finished)
{
    VarianceSeries series;
    sourceChoice_ = {};
    const auto sources = facts_->sourcesOf(finished);
    series.title = sources.empty() ? tr("No source filter")
                                   : tr("Kernels of source filter %1").arg(sources.front());
    series.emptyWords = tr("This filter takes nothing from the source.");
    series.one = tr("kernel %1");
    series.several = tr("%1 kernels");
    series.chosenWord = facts_->isClipped() ? tr("taken over") : tr("kept");
    series.otherWord = tr("left out");
    if (!sources.empty()) {
        const auto columns = facts_->detail->resized_source.shape()[1];
        series.variances = rowOf(facts_->detail->source_kernel_variance, sources.front(), columns);
        std::vector<int> standsAt(series.variances.size(), -1);
        const auto origins = facts_->originsOf(finished);
        for (std::size_t j = 0; j < origins.size(); ++j) {
            if (isTaken(origins[j]) && origins[j].filter == sources.front())
                standsAt[static_cast<std::size_t>(origins[j].kernel)] = static_cast<int>(j);
        }
        for (const int place : standsAt)
            series.chosen.push_back(place >= 0 ? 1 : 0);
        series.note = [standsAt](int kernel) {
            const int place = standsAt[static_cast<std::size_t>(kernel)];
            return place < 0 ? QString() : tr("becomes kernel %1").arg(place);
        };
        sourceChoice_ = sourceKernelChoice(*facts_, sources.front(), series.chosen);
        mark(series, sourceChoice_);
    }
    source_->setSeries(std::move(series));
}

void KernelsPage::showTarget(int finished)
{
    const auto columns = facts_->detail->before.shape()[1];
    VarianceSeries series;
    series.title = tr("Kernels of target filter %1, before").arg(filter());
    series.one = tr("kernel %1");
    series.several = tr("%1 kernels");
    series.chosenWord = facts_->isRedrawn()    ? tr("replaced")
                        : facts_->overlaid > 0 ? tr("overwritten in the middle")
                                               : tr("overwritten");
    series.otherWord = tr("kept");
    series.chosenInk = Ink::Target;
    series.variances = rowOf(facts_->detail->target_kernel_variance, filter(), columns);
    series.chosen.assign(series.variances.size(), 1);
    for (const auto &origin : facts_->originsOf(finished)) {
        if (origin.kind == Kind::Kept)
            series.chosen[static_cast<std::size_t>(origin.kernel)] = 0;
    }
    targetChoice_ = {};
    if (!facts_->sourcesOf(finished).empty() && !facts_->isRedrawn()) {
        targetChoice_ = targetKernelChoice(*facts_, filter(), series.chosen);
        mark(series, targetChoice_);
    }
    target_->setSeries(std::move(series));
}

} // namespace tlvfc::ui

#include "ui/compare/first_kernels_page.h"

#include "ui/compare/choices.h"
#include "ui/plots/kernel_grid.h"
#include "ui/plots/kernel_scale.h"
#include "ui/theme/counted.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tlvfc::ui {

namespace {

constexpr int mostKernelsInRow = 12;

/// Filters beside each other, as many as divide them evenly, each with a kernel for every channel.
int filtersInRow(const Shape &shape)
{
    const auto most = std::max<std::int64_t>(1, mostKernelsInRow / shape[1]);
    for (auto count = std::min(most, shape[0]); count > 1; --count) {
        if (shape[0] % count == 0)
            return static_cast<int>(count);
    }
    return 1;
}

KernelTable table(const QString &title, const Tensor &weight)
{
    const auto &shape = weight.shape();
    const int inRow = filtersInRow(shape);
    const auto channels = shape[1];
    KernelTable table;
    table.title = title;
    // In memory the filters follow each other already.
    table.values = Tensor({shape[0] / inRow, inRow * channels, shape[2], shape[3]});
    std::ranges::copy(weight.values(), table.values.edit().begin());
    table.words = [inRow, channels](KernelPlace place) {
        return FirstKernelsPage::tr("filter %1, channel %2")
            .arg(place.row * inRow + place.column / channels)
            .arg(place.column % channels);
    };
    return table;
}

Tensor difference(const Tensor &now, const Tensor &before)
{
    auto result = now;
    std::ranges::transform(now.values(), before.values(), result.edit().begin(), std::minus());
    return result;
}

double norm(const Tensor &tensor)
{
    const auto values = tensor.values();
    return std::sqrt(std::transform_reduce(values.begin(), values.end(), 0.0, std::plus(),
                                           [](float value) { return double(value) * value; }));
}

double largest(const Tensor &tensor)
{
    double most = 0;
    for (const float value : tensor.values())
        most = std::max(most, std::abs(double(value)));
    return most;
}

} // namespace

FirstKernelsPage::FirstKernelsPage(QWidget *parent)
    : QWidget(parent)
    , run_(new QComboBox)
    , what_(new QComboBox)
    , slider_(new QSlider(Qt::Horizontal))
    , words_(new QLabel)
    , pages_(new QStackedWidget)
    , empty_(emptyLabel(QStringLiteral("firstKernelsEmpty")))
    , beginning_(new KernelGrid)
    , now_(new KernelGrid)
    , scale_(new KernelScale)
    , note_(new QLabel)
{
    setObjectName(QStringLiteral("firstKernelsPage"));
    pages_->addWidget(empty_);
    pages_->addWidget(makeContents());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(pages_, 1);
    connect(run_, &QComboBox::activated, this, &FirstKernelsPage::load);
    connect(what_, &QComboBox::currentIndexChanged, this, &FirstKernelsPage::showEpoch);
    connect(slider_, &QSlider::valueChanged, this, &FirstKernelsPage::showEpoch);
}

QWidget *FirstKernelsPage::makeHeader()
{
    run_->setObjectName(QStringLiteral("firstKernelsRun"));
    run_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    run_->setMinimumContentsLength(12);
    what_->setObjectName(QStringLiteral("firstKernelsWhat"));
    what_->addItems({tr("the kernels"), tr("their change")});
    slider_->setObjectName(QStringLiteral("firstKernelsEpoch"));
    slider_->setPageStep(5);
    slider_->setToolTip(tr("The epoch on the right, of those that the run kept"));
    slider_->setAccessibleName(tr("Epoch"));
    words_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("after epoch %1").arg(9999)));
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    row->setSpacing(space::normal);
    addChoice(row, tr("Run"), run_, tr("Whose first layer is shown"), 1);
    addChoice(row, tr("show"), what_,
              tr("What the right side shows: the epoch's kernels, or what training has added to "
                 "those of the beginning"));
    row->addWidget(slider_, 1);
    row->addWidget(words_);
    return header;
}

QWidget *FirstKernelsPage::makeContents()
{
    beginning_->setObjectName(QStringLiteral("kernelsAtBeginning"));
    now_->setObjectName(QStringLiteral("kernelsNow"));
    note_->setObjectName(QStringLiteral("firstKernelsNote"));
    note_->setWordWrap(true);
    note_->setMargin(space::normal);
    auto *grids = new QHBoxLayout;
    grids->setSpacing(space::normal);
    grids->addWidget(beginning_, 1);
    grids->addWidget(now_, 1);
    auto *contents = new QWidget;
    auto *column = new QVBoxLayout(contents);
    column->setContentsMargins(space::normal, 0, space::normal, 0);
    column->setSpacing(space::tight);
    column->addLayout(grids, 1);
    column->addWidget(scale_);
    column->addWidget(note_);
    return contents;
}

void FirstKernelsPage::setRuns(const QStringList &folders, const QStringList &names)
{
    offerRuns(run_, folders, names);
    if (isVisible())
        load();
}

void FirstKernelsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void FirstKernelsPage::load()
{
    const auto folder = run_->currentData().toString();
    if (folder.isEmpty()) {
        fail(tr("No run is finished. Its first layer will show here when one is."));
        return;
    }
    if (folder == read_)
        return;
    read_ = folder;
    reading_.start(
        [folder](std::stop_token) {
            Kept kept;
            kept.epochs = read_first_kernels({folder.toStdString()}, kept.problems);
            return std::make_shared<const Kept>(std::move(kept));
        },
        [this](std::shared_ptr<const Kept> kept) { take(std::move(kept)); },
        [this](const QString &sentence) { fail(sentence); });
}

void FirstKernelsPage::fail(const QString &sentence)
{
    reading_.cancel();
    read_.clear();
    kept_ = nullptr;
    empty_->setText(sentence);
    pages_->setCurrentWidget(empty_);
    slider_->setEnabled(false);
    words_->clear();
    emit shown();
}

void FirstKernelsPage::take(std::shared_ptr<const Kept> kept)
{
    const auto folder = read_;
    if (kept->epochs.size() < 2) {
        const auto why =
            kept->problems.empty()
                ? tr("This run kept no kernels: it was made before the program did so.")
                : QString::fromStdString(kept->problems.front());
        fail(why);
        read_ = folder; // reading it again would not help
        return;
    }
    kept_ = std::move(kept);
    pages_->setCurrentIndex(1);
    const QSignalBlocker quiet(slider_);
    slider_->setEnabled(true);
    slider_->setRange(1, int(kept_->epochs.size()) - 1);
    slider_->setValue(slider_->maximum());
    showEpoch();
    emit shown();
}

int FirstKernelsPage::epoch() const
{
    return kept_ ? kept_->epochs[std::size_t(slider_->value())].epoch : -1;
}

void FirstKernelsPage::showEpoch()
{
    if (!kept_)
        return;
    const auto &first = kept_->epochs.front();
    const auto &now = kept_->epochs[std::size_t(slider_->value())];
    words_->setText(tr("after epoch %1").arg(now.epoch));
    const auto change = difference(now.weight, first.weight);
    double most = 0; // of all epochs, so that colors mean the same along the slider
    for (const auto &one : kept_->epochs)
        most = std::max(most, largest(one.weight));
    const auto layer = QString::fromStdString(first.layer);
    const auto place = [this](KernelGrid *grid, KernelTable table, double scale) {
        const bool isSame =
            grid->table().rows() == table.rows() && grid->table().columns() == table.columns();
        const int cell = grid->cellSize();
        grid->setTable(std::move(table), scale);
        if (isSame)
            grid->setCellSize(cell);
    };
    place(beginning_, table(tr("%1 when training began").arg(layer), first.weight), most);
    if (what_->currentIndex() == Change)
        place(
            now_,
            table(counted(now.epoch, tr("What 1 epoch added"), tr("What %1 epochs added")), change),
            most);
    else
        place(now_, table(tr("%1 after epoch %2").arg(layer).arg(now.epoch), now.weight), most);
    scale_->setScale(most, false);
    auto text = tr("The change since the beginning is %1 % of the beginning's norm.")
                    .arg(100 * norm(change) / std::max(norm(first.weight), 1e-30), 0, 'g', 3);
    for (const auto &problem : kept_->problems)
        text += QLatin1Char('\n') + QString::fromStdString(problem);
    note_->setText(text);
}

} // namespace tlvfc::ui

#include "ui/compare/images_page.h"

#include "core/data/image_cache.h"
#include "ui/compare/choices.h"
#include "ui/theme/counted.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// More than anybody looks through, and the list stays quick.
constexpr std::size_t mostImages = 500;
constexpr int leastChoiceLetters = 12;
constexpr int cellWidth = 92;
constexpr int cellHeight = 108;

/// Which images are shown, where two runs are compared.
enum Which { InCell, OnlyFirst, OnlySecond, NeitherRight };

QStringList classNames(const TestedRun &run)
{
    QStringList names;
    for (const auto &name : run.classes)
        names.append(QString::fromStdString(name));
    return names;
}

} // namespace

ImagesPage::ImagesPage(QWidget *parent)
    : QWidget(parent)
    , first_(new QComboBox)
    , second_(new QComboBox)
    , which_(new QComboBox)
    , pages_(new QStackedWidget)
    , empty_(emptyLabel(QStringLiteral("imagesEmpty")))
    , table_(new QTableView)
    , wall_(new QListView)
    , caption_(new QLabel)
{
    setObjectName(QStringLiteral("imagesPage"));
    pages_->addWidget(empty_);
    pages_->addWidget(makeContents());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(pages_, 1);
    connect(first_, &QComboBox::activated, this, &ImagesPage::load);
    connect(second_, &QComboBox::activated, this, &ImagesPage::load);
    connect(which_, &QComboBox::currentIndexChanged, this, &ImagesPage::select);
}

QWidget *ImagesPage::makeHeader()
{
    first_->setObjectName(QStringLiteral("imagesRun"));
    second_->setObjectName(QStringLiteral("imagesOther"));
    which_->setObjectName(QStringLiteral("imagesWhich"));
    which_->addItems({tr("in the cell chosen"), tr("only the first run has right"),
                      tr("only the second run has right"), tr("both have wrong")});
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    row->setSpacing(space::normal);
    for (auto *box : {first_, second_, which_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(leastChoiceLetters);
    }
    addChoice(row, tr("Run"), first_, tr("Whose predictions are shown"), 1);
    addChoice(row, tr("beside"), second_, tr("A second run on the same test images"), 1);
    addChoice(row, tr("Images"), which_, tr("Which of the test images are shown"), 1);
    return header;
}

QWidget *ImagesPage::makeContents()
{
    table_->setObjectName(QStringLiteral("confusionTable"));
    table_->setAccessibleName(tr("Confusion matrix"));
    table_->setModel(&confusion_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setFrameShape(QFrame::NoFrame);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!current.isValid())
                    return;
                const QSignalBlocker quiet(which_);
                which_->setCurrentIndex(InCell);
                select();
            });
    wall_->setObjectName(QStringLiteral("testImages"));
    wall_->setAccessibleName(tr("Test images"));
    imageModel_.setScreenOf(wall_);
    wall_->setModel(&imageModel_);
    wall_->setViewMode(QListView::IconMode);
    wall_->setMovement(QListView::Static);
    wall_->setResizeMode(QListView::Adjust);
    wall_->setUniformItemSizes(true);
    wall_->setLayoutMode(QListView::Batched);
    wall_->setWordWrap(true);
    wall_->setGridSize({cellWidth, cellHeight});
    wall_->setFrameShape(QFrame::NoFrame);
    caption_->setObjectName(QStringLiteral("imagesCaption"));
    caption_->setWordWrap(true);
    caption_->setMargin(space::normal);

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption_);
    column->addWidget(wall_, 1);
    auto *note = new QLabel(tr("Rows: what an image is. Columns: what the run takes it for."));
    note->setFont(noteFont(font()));
    note->setMargin(space::normal);
    auto *left = new QWidget;
    auto *matrix = new QVBoxLayout(left);
    matrix->setContentsMargins(0, 0, 0, 0);
    matrix->setSpacing(0);
    matrix->addWidget(note);
    matrix->addWidget(table_, 1);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(left);
    split->addWidget(right);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    return split;
}

void ImagesPage::setRuns(const QStringList &folders, const QStringList &names)
{
    offerRuns(first_, folders, names);
    offerRuns(second_, folders, names, tr("none"));
    if (isVisible())
        load();
}

void ImagesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void ImagesPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        confusion_.setPalette(palette());
}

void ImagesPage::load()
{
    const QStringList wanted{first_->currentData().toString(), second_->currentData().toString()};
    if (wanted[0].isEmpty()) {
        fail(tr("No run is finished. Its test images will show here when one is."));
        return;
    }
    if (wanted == read_)
        return;
    read_ = wanted;
    reading_.start(
        [wanted](std::stop_token) {
            Loaded loaded;
            loaded.first =
                std::make_shared<const TestedRun>(read_tested_run({wanted[0].toStdString()}));
            if (wanted[1].isEmpty())
                return loaded;
            loaded.second =
                std::make_shared<const TestedRun>(read_tested_run({wanted[1].toStdString()}));
            agreement_of(*loaded.first, *loaded.second); // where it would fail, it fails here
            return loaded;
        },
        [this](const Loaded &loaded) { take(loaded); },
        [this](const QString &sentence) { fail(sentence); });
}

void ImagesPage::fail(const QString &sentence)
{
    reading_.cancel();
    decoding_.cancel();
    read_.clear();
    loaded_ = {};
    imageModel_.setRuns(nullptr, nullptr, nullptr);
    empty_->setText(sentence);
    pages_->setCurrentWidget(empty_);
    which_->setEnabled(false);
    emit shown();
}

void ImagesPage::take(const Loaded &loaded)
{
    loaded_ = loaded;
    confusion_.setPalette(palette());
    confusion_.setCounts(classNames(*loaded.first), confusion_of(*loaded.first));
    which_->setEnabled(loaded.second != nullptr);
    pages_->setCurrentIndex(1);
    const QSignalBlocker quiet(which_);
    which_->setCurrentIndex(loaded.second ? OnlyFirst : InCell);
    chooseWorst();
    loadImages();
    select();
    emit shown();
}

/// Something to look at: the commonest mistake.
void ImagesPage::chooseWorst()
{
    auto counts = confusion_of(*loaded_.first);
    const auto width = loaded_.first->classes.size();
    for (std::size_t i = 0; i < width; ++i)
        counts[i * width + i] = 0;
    const auto worst = std::size_t(std::ranges::max_element(counts) - counts.begin());
    if (worst < counts.size() && counts[worst] > 0) {
        const QSignalBlocker quiet(table_->selectionModel());
        table_->setCurrentIndex(confusion_.index(int(worst / width), int(worst % width)));
    }
}

void ImagesPage::loadImages()
{
    const auto &spec = loaded_.first->spec;
    const auto source = QString::fromStdString(to_text(to_json(spec.data)));
    if (source != splitOf_)
        split_ = nullptr;
    if (split_)
        return;
    splitOf_ = source;
    hasChanged_ = false;
    decoding_.start(
        [spec](std::stop_token stop) {
            const auto cache = user_image_cache();
            return std::make_shared<const PackedSplit>(
                load_split(spec.data, "test", spec.seed, 1, stop, {}, nullptr, &cache));
        },
        [this](std::shared_ptr<const PackedSplit> split) {
            // Data that changed since would show wrong pictures.
            hasChanged_ = loaded_.first && split->count() != loaded_.first->predictions.size();
            if (!hasChanged_)
                split_ = std::move(split);
            select();
            emit shown();
        },
        [this](const QString &sentence) {
            splitOf_.clear();
            select();
            caption_->setText(sentence);
        });
}

void ImagesPage::select()
{
    if (!loaded_.first)
        return;
    const auto &first = *loaded_.first;
    const auto cell = table_->currentIndex();
    const int which = which_->currentIndex();
    std::vector<std::size_t> places;
    std::vector<Agreement> agreements;
    if (loaded_.second)
        agreements = agreement_of(first, *loaded_.second);
    const auto isWanted = [&](std::size_t i) {
        const auto &prediction = first.predictions[i];
        switch (which) {
        case OnlyFirst:
            return agreements[i] == Agreement::OnlyFirstRight;
        case OnlySecond:
            return agreements[i] == Agreement::OnlySecondRight;
        case NeitherRight:
            return agreements[i] == Agreement::BothWrong;
        default:
            return cell.isValid() && prediction.label == cell.row() &&
                   prediction.predicted == cell.column();
        }
    };
    for (std::size_t i = 0; i < first.predictions.size(); ++i) {
        if (isWanted(i))
            places.push_back(i);
    }
    // The surest first.
    std::ranges::stable_sort(places, std::ranges::greater(),
                             [&](std::size_t i) { return first.predictions[i].probability; });
    const auto found = places.size();
    places.resize(std::min(found, mostImages));
    auto text = which != InCell  ? counted(qint64(found), tr("1 image"),
                                           tr("%1 images, the first run's surest first"))
                : cell.isValid() ? cell.data(Qt::ToolTipRole).toString()
                                 : tr("Choose a cell of the matrix to see its images.");
    if (found > mostImages)
        text += tr(" Shown: the surest %1.").arg(mostImages);
    if (hasChanged_)
        text += tr(" The images themselves are not here: the data has changed.");
    caption_->setText(text);
    imageModel_.setRuns(loaded_.first, loaded_.second, split_);
    imageModel_.show(std::move(places));
}

} // namespace tlvfc::ui

#include "ui/details/alignment_page.h"

#include "ui/details/step_bar.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

enum Values { Alignment, Pairs };

/// Shapes decide, whichever network they stand in: one comes again with its weights.
bool areAlike(const Architecture &one, const Architecture &other)
{
    return one.name == other.name &&
           std::ranges::equal(one.layers, other.layers, {}, &LayerRecord::weight_shape,
                              &LayerRecord::weight_shape);
}

bool isSameMatter(const TransferPlan &one, const TransferPlan &other)
{
    const auto isSame = [](const MatchGroup &a, const MatchGroup &b) {
        return a.title == b.title && a.sources == b.sources && a.targets == b.targets;
    };
    return one.strategy.matching == other.strategy.matching &&
           areAlike(one.source->architecture, other.source->architecture) &&
           areAlike(one.target->architecture, other.target->architecture) &&
           std::ranges::equal(one.groups, other.groups, isSame);
}

} // namespace

AlignmentPage::AlignmentPage(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , pages_(new QStackedWidget)
    , message_(emptyLabel(QStringLiteral("alignmentMessage")))
{
    setObjectName(QStringLiteral("alignmentPage"));
    pages_->addWidget(message_);
    pages_->addWidget(makeMatrix());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(session, &TransferSession::planChanged, this, &AlignmentPage::takePlan);
    setGlyph(back_, Glyph::ArrowLeft, Ink::Text);
    takePlan();
}

QWidget *AlignmentPage::makeMatrix()
{
    auto *page = new QWidget;
    map_ = new ScoreMap;
    map_->setObjectName(QStringLiteral("scoreMap"));
    map_->setAccessibleName(tr("Score matrix"));
    words_ = new QLabel;
    words_->setObjectName(QStringLiteral("cellWords"));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::RichText);
    words_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    words_->setContentsMargins(space::wide, 0, space::normal, space::normal);
    auto *scroll = new QScrollArea;
    scroll->setWidget(words_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(220);
    auto *splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("alignmentSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(map_);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({620, 400});
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeToolRow());
    layout->addWidget(splitter, 1);
    connect(map_, &ScoreMap::currentMoved, this, [this] {
        steps_->pause();
        explain();
    });
    connect(map_, &ScoreMap::activated, this, [this](MapPlace place) {
        if (!story_ || place.isEdge() || !map_->cells().contains(place))
            return;
        // Now: the cell may open into a level of its own.
        const auto &item = levels_.back().targets[static_cast<std::size_t>(place.column - 1)];
        const auto layer = item.is_block() ? LayerId() : item.layer;
        openCell(place);
        if (layer.is_valid())
            emit layerChosen(layer);
    });
    connect(map_, &ScoreMap::wayDragged, this, [this](int step) {
        if (!story_)
            return;
        const auto &table = story_->table;
        steps_->pause();
        steps_->setPosition(static_cast<int>(table.targets * table.sources) + step);
    });
    connect(map_, &ScoreMap::leaveAsked, this, &AlignmentPage::leaveLevel);
    return page;
}

QWidget *AlignmentPage::makeToolRow()
{
    auto *row = new QWidget;
    back_ = new QToolButton;
    back_->setObjectName(QStringLiteral("alignmentBack"));
    back_->setToolTip(tr("Out of the blocks (Backspace)"));
    back_->setAccessibleName(back_->toolTip());
    back_->setAutoRaise(true);
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("alignmentTitle"));
    groups_ = new QComboBox;
    groups_->setObjectName(QStringLiteral("alignmentGroups"));
    groups_->setToolTip(tr("Layers of each kind are aligned by themselves"));
    values_ = new QComboBox;
    values_->setObjectName(QStringLiteral("alignmentValues"));
    values_->addItem(tr("Best alignment so far"), Alignment);
    values_->addItem(tr("Score of the two"), Pairs);
    values_->setToolTip(tr("What the cells hold: the value of aligning everything up to there, or "
                           "how well the two alone go together"));
    steps_ = new StepBar;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    layout->setSpacing(space::normal);
    layout->addWidget(back_);
    layout->addWidget(title_);
    layout->addWidget(groups_);
    layout->addWidget(values_);
    layout->addWidget(steps_, 1);
    connect(back_, &QToolButton::clicked, this, &AlignmentPage::leaveLevel);
    connect(groups_, &QComboBox::activated, this, &AlignmentPage::chooseGroup);
    connect(values_, &QComboBox::activated, this, &AlignmentPage::showCells);
    connect(steps_, &StepBar::moved, this, &AlignmentPage::showStep);
    return row;
}

void AlignmentPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (isStale_)
        takePlan();
}

void AlignmentPage::selectLayer(LayerId target)
{
    selected_ = target;
    if (!plan_)
        takePlan();
}

/// Why there is no matrix; empty where there is one.
QString AlignmentPage::hindrance() const
{
    const auto plan = session_->plan();
    if (plan && !plan->strategy.transfers())
        return tr("This method takes nothing over from the source, so no pairs are to be found.\n"
                  "Choose another method, DPIAT or TLVFC, to see how its pairs come about.");
    if (!plan || !plan->source)
        return tr("Open a source and a target to see how their layers are aligned.");
    if (plan->groups.empty())
        return tr("This strategy pairs no layers: the fully connected ones take the mean and the "
                  "spread of all the source's together.");
    if (plan->strategy.matching == Matching::Index)
        return tr("%1\nChoose dp or dp-flat under Matching, or the method DPIAT, to see pairs "
                  "found by aligning shapes.")
            .arg(indexText(*plan, selected_));
    return {};
}

void AlignmentPage::takePlan()
{
    isStale_ = !isVisible();
    if (isStale_)
        return;
    if (const auto words = hindrance(); !words.isEmpty()) {
        plan_.reset();
        return showMessage(words);
    }
    const auto plan = session_->plan();
    const bool isSame = plan_ && isSameMatter(*plan_, *plan);
    plan_ = plan;
    if (isSame)
        return;
    const QSignalBlocker quiet(groups_);
    groups_->clear();
    for (const auto &group : plan_->groups)
        groups_->addItem(QString::fromStdString(group.title));
    groups_->setVisible(groups_->count() > 1);
    chooseGroup();
}

void AlignmentPage::chooseGroup()
{
    const auto &group = plan_->groups[static_cast<std::size_t>(groups_->currentIndex())];
    levels_ = {{QString::fromStdString(group.title), group.sources, group.targets}};
    workOut();
}

void AlignmentPage::openCell(MapPlace place)
{
    if (!story_ || place.isEdge() || !map_->cells().contains(place))
        return;
    const auto &level = levels_.back();
    const auto &source = level.sources[static_cast<std::size_t>(place.row - 1)];
    const auto &target = level.targets[static_cast<std::size_t>(place.column - 1)];
    if (!source.is_block() || !target.is_block())
        return;
    levels_.push_back({tr("%1 ← %2").arg(itemName(plan_->target->architecture, target),
                                         itemName(plan_->source->architecture, source)),
                       source.items, target.items});
    workOut();
}

void AlignmentPage::leaveLevel()
{
    if (levels_.size() < 2)
        return;
    levels_.pop_back();
    workOut();
}

/// Until it is through, the map stands as it was and answers to nothing.
void AlignmentPage::workOut()
{
    story_.reset();
    telling_.start(
        [plan = plan_, level = levels_.back()](const std::stop_token &stop) {
            return std::make_shared<const AlignmentStory>(
                tell_alignment(plan->source->architecture, plan->target->architecture,
                               level.sources, level.targets, plan->strategy.matching, stop));
        },
        [this](std::shared_ptr<const AlignmentStory> story) { takeStory(std::move(story)); },
        [this](const QString &what) { showMessage(what); });
}

void AlignmentPage::takeStory(std::shared_ptr<const AlignmentStory> story)
{
    story_ = std::move(story);
    path_ = story_->table.trace_back();
    const auto &level = levels_.back();
    const bool isInner = levels_.size() > 1;
    back_->setVisible(isInner);
    title_->setVisible(isInner || groups_->count() < 2);
    title_->setText(isInner ? level.title : tr("All %1").arg(level.title));
    groups_->setVisible(!isInner && groups_->count() > 1);
    steps_->setLast(static_cast<int>(story_->table.targets * story_->table.sources + path_.size()) -
                    1);
    showCells();
    pages_->setCurrentIndex(1);
    emit storyChanged();
}

void AlignmentPage::showMessage(const QString &words)
{
    telling_.cancel();
    story_.reset();
    levels_.clear();
    message_->setText(words);
    pages_->setCurrentIndex(0);
    emit storyChanged();
}

void AlignmentPage::showCells()
{
    if (!story_)
        return;
    const auto &level = levels_.back();
    const auto &table = story_->table;
    const auto &source = plan_->source->architecture;
    const auto &target = plan_->target->architecture;
    ScoreCells cells;
    cells.rows = static_cast<int>(table.sources) + 1;
    cells.columns = static_cast<int>(table.targets) + 1;
    cells.rowTitle = tr("source");
    cells.columnTitle = tr("target: %1").arg(QString::fromStdString(target.name));
    for (const auto &item : level.sources)
        cells.rowNames << itemName(source, item);
    for (const auto &item : level.targets)
        cells.columnNames << itemName(target, item);
    const bool isOfPairs = values_->currentData().toInt() == Pairs;
    for (std::size_t s = 0; s <= table.sources; ++s) {
        for (std::size_t t = 0; t <= table.targets; ++t) {
            const bool isEdge = s == 0 || t == 0;
            const double pair = isEdge ? 0.0 : story_->score(t - 1, s - 1);
            cells.values.push_back(isOfPairs ? pair : table.at(t, s).score);
            cells.opens.push_back(!isEdge && level.sources[s - 1].is_block() &&
                                  level.targets[t - 1].is_block());
        }
    }
    map_->setCells(std::move(cells));
    showStep(steps_->position());
}

void AlignmentPage::showStep(int position)
{
    if (!story_)
        return;
    const auto rows = static_cast<int>(story_->table.sources);
    const int filling = rows * static_cast<int>(story_->table.targets);
    const auto placeOf = [](std::pair<std::size_t, std::size_t> cell) {
        return MapPlace{static_cast<int>(cell.second), static_cast<int>(cell.first)};
    };
    map_->setFilled(std::min(position, filling));
    std::vector<MapPlace> shown;
    const int traced = position - filling;
    std::vector<MapPlace> way;
    for (const auto &cell : path_) {
        if (traced >= 0)
            way.push_back(placeOf(cell));
    }
    map_->setWay(std::move(way));
    for (int i = 0; i <= traced && i < std::ssize(path_); ++i)
        shown.push_back(placeOf(path_[static_cast<std::size_t>(i)]));
    map_->setPath(std::move(shown));
    if (traced >= 0 && traced + 1 < std::ssize(path_)) {
        const auto at = static_cast<std::size_t>(traced);
        map_->setCurrent(placeOf(path_[at]));
        steps_->setWords(tr("way back, step %1 of %2").arg(traced).arg(path_.size() - 1));
    } else if (traced >= 0) {
        // All is told: the cell where the way back began stands for the whole.
        map_->setCurrent(placeOf(path_.front()));
        steps_->setWords(tr("filled and traced back"));
    } else {
        if (position > 0)
            map_->setCurrent({(position - 1) % rows + 1, (position - 1) / rows + 1});
        else
            map_->setCurrent({0, 0});
        steps_->setWords(tr("cell %1 of %2").arg(position).arg(filling));
    }
    explain();
}

void AlignmentPage::explain()
{
    const auto place = map_->current();
    if (!story_ || !place.isValid())
        return;
    const auto target = static_cast<std::size_t>(place.column);
    const auto source = static_cast<std::size_t>(place.row);
    auto text = cellText(*plan_, levels_.back(), *story_, target, source);
    // Of a cell on the way shown: what the way does there.
    const auto on = std::ranges::find(path_, std::pair(target, source));
    const auto shown = std::ssize(map_->path());
    if (on != path_.end() && on + 1 != path_.end() && on - path_.begin() < shown)
        text +=
            QStringLiteral("<p>%1.</p>").arg(stepBackText(*plan_, levels_.back(), *on, *(on + 1)));
    words_->setText(text);
    std::vector<MapArrow> arrows;
    if (!place.isEdge()) {
        using Step = AlignmentCell::Step;
        const auto candidates = candidates_at(*story_, target, source);
        arrows = {
            {{place.row, place.column - 1}, candidates.winner == Step::SkipTarget},
            {{place.row - 1, place.column}, candidates.winner == Step::SkipSource},
            {{static_cast<int>(candidates.serve.source), static_cast<int>(candidates.serve.target)},
             candidates.winner == Step::Serve}};
    }
    map_->setArrows(std::move(arrows));
}

QString AlignmentPage::explanation() const { return words_->text(); }

QList<Picture> AlignmentPage::pictures() const
{
    if (!story_)
        return {};
    return {{tr("The score matrix"), map_->pictureSize(),
             [map = map_](QPainter &painter) { map->paintPicture(painter); }}};
}

QList<Table> AlignmentPage::tables() const
{
    return story_ ? QList<Table>{{tr("The score matrix"), map_->cells().table()}} : QList<Table>();
}

} // namespace tlvfc::ui

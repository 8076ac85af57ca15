#include "ui/training/runs_list.h"

#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"
#include "ui/training/column_fit.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_source.h"
#include "ui/training/runs_delegate.h"
#include "ui/training/runs_filter.h"
#include "ui/training/runs_model.h"
#include "ui/training/undo_bar.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int widestTags = 170;
constexpr int gatherMs = 50;

} // namespace

RunsList::RunsList(RunsModel *model, QWidget *parent)
    : QWidget(parent)
    , model_(model)
    , filter_(new RunsFilter(model, this))
    , title_(new QLabel)
    , search_(new QLineEdit)
    , archived_(new QToolButton)
    , pages_(new QStackedWidget)
    , empty_(emptyLabel(QStringLiteral("emptyRuns")))
    , view_(new QTreeView)
    , undo_(new UndoBar)
    , actions_(new RunActions(this))
{
    setObjectName(QStringLiteral("runsList"));
    view_->setObjectName(QStringLiteral("runsView"));
    view_->setAccessibleName(tr("Runs"));
    view_->setModel(filter_);
    view_->setItemDelegate(new RunsDelegate(view_));
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    makeColumns();
    pages_->addWidget(empty_);
    pages_->addWidget(view_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(pages_, 1);
    layout->addWidget(undo_);

    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentRunChanged(currentRun()); });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunsList::refreshActions);
    connect(view_, &QWidget::customContextMenuRequested, this, &RunsList::showMenu);
    for (auto *lister :
         {static_cast<QAbstractItemModel *>(filter_), static_cast<QAbstractItemModel *>(model_)}) {
        connect(lister, &QAbstractItemModel::modelReset, this, &RunsList::refresh);
        for (const auto moved :
             {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
            connect(lister, moved, this, [this] {
                hasOthers_ = true;
                nameTitle();
                if (showsRuns() == (filter_->rowCount() > 0))
                    refreshSoon();
                else
                    refresh(); // the first one and the last are seen at once
            });
        }
    }
    soon_.setSingleShot(true);
    soon_.setInterval(gatherMs);
    connect(&soon_, &QTimer::timeout, this, [this] {
        if (hasOthers_)
            refresh();
        else
            refreshNotes();
    });
    connect(model_, &QAbstractItemModel::dataChanged, this, &RunsList::refreshSoon);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString &words) {
        filter_->setSearch(words);
        refresh();
    });
    connectActions();
    refresh();
}

void RunsList::makeColumns()
{
    auto *header = view_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(RunsModel::TitleColumn, QHeaderView::Stretch);
    const auto width = [this](const QString &widest) {
        return view_->fontMetrics().horizontalAdvance(widest) + 26;
    };
    header->setSectionResizeMode(RunsModel::MethodColumn, QHeaderView::Interactive);
    header->resizeSection(RunsModel::MethodColumn, width(QStringLiteral("TLVFC-cross")));
    header->resizeSection(RunsModel::StateColumn, width(tr("broken off")) + 16);
    header->resizeSection(RunsModel::BestColumn, width(QStringLiteral("100.00 %")));
    header->resizeSection(RunsModel::EpochColumn, width(QStringLiteral("200 / 200")));
    // The name tells the method too.
    fit_ = new ColumnFit(view_,
                         {RunsModel::MethodColumn, RunsModel::EpochColumn, RunsModel::TagsColumn},
                         width(QStringLiteral("TLVFC, resnet32 → resnet18")) + 30);
    fit_->setEmpty(RunsModel::TagsColumn, true);
}

QWidget *RunsList::makeHeader()
{
    title_->setTextFormat(Qt::PlainText);
    search_->setObjectName(QStringLiteral("runsSearch"));
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search the runs"));
    search_->setToolTip(tr("Words of the name, note, tags, method, network, data or seed, such as "
                           "“resnet18 tag:paper -failed”"));
    search_->setClearButtonEnabled(true);
    archived_->setObjectName(QStringLiteral("archivedRuns"));
    archived_->setCheckable(true);
    archived_->setAutoRaise(true);
    archived_->setFocusPolicy(Qt::StrongFocus);
    archived_->setToolTip(actions_->showArchived->toolTip());
    connect(archived_, &QToolButton::toggled, actions_->showArchived, &QAction::setChecked);
    connect(actions_->showArchived, &QAction::toggled, archived_, &QToolButton::setChecked);
    auto *other = new QToolButton;
    other->setObjectName(QStringLiteral("otherRuns"));
    other->setText(tr("Folder…"));
    other->setToolTip(tr("List the runs below another folder"));
    other->setAutoRaise(true);
    connect(other, &QToolButton::clicked, this, &RunsList::otherRootRequested);

    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(10, space::tight, space::normal, space::tight);
    row->addWidget(title_);
    row->addWidget(search_, 1);
    row->addWidget(archived_);
    row->addWidget(other);
    return header;
}

RunWatcher *RunsList::watcherAt(const QModelIndex &index) const
{
    return index.isValid() ? model_->watcher(filter_->mapToSource(index).row()) : nullptr;
}

RunWatcher *RunsList::currentRun() const { return watcherAt(view_->currentIndex()); }

void RunsList::setCurrentRun(RunWatcher *run)
{
    const int row = model_->shelf()->rowOf(run);
    if (row < 0) {
        view_->setCurrentIndex({});
        return;
    }
    if (!filter_->mapFromSource(model_->index(row, 0)).isValid()) {
        search_->clear();
        if (run->notes().archived)
            actions_->showArchived->setChecked(true);
    }
    view_->setCurrentIndex(filter_->mapFromSource(model_->index(row, 0)));
}

QList<RunWatcher *> RunsList::selectedRuns() const
{
    auto rows = view_->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<RunWatcher *> runs;
    for (const auto &index : std::as_const(rows))
        runs.append(watcherAt(index));
    return runs;
}

const std::filesystem::path &RunsList::root() const { return model_->shelf()->root(); }

QList<int> RunsList::listedRows() const
{
    QList<int> rows;
    for (int row = 0; row < filter_->rowCount(); ++row)
        rows.append(filter_->mapToSource(filter_->index(row, 0)).row());
    return rows;
}

bool RunsList::showsRuns() const { return pages_->currentIndex() == 1; }

void RunsList::refreshSoon()
{
    if (!soon_.isActive())
        soon_.start();
}

void RunsList::nameTitle()
{
    const int all = model_->rowCount();
    const int listed = filter_->rowCount();
    title_->setText(all == 0        ? tr("Runs")
                    : listed == all ? tr("Runs (%1)").arg(all)
                                    : tr("Runs (%1 of %2)").arg(listed).arg(all));
}

void RunsList::refresh()
{
    hasOthers_ = false;
    const int all = model_->rowCount();
    const int listed = filter_->rowCount();
    nameTitle();
    title_->setToolTip(QString::fromStdString(model_->shelf()->root().string()));
    empty_->setText(all == 0 ? tr("No runs yet. What you start appears here and stays, also after "
                                  "the window is closed.")
                    : filter_->search().isEmpty()
                        ? tr("All runs of this folder are in the archive.")
                        : tr("No run has all of these words."));
    pages_->setCurrentIndex(listed == 0 ? 0 : 1);
    if (listed > 0 && !view_->currentIndex().isValid())
        view_->setCurrentIndex(filter_->index(0, 0));
    refreshNotes();
}

void RunsList::refreshActions() { actions_->setSelection(selectedRuns()); }

/// What the notes and states of the runs decide.
void RunsList::refreshNotes()
{
    refreshActions();
    const int archived = filter_->archivedCount();
    archived_->setText(tr("%1 archived").arg(archived));
    archived_->setVisible(archived > 0);
    fitTags();
}

void RunsList::fitTags()
{
    int widest = 0;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const auto tags = model_->index(row, 0).data(RunsModel::TagsRole).toStringList();
        if (!tags.isEmpty())
            widest = std::max(widest, RunsDelegate::chipsWidth(tags, view_->fontMetrics()));
    }
    const int width = std::min(widest + 8, widestTags);
    fit_->setEmpty(RunsModel::TagsColumn, widest == 0);
    if (widest > 0 && width != view_->header()->sectionSize(RunsModel::TagsColumn)) {
        view_->header()->resizeSection(RunsModel::TagsColumn, width);
        fit_->refit();
    }
}

void RunsList::showMenu(const QPoint &at)
{
    const auto index = view_->indexAt(at);
    if (!watcherAt(index))
        return;
    if (!view_->selectionModel()->isSelected(index))
        view_->setCurrentIndex(index);
    refreshActions(); // news may wait to be gathered
    auto *menu = new QMenu(view_);
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    actions_->addSelectionTo(menu);
    menu->addSeparator();
    actions_->addCurvesTo(menu);
    menu->popup(view_->viewport()->mapToGlobal(at));
}

/// What concerns the list itself, or is asked of others by a signal; RunKeeping has the rest.
void RunsList::connectActions()
{
    connect(actions_->goOn, &QAction::triggered, this, [this] {
        for (auto *run : selectedRuns()) {
            if (canGoOn(*run))
                emit goOnRequested(run);
        }
    });
    connect(actions_->addToQueue, &QAction::triggered, this, [this] {
        for (auto *run : selectedRuns()) {
            if (canGoOn(*run))
                emit queueRequested(run);
        }
    });
    connect(actions_->stop, &QAction::triggered, this, [this] {
        for (auto *run : selectedRuns()) {
            if (run->isGoing())
                run->stop();
        }
    });
    connect(actions_->useAsSource, &QAction::triggered, this, [this] {
        const auto source = sourceOf(*selectedRuns().first());
        if (source)
            emit sourceChosen(*source);
    });
    const auto folder = [this] {
        return QString::fromStdString(selectedRuns().first()->folder().path.string());
    };
    connect(actions_->openFolder, &QAction::triggered, this,
            [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder())); });
    connect(actions_->copyPath, &QAction::triggered, this,
            [folder] { QGuiApplication::clipboard()->setText(folder()); });
    connect(actions_->showOnly, &QAction::triggered, this, [this] {
        const auto chosen = selectedRuns();
        model_->setAllShown(false);
        for (auto *run : chosen)
            model_->setShown(model_->shelf()->rowOf(run), true);
    });
    connect(actions_->showAll, &QAction::triggered, this,
            [this] { model_->setShown(listedRows(), true); });
    connect(actions_->showNone, &QAction::triggered, this, [this] { model_->setAllShown(false); });
    connect(actions_->search, &QAction::triggered, this, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    connect(actions_->showArchived, &QAction::toggled, this, [this](bool shown) {
        filter_->setArchivedShown(shown);
        refresh();
    });
}

} // namespace tlvfc::ui

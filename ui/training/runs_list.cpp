#include "ui/training/runs_list.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"
#include "ui/training/column_fit.h"
#include "ui/training/run_colors.h"
#include "ui/training/run_source.h"
#include "ui/training/runs_model.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

namespace tlvfc::ui {

namespace {

/// Draws the curve's color beside a shown run's name and the state's mark beside the state.
class RunsDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isSelected = option->state & QStyle::State_Selected;
        if (index.column() == RunsModel::TitleColumn) {
            const bool isShown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            const auto color = index.data(RunsModel::ColorRole).value<QColor>();
            option->icon = QIcon(swatch(isShown ? color : QColor(Qt::transparent),
                                        isSelected ? option->palette.color(QPalette::Base)
                                                   : QColor(Qt::transparent)));
            option->decorationSize = QSize(20, 12);
            option->features |= QStyleOptionViewItem::HasDecoration;
        } else if (index.column() == RunsModel::StateColumn) {
            const auto state = static_cast<RunState>(index.data(RunsModel::StateRole).toInt());
            const auto warning = isSelected ? option->palette.color(QPalette::HighlightedText)
                                            : ink(Ink::Warning, option->palette);
            option->icon = index.data(RunsModel::AlertRole).toBool()
                               ? glyphIcon(Glyph::Triangle, warning)
                               : stateIcon(state, option->palette, isSelected);
            option->decorationSize = QSize(12, 12);
            option->features |= QStyleOptionViewItem::HasDecoration;
        }
    }
};

/// A run that was not carried to its end goes on where it stood.
bool canGoOn(const RunWatcher &run)
{
    return run.hasLooked() && !run.isGoing() && run.state() != RunState::Finished &&
           !run.spec().target.is_absent();
}

} // namespace

RunsList::RunsList(RunsModel *model, QWidget *parent)
    : QWidget(parent)
    , model_(model)
    , title_(new QLabel)
    , pages_(new QStackedWidget)
    , view_(new QTreeView)
{
    setObjectName(QStringLiteral("runsList"));
    view_->setObjectName(QStringLiteral("runsView"));
    view_->setModel(model);
    view_->setItemDelegate(new RunsDelegate(view_));
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
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
    new ColumnFit(view_, {RunsModel::MethodColumn, RunsModel::EpochColumn},
                  width(QStringLiteral("TLVFC, resnet32 → resnet18")) + 30);

    auto *empty = new QLabel(tr("No runs yet. What you start appears here and stays, also after "
                                "the window is closed."));
    empty->setObjectName(QStringLiteral("emptyRuns"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setMargin(16);
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setBackgroundRole(QPalette::Base);
    empty->setAutoFillBackground(true);
    pages_->addWidget(empty);
    pages_->addWidget(view_);

    auto *other = new QToolButton;
    other->setObjectName(QStringLiteral("otherRuns"));
    other->setText(tr("Folder…"));
    other->setToolTip(tr("List the runs below another folder"));
    other->setAutoRaise(true);
    connect(other, &QToolButton::clicked, this, &RunsList::otherRootRequested);

    title_->setContentsMargins(10, 6, 8, 4);
    title_->setTextFormat(Qt::PlainText);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 8, 0);
    top->addWidget(title_, 1);
    top->addWidget(other);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(pages_, 1);

    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentRunChanged(currentRun()); });
    connect(view_, &QWidget::customContextMenuRequested, this, &RunsList::showMenu);
    connect(model, &QAbstractItemModel::modelReset, this, &RunsList::refresh);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RunsList::refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RunsList::refresh);
    refresh();
}

RunWatcher *RunsList::currentRun() const
{
    const auto index = view_->currentIndex();
    return index.isValid() ? model_->watcher(index.row()) : nullptr;
}

void RunsList::setCurrentRun(RunWatcher *run)
{
    const int row = model_->shelf()->rowOf(run);
    view_->setCurrentIndex(row < 0 ? QModelIndex() : model_->index(row, 0));
}

void RunsList::refresh()
{
    const int count = model_->rowCount();
    title_->setText(count == 0 ? tr("Runs") : tr("Runs (%1)").arg(count));
    title_->setToolTip(QString::fromStdString(model_->shelf()->root().string()));
    pages_->setCurrentIndex(count == 0 ? 0 : 1);
    if (count > 0 && !view_->currentIndex().isValid())
        view_->setCurrentIndex(model_->index(0, 0));
}

void RunsList::showMenu(const QPoint &at)
{
    const auto index = view_->indexAt(at);
    const QPointer<RunWatcher> run = index.isValid() ? model_->watcher(index.row()) : nullptr;
    if (!run)
        return;
    auto *menu = new QMenu(view_);
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char *name, const QString &text, bool isEnabled, auto act) {
        auto *action = menu->addAction(text, this, [run, act] {
            if (run) // which may be gone while the menu stands open
                act(*run);
        });
        action->setObjectName(QString::fromLatin1(name));
        action->setEnabled(isEnabled);
    };
    add("useAsSource", tr("Use as Source"), sourceOf(*run).has_value(), [this](RunWatcher &it) {
        if (const auto source = sourceOf(it))
            emit sourceChosen(*source);
    });
    add("goOn", run->state() == RunState::Prepared ? tr("Start") : tr("Go on"), canGoOn(*run),
        [this](RunWatcher &it) { emit goOnRequested(&it); });
    add("addToQueue", tr("Add to Queue"), canGoOn(*run),
        [this](RunWatcher &it) { emit queueRequested(&it); });
    add("stop", tr("Stop"), run->isGoing(), [](RunWatcher &it) { it.stop(); });
    menu->addSeparator();
    add("showOnly", tr("Show Only Its Curve"), true, [this](RunWatcher &it) {
        model_->setAllShown(false);
        model_->setShown(model_->shelf()->rowOf(&it), true);
    });
    add("showAll", tr("Show All Curves"), true,
        [this](RunWatcher &) { model_->setAllShown(true); });
    add("showNone", tr("Show No Curve"), true,
        [this](RunWatcher &) { model_->setAllShown(false); });
    menu->addSeparator();
    const auto folder = index.data(RunsModel::FolderRole).toString();
    add("openFolder", tr("Open Its Folder"), true,
        [folder](RunWatcher &) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    add("copyPath", tr("Copy the Folder's Path"), true,
        [folder](RunWatcher &) { QGuiApplication::clipboard()->setText(folder); });
    menu->popup(view_->viewport()->mapToGlobal(at));
}

} // namespace tlvfc::ui

#include "ui/training/trash_dialog.h"

#include "core/runs/run_notes.h"
#include "core/runs/run_trash.h"
#include "ui/jobs/run_keeper.h"
#include "ui/theme/theme.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace tlvfc::ui {

namespace {

constexpr QSize firstSize(620, 380);
constexpr int columnAir = 24;

/// What the list called it; its folder's name where that cannot be told any more.
QString titleOf(const RunFolder &run)
{
    try {
        const auto name = read_run_notes(run).name;
        return name.empty() ? runTitle(read_run_spec(run.spec())) : QString::fromStdString(name);
    } catch (const std::exception &) {
        return QString::fromStdString(run.path.filename().string());
    }
}

QString timeText(std::filesystem::file_time_type when)
{
    const auto since = std::chrono::file_clock::to_sys(when).time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

} // namespace

TrashDialog::TrashDialog(RunKeeper *keeper, const std::filesystem::path &root, QWidget *parent)
    : QDialog(parent)
    , keeper_(keeper)
    , root_(root)
    , words_(new QLabel)
    , view_(new QTreeView)
    , below_(new QStackedWidget)
{
    setObjectName(QStringLiteral("trashDialog"));
    setWindowTitle(tr("Trash"));
    words_->setObjectName(QStringLiteral("trashWords"));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    view_->setObjectName(QStringLiteral("trashView"));
    view_->setAccessibleName(tr("Runs in the trash"));
    view_->setModel(&model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->header()->setStretchLastSection(false);
    below_->addWidget(makeButtons());
    below_->addWidget(makeQuestion());
    below_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addWidget(words_);
    layout->addWidget(view_, 1);
    layout->addWidget(below_);
    resize(firstSize);
    connect(keeper_, &RunKeeper::settled, this, &TrashDialog::look);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TrashDialog::refresh);
    // That it has been looked into is known only after what was found.
    connect(&reading_, &LatestJob::busyChanged, this, &TrashDialog::refresh);
    take({});
    look();
}

QWidget *TrashDialog::makeButtons()
{
    restore_ = new QPushButton(tr("&Restore"));
    restore_->setObjectName(QStringLiteral("restoreRuns"));
    restore_->setToolTip(tr("Puts the selected runs back where they were"));
    empty_ = new QPushButton(tr("&Empty the Trash…"));
    empty_->setObjectName(QStringLiteral("emptyTrash"));
    auto *close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(restore_, &QPushButton::clicked, this, [this] {
        QList<RunFolder> chosen;
        for (const auto &index : view_->selectionModel()->selectedRows())
            chosen.append(rows_[index.row()].run);
        keeper_->restore(chosen);
    });
    connect(empty_, &QPushButton::clicked, this, [this] {
        below_->setCurrentIndex(1);
        keep_->setFocus();
    });
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(restore_);
    row->addWidget(empty_);
    row->addStretch(1);
    row->addWidget(close);
    for (auto *button : {restore_, empty_, close})
        button->setAutoDefault(false);
    return buttons;
}

QWidget *TrashDialog::makeQuestion()
{
    question_ = new QLabel;
    question_->setObjectName(QStringLiteral("emptyQuestion"));
    question_->setWordWrap(true);
    auto *remove = new QPushButton(tr("&Delete for Good"));
    remove->setObjectName(QStringLiteral("deleteForGood"));
    remove->setAutoDefault(false);
    keep_ = new QPushButton(tr("&Keep Them"));
    keep_->setObjectName(QStringLiteral("keepTrash"));
    connect(remove, &QPushButton::clicked, this, [this] {
        below_->setCurrentIndex(0);
        keeper_->emptyTrash();
    });
    connect(keep_, &QPushButton::clicked, this, [this] { below_->setCurrentIndex(0); });
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(question_, 1);
    row->addWidget(remove);
    row->addWidget(keep_);
    return whole;
}

QList<TrashDialog::Row> TrashDialog::read(const std::filesystem::path &root, std::stop_token stop)
{
    QList<Row> rows;
    for (const auto &trashed : list_trash(root)) {
        if (stop.stop_requested())
            break;
        rows.append({trashed.run, titleOf(trashed.run), timeText(trashed.when),
                     folder_bytes(trashed.run.path)});
    }
    return rows;
}

void TrashDialog::look()
{
    fault_.clear();
    reading_.start([root = root_](std::stop_token stop) { return read(root, stop); },
                   [this](const QList<Row> &rows) { take(rows); },
                   [this](const QString &fault) { fault_ = fault; });
}

void TrashDialog::take(const QList<Row> &rows)
{
    rows_ = rows;
    below_->setCurrentIndex(0);
    model_.clear();
    model_.setHorizontalHeaderLabels({tr("Run"), tr("Folder"), tr("Deleted"), tr("Size")});
    for (const auto &row : rows_) {
        const auto folder = QString::fromStdString(row.run.path.filename().string());
        QList<QStandardItem *> items;
        for (const auto &text : {row.name, folder, row.when, bytesText(row.bytes)}) {
            items.append(new QStandardItem(text));
            items.last()->setEditable(false);
            items.last()->setToolTip(QString::fromStdString(row.run.path.string()));
        }
        items.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model_.appendRow(items);
    }
    view_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < model_.columnCount(); ++column) {
        view_->resizeColumnToContents(column);
        view_->setColumnWidth(column, view_->columnWidth(column) + columnAir);
    }
    refresh();
}

void TrashDialog::refresh()
{
    const auto bytes = std::accumulate(rows_.begin(), rows_.end(), quint64(0),
                                       [](quint64 sum, const Row &row) { return sum + row.bytes; });
    words_->setText(
        !fault_.isEmpty() ? fault_
        : rows_.isEmpty()
            ? (isReading() ? tr("Looking into the trash…")
                           : tr("The trash of this folder of runs is empty."))
            : tr("Runs in the trash count nowhere; they take %1.").arg(bytesText(bytes)));
    restore_->setEnabled(view_->selectionModel()->hasSelection());
    empty_->setEnabled(!rows_.isEmpty());
    question_->setText(
        rows_.size() == 1
            ? tr("Delete 1 run, %1, for good?").arg(bytesText(bytes))
            : tr("Delete %1 runs, %2, for good?").arg(rows_.size()).arg(bytesText(bytes)));
}

} // namespace tlvfc::ui

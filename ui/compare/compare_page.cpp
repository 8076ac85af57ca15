#include "ui/compare/compare_page.h"

#include "core/base/error.h"
#include "ui/compare/choices.h"
#include "ui/compare/comparison_file.h"
#include "ui/compare/first_kernels_page.h"
#include "ui/compare/images_page.h"
#include "ui/compare/mean_curves.h"
#include "ui/jobs/run_shelf.h"
#include "ui/plots/curves_picture.h"
#include "ui/theme/core_text.h"
#include "ui/theme/elided_combo_box.h"
#include "ui/theme/theme.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int gatheringMs = 400;
constexpr int columnAir = 20;
constexpr int leastChoiceLetters = 12; ///< of a choice's box in a small window

} // namespace

ComparePage::ComparePage(RunShelf *shelf, QWidget *parent)
    : QWidget(parent)
    , shelf_(shelf)
    , pages_(new QStackedWidget)
    , empty_(new QLabel)
    , setting_(new ElidedComboBox)
    , measure_(new ElidedComboBox)
    , baseline_(new ElidedComboBox)
    , axis_(new ElidedComboBox)
    , save_(new QToolButton)
    , forms_(new QMenu(tr("Save Co&mparison"), save_))
    , plot_(new CurvePlot(CurvePlot::Values::Percent))
    , table_(new QTreeView)
    , warnings_(new QLabel)
    , tabs_(new QTabWidget)
    , images_(new ImagesPage)
    , kernels_(new FirstKernelsPage)
{
    setObjectName(QStringLiteral("comparePage"));
    empty_->setObjectName(QStringLiteral("compareEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setTextFormat(Qt::PlainText);
    pages_->addWidget(empty_);
    pages_->addWidget(makeContents());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);

    soon_.setSingleShot(true);
    soon_.setInterval(gatheringMs);
    connect(&soon_, &QTimer::timeout, this, &ComparePage::look);
    for (const auto moved : {&RunShelf::scanned, &RunShelf::wasReset})
        connect(shelf_, moved, this, &ComparePage::lookSoon);
    connect(shelf_, &RunShelf::changed, this, &ComparePage::lookSoon);
    connect(shelf_, &RunShelf::removed, this, &ComparePage::lookSoon);
    connect(setting_, &QComboBox::currentIndexChanged, this, &ComparePage::showSetting);
    connect(axis_, &QComboBox::activated, this, &ComparePage::showSetting);
    const auto again = [this] {
        compared_.clear();
        look();
    };
    connect(measure_, &QComboBox::activated, this, again);
    connect(baseline_, &QComboBox::activated, this, again);
    take(nullptr);
}

QWidget *ComparePage::makeHeader()
{
    setting_->setObjectName(QStringLiteral("compareSetting"));
    measure_->setObjectName(QStringLiteral("compareMeasure"));
    baseline_->setObjectName(QStringLiteral("compareBaseline"));
    axis_->setObjectName(QStringLiteral("compareAxis"));
    axis_->addItems({tr("epochs"), tr("minutes"), tr("compute"), tr("compute with pretraining")});
    for (const auto &measure : option_values<Measure>())
        measure_->addItem(coreText(measure.meaning));
    save_->setObjectName(QStringLiteral("saveComparison"));
    save_->setText(tr("Save as…") + QStringLiteral("   ")); // room for the arrow
    save_->setPopupMode(QToolButton::InstantPopup);
    const auto all = comparisonForms();
    for (int i = 0; i < all.size(); ++i)
        connect(forms_->addAction(all[i].name), &QAction::triggered, this, [this, i] { save(i); });
    save_->setMenu(forms_);
    offerForms();

    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    row->setSpacing(space::normal);
    for (auto *box : {setting_, measure_, baseline_, axis_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setLeastLetters(leastChoiceLetters);
    }
    addChoice(row, tr("Setting"), setting_, tr("A target on data"));
    addChoice(row, tr("by"), measure_, tr("What the table compares"));
    addChoice(row, tr("against"), baseline_, tr("The method that the others are compared with"));
    addChoice(row, tr("over"), axis_,
              tr("What the curves run along: epochs, the time they took, or the multiply-adds of "
                 "training with the source's forward passes, without or with its pretraining"));
    row->addStretch();
    row->addWidget(save_);
    return header;
}

QWidget *ComparePage::makeContents()
{
    plot_->setTitle(tr("Validation accuracy, mean and standard deviation over the seeds"));
    connect(plot_, &CurvePlot::cursorMoved, plot_, &CurvePlot::setCursor);
    table_->setObjectName(QStringLiteral("compareTable"));
    table_->setModel(&model_);
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setFrameShape(QFrame::NoFrame);
    table_->header()->setStretchLastSection(false);
    warnings_->setObjectName(QStringLiteral("compareWarnings"));
    warnings_->setWordWrap(true);
    warnings_->setTextFormat(Qt::PlainText);
    warnings_->setMargin(space::normal);

    auto *below = new QWidget;
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(table_, 1);
    column->addWidget(warnings_);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(plot_);
    split->addWidget(below);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);

    auto *contents = new QWidget;
    auto *layout = new QVBoxLayout(contents);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(split, 1);
    tabs_->setObjectName(QStringLiteral("compareTabs"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(contents, tr("Methods"));
    tabs_->addTab(images_, tr("Test Images"));
    tabs_->addTab(kernels_, tr("First Kernels"));
    return tabs_;
}

void ComparePage::showImages() { tabs_->setCurrentWidget(images_); }

void ComparePage::showFirstKernels() { tabs_->setCurrentWidget(kernels_); }

void ComparePage::showMethods() { tabs_->setCurrentIndex(0); }

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

/// A method's color follows the ground.
void ComparePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSetting();
}

void ComparePage::lookSoon()
{
    if (isVisible() && !soon_.isActive())
        soon_.start();
}

QStringList ComparePage::finishedRuns() const
{
    QStringList runs;
    for (int row = 0; row < shelf_->count(); ++row) {
        if (shelf_->watcher(row)->state() == RunState::Finished)
            runs.append(QString::fromStdString(shelf_->watcher(row)->folder().path.string()));
    }
    return runs;
}

void ComparePage::look()
{
    const auto runs = finishedRuns();
    if (runs.isEmpty()) {
        working_.cancel();
        compared_.clear();
        take(nullptr);
        return;
    }
    if (runs == compared_) {
        if (comparison_ && said_ != saidOfRuns()) {
            showSetting();
            offerRuns();
        }
        return;
    }
    compared_ = runs;
    ComparisonOptions options;
    options.measure = option_values<Measure>()[std::size_t(measure_->currentIndex())].value;
    options.baseline = baseline_->currentText().toStdString();
    std::vector<std::filesystem::path> folders;
    for (const auto &run : runs)
        folders.emplace_back(run.toStdString());
    working_.start(
        [folders, options](std::stop_token) {
            auto collection = collect_runs(folders);
            auto wanted = options;
            // A method may be gone that was compared with before.
            const bool known = std::ranges::any_of(collection.runs, [&](const RunRecord &run) {
                return run.method == wanted.baseline;
            });
            if (!known)
                wanted.baseline.clear();
            return std::make_shared<const Comparison>(compare(std::move(collection), wanted));
        },
        [this](std::shared_ptr<const Comparison> comparison) { take(std::move(comparison)); },
        [this](const QString &fault) {
            compared_.clear();
            emit failed(fault);
        });
}

void ComparePage::take(std::shared_ptr<const Comparison> comparison)
{
    comparison_ = std::move(comparison);
    offerForms();
    pages_->setCurrentIndex(comparison_ ? 1 : 0);
    empty_->setText(tr("No run is finished yet.\nTrain methods with several seeds on the Train "
                       "page, or with `tlvfc sweep`, and compare them here."));
    if (!comparison_) {
        model_.setComparison(nullptr, -1);
        return;
    }
    {
        const QSignalBlocker quiet[] = {QSignalBlocker(setting_), QSignalBlocker(baseline_)};
        const auto before = setting_->currentText();
        setting_->clear();
        for (const auto &setting : comparison_->settings)
            setting_->addItem(QString::fromStdString(setting.name));
        setting_->setCurrentIndex(std::max(0, setting_->findText(before)));
        baseline_->clear();
        for (const auto &method : comparison_->methods)
            baseline_->addItem(QString::fromStdString(method));
        baseline_->setCurrentText(QString::fromStdString(comparison_->options.baseline));
    }
    showSetting();
    offerRuns();
    emit shown();
}

void ComparePage::offerRuns()
{
    QStringList folders;
    QStringList names;
    if (comparison_) {
        for (const auto &setting : comparison_->settings) {
            for (const auto &cell : setting.cells) {
                for (const auto *run : cell.runs) {
                    folders.append(QString::fromStdString(run->folder.path.string()));
                    auto name = tr("%1, seed %2, %3")
                                    .arg(QString::fromStdString(run->method),
                                         QString::number(run->spec.seed),
                                         QString::fromStdString(setting.name));
                    const auto *watcher = shelf_->watcher(run->folder);
                    if (watcher && !watcher->notes().name.empty())
                        name = tr("%1 (%2)").arg(runName(*watcher), name);
                    names.append(name);
                }
            }
        }
    }
    images_->setRuns(folders, names);
    kernels_->setRuns(folders, names);
}

void ComparePage::showSetting()
{
    said_ = saidOfRuns();
    const int index = setting_->currentIndex();
    if (!comparison_ || index < 0)
        return;
    const auto &setting = comparison_->settings[std::size_t(index)];
    model_.setComparison(comparison_, index);
    const auto axis = static_cast<CostAxis>(axis_->currentIndex());
    plot_->setAlong(alongOf(axis));
    plot_->setSeries(meanCurves(*comparison_, setting, axis));
    for (int column = 0; column < ComparisonModel::ColumnCount; ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, table_->columnWidth(column) + columnAir);
    }
    QStringList lines;
    for (const auto &warning : setting.warnings)
        lines.append(QStringLiteral("⚠ ") + QString::fromStdString(warning));
    for (const auto &note : comparison_->notes)
        lines.append(QString::fromStdString(note));
    if (const auto note = archivedNote(); !note.isEmpty())
        lines.append(note);
    warnings_->setText(lines.join(QLatin1Char('\n')));
    warnings_->setVisible(!lines.isEmpty());
}

QList<Picture> ComparePage::pictures() const
{
    if (!comparison_)
        return {};
    QList<LegendLine> legend;
    for (const auto &curve : plot_->series())
        legend << LegendLine{curve.color, curve.dashes, curve.name};
    return {curvesPicture(setting_->currentText(), {plot_}, legend)};
}

QList<Table> ComparePage::tables() const
{
    return comparison_ ? QList<Table>{modelTable(setting_->currentText(), model_)} : QList<Table>();
}

QStringList ComparePage::saidOfRuns() const
{
    QStringList said;
    for (int row = 0; row < shelf_->count(); ++row) {
        const auto &notes = shelf_->watcher(row)->notes();
        said.append(QString::fromStdString(notes.name) +
                    (notes.archived ? QStringLiteral("\n") : QString()));
    }
    return said;
}

/// What a person put away still counts, here as on the command line.
QString ComparePage::archivedNote() const
{
    int archived = 0;
    for (int row = 0; row < shelf_->count(); ++row) {
        const auto *run = shelf_->watcher(row);
        if (run->state() == RunState::Finished && run->notes().archived)
            ++archived;
    }
    return archived == 0   ? QString()
           : archived == 1 ? tr("1 of the runs compared is in the archive.")
                           : tr("%1 of the runs compared are in the archive.").arg(archived);
}

void ComparePage::offerForms()
{
    for (auto *form : forms_->actions())
        form->setEnabled(comparison_ != nullptr);
}

void ComparePage::save(int form)
{
    const auto chosen = comparisonForms()[form];
    auto *dialog = new QFileDialog(this, tr("Save the comparison"), saveFolder_,
                                   QStringLiteral("*.") + chosen.suffix);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(chosen.suffix);
    dialog->selectFile(QStringLiteral("comparison.") + chosen.suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind = chosen.kind, comparison = comparison_](const QString &file) {
                saveFolder_ = QFileInfo(file).absolutePath();
                try {
                    writeComparison(*comparison, kind, file);
                    emit saved(file);
                } catch (const Error &error) {
                    emit failed(QString::fromUtf8(error.what()));
                }
            });
    dialog->open();
}

} // namespace tlvfc::ui

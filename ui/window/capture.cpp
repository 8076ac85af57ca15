#include "ui/window/capture.h"

#include "core/base/error.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/images_page.h"
#include "ui/details/alignment_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/details/step_bar.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/pinned_strategy.h"
#include "ui/training/curves_panel.h"
#include "ui/training/form_section.h"
#include "ui/training/launch_panel.h"
#include "ui/training/queue_panel.h"
#include "ui/training/runs_model.h"
#include "ui/training/sweep_costs.h"
#include "ui/training/sweep_dialog.h"
#include "ui/training/training_page.h"
#include "ui/window/capture_learning.h"
#include "ui/window/command_palette.h"
#include "ui/window/export_chooser.h"
#include "ui/window/exporter.h"
#include "ui/window/main_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPixmap>
#include <QScrollArea>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

namespace tlvfc::ui {

namespace {

constexpr QSize pageSize(1440, 900);
constexpr QSize smallSize(1024, 640);
constexpr int openingMs = 60'000;
constexpr int trainingMs = 600'000;
constexpr int lookMs = 40;

class Walk
{
public:
    Walk(MainWindow &window, QDir folder)
        : window_(window)
        , folder_(std::move(folder))
    {
    }

    void openNetworks(const StudioOptions &options)
    {
        window_.open(options);
        if (options.source.isEmpty() && options.target.isEmpty())
            window_.openDemo();
        window_.resize(pageSize);
        window_.show();
        until(openingMs, "both networks and their plan", [this] {
            return window_.session()->planHasWeights() && !window_.session()->isBusy();
        });
    }

    void transferPage()
    {
        window_.showPage(MainWindow::Transfer);
        const auto layer = middleConvolution();
        page().matchingPanel()->selectTarget(layer);
        waitForFacts(layer);
        auto *tabs = page().pairDetails()->findChild<QTabWidget *>(QStringLiteral("pairTabs"));
        const QStringList names = {QStringLiteral("filters"), QStringLiteral("kernels"),
                                   QStringLiteral("pictures"), QStringLiteral("distribution")};
        for (int tab = 0; tab < std::min<int>(tabs->count(), int(names.size())); ++tab) {
            tabs->setCurrentIndex(tab);
            take(QStringLiteral("transfer-") + names[tab]);
        }
        tabs->setCurrentIndex(0);

        const auto before = window_.session()->strategy();
        auto changed = before;
        changed.keep = SelectionRule::MaxVar;
        window_.session()->setStrategy(changed);
        page().pairDetails()->setSorted(true);
        waitForFacts(layer);
        take(QStringLiteral("transfer-largest-variance-sorted"));
        page().pairDetails()->setSorted(false);

        // The other way to match: blocks, and batch norms too.
        window_.session()->setStrategy(preset("dpiat"));
        until(openingMs, "the plan by blocks", [this] {
            return window_.session()->planHasWeights() && !window_.session()->isBusy();
        });
        const auto clipped = middleConvolution();
        page().matchingPanel()->selectTarget(clipped);
        waitForFacts(clipped);
        take(QStringLiteral("transfer-blocks"));
        alignment();
        page().pinned()->pin();
        window_.session()->setStrategy(before);
        page().matchingPanel()->selectTarget(layer);
        waitForFacts(layer);
        wholeNetwork();
    }

    void trainingPage(const StudioOptions &options)
    {
        window_.showPage(MainWindow::Train);
        if (options.runs.isEmpty()) {
            window_.setRunsRoot(scratch_.path());
            take(QStringLiteral("train-before"));
            trainBoth();
        } else {
            until(openingMs, "curves of the runs in that folder", [this] { return showsCurves(); });
        }
        take(QStringLiteral("train"));
        curveLooks();
        unfolded();
        files_.append(folder_.filePath(QStringLiteral("curves.png")));
        window_.trainingPage()->curvesPanel()->savePicture(files_.last());
    }

    void comparePage()
    {
        window_.showPage(MainWindow::Compare);
        until(openingMs, "finished runs side by side",
              [this] { return window_.comparePage()->comparison() != nullptr; });
        take(QStringLiteral("compare"));
        auto *images = window_.comparePage()->images();
        window_.comparePage()->showImages();
        until(openingMs, "the test images of a run",
              [images] { return images->confusion()->rowCount() > 0; });
        until(openingMs, "their pictures", [images] { return images->hasPictures(); });
        take(QStringLiteral("compare-images"));
        window_.comparePage()->showMethods();
    }

    void otherLooks()
    {
        const auto theme = window_.theme();
        window_.setTheme(ThemeChoice::Dark);
        window_.showPage(MainWindow::Train);
        take(QStringLiteral("train-dark"));
        window_.showPage(MainWindow::Compare);
        take(QStringLiteral("compare-dark"));
        window_.showPage(MainWindow::Transfer);
        take(QStringLiteral("transfer-dark"));
        window_.setTheme(theme);
        window_.resize(smallSize);
        take(QStringLiteral("transfer-small"));
        window_.showPage(MainWindow::Train);
        take(QStringLiteral("train-small"));
        window_.showPage(MainWindow::Compare);
        take(QStringLiteral("compare-small"));
    }

    const QStringList &files() const { return files_; }

private:
    TransferPage &page() const { return *window_.transferPage(); }

    /// A convolution in the depth of the target, where kernels are both taken over and kept.
    LayerId middleConvolution() const
    {
        std::vector<LayerId> candidates;
        for (const auto &layer : window_.session()->plan()->layers) {
            const auto &record = window_.session()->targetArchitecture()->layer(layer.target);
            if (layer.action != LayerAction::Keep && is_convolution(record.kind) &&
                record.geometry.kernel > 1)
                candidates.push_back(layer.target);
        }
        if (candidates.empty())
            throw failure("the target takes over no convolution of more than one pixel",
                          "option --capture", "name other networks");
        return candidates[candidates.size() / 2];
    }

    /// What stands now beside a pinned strategy.
    void wholeNetwork()
    {
        page().detailsTabs()->setCurrentWidget(page().networkPage());
        until(openingMs, "the whole network's curves", [this] {
            return page().networkPage()->plots().first()->curves().size() == 3 &&
                   !page().networkPage()->isBusy();
        });
        take(QStringLiteral("transfer-network"));
        window_.setTheme(ThemeChoice::Dark);
        take(QStringLiteral("transfer-network-dark"));
        window_.setTheme(ThemeChoice::Light);
        window_.resize(smallSize);
        take(QStringLiteral("transfer-network-small"));
        window_.resize(pageSize);
        dialogs();
        page().pinned()->unpin();
        page().detailsTabs()->setCurrentIndex(0);
    }

    /// What is not part of the window itself, and the files that come out of it.
    void dialogs()
    {
        window_.showPalette();
        auto *palette = window_.findChild<CommandPalette *>();
        palette->findChild<QLineEdit *>()->setText(QStringLiteral("tlvfc"));
        take(QStringLiteral("dialog-commands"), palette);
        palette->close();
        window_.exporter()->askPicture();
        auto *chooser = window_.findChild<ExportChooser *>();
        take(QStringLiteral("dialog-save-picture"), chooser);
        chooser->close();
        int number = 0;
        for (const auto &picture : window_.exporter()->pictures()) {
            files_.append(folder_.filePath(QStringLiteral("picture-%1.png").arg(++number)));
            savePicture(files_.last(), picture);
        }
    }

    /// Half filled, traced back, and inside of two blocks.
    void alignment()
    {
        page().detailsTabs()->setCurrentWidget(page().alignmentPage());
        auto *alignment = page().alignmentPage();
        const auto told = [alignment] { return alignment->story() != nullptr; };
        until(openingMs, "the score matrix", told);
        take(QStringLiteral("transfer-alignment"));
        const auto last = alignment->steps()->last();
        alignment->steps()->setPosition(last * 5 / 11);
        take(QStringLiteral("transfer-alignment-filling"));
        alignment->steps()->setPosition(last - 2);
        take(QStringLiteral("transfer-alignment-way-back"));
        for (const auto place : alignment->map()->path()) {
            if (alignment->levels().size() == 1)
                alignment->openCell(place);
        }
        until(openingMs, "the blocks' own matrix", told);
        take(QStringLiteral("transfer-alignment-blocks"));
        window_.setTheme(ThemeChoice::Dark);
        take(QStringLiteral("transfer-alignment-dark"));
        window_.setTheme(ThemeChoice::Light);
        window_.resize(smallSize);
        take(QStringLiteral("transfer-alignment-small"));
        window_.resize(pageSize);
        page().detailsTabs()->setCurrentIndex(0);
    }

    void waitForFacts(LayerId layer)
    {
        until(openingMs, "the layer's details", [this, layer] {
            const auto facts = page().pairDetails()->facts();
            return facts && facts->detail->target == layer &&
                   facts->plan == window_.session()->plan() && !window_.session()->isBusy();
        });
    }

    void trainBoth()
    {
        auto *launch = window_.trainingPage()->launchPanel();
        auto specs = launch->specs();
        auto he = launch->spec();
        he.source = {};
        he.strategy = preset("he");
        specs.append(he);
        window_.trainingPage()->start(specs);
        const auto states = [this] { return window_.trainingPage()->shelf(); };
        until(trainingMs, "the first epochs of both runs", [&] {
            return states()->count() == 2 && showsCurves() &&
                   states()->watcher(0)->points().size() >= 2;
        });
        take(QStringLiteral("train-running"));
        until(trainingMs, "the end of both runs", [&] {
            for (int row = 0; row < states()->count(); ++row) {
                if (states()->watcher(row)->state() != RunState::Finished)
                    return false;
            }
            return window_.trainingPage()->runsModel()->goingRuns().isEmpty();
        });
    }

    /// All runs by their seeds' means, and single ones smoothed with the cursor at a place.
    void curveLooks()
    {
        auto *training = window_.trainingPage();
        auto *curves = training->curvesPanel();
        training->runsModel()->setAllShown(true);
        curves->options()->setSmoothing(0.6);
        settle();
        curves->accuracyPlot()->setFocus();
        for (int i = 0; i < 3; ++i)
            QCoreApplication::postEvent(
                curves->accuracyPlot(),
                new QKeyEvent(QEvent::KeyPress, Qt::Key_Left, Qt::NoModifier));
        take(QStringLiteral("train-curves-smoothed"));
        curves->setCursor(std::nullopt);
        curves->options()->setSmoothing(0.0);
        curves->options()->setSeeds(SeedView::MeanAndSeeds);
        curves->options()->setGroup(CurveReadings::Group::Method);
        take(QStringLiteral("train-curves-means"));
        planned();
        curves->options()->setSeeds(SeedView::Each);
        curves->options()->setGroup(CurveReadings::Group::None);
    }

    /// A comparison's plan, its costs measured, and the queue's page.
    void planned()
    {
        auto *training = window_.trainingPage();
        training->planComparison();
        auto *dialog = window_.findChild<SweepDialog *>();
        dialog->findChild<QLineEdit *>(QStringLiteral("sweepSeeds"))
            ->setText(QStringLiteral("1-3"));
        until(openingMs, "the plan of a comparison",
              [dialog] { return dialog->plan().runs.size() == 3 && !dialog->isPlanning(); });
        auto *costs = dialog->findChild<SweepCosts *>();
        costs->measure();
        until(trainingMs, "what a run costs", [costs] { return !costs->isMeasuring(); });
        take(QStringLiteral("dialog-plan-comparison"), dialog);
        dialog->reject();
        training->logAndQueue()->setCurrentWidget(training->queuePanel());
        take(QStringLiteral("train-queue"));
        training->logAndQueue()->setCurrentIndex(0);
    }

    /// The launch panel's folded sections, one open at a time.
    void unfolded()
    {
        auto *launch = window_.trainingPage()->launchPanel();
        auto *scroll = launch->findChild<QScrollArea *>(QStringLiteral("launchScroll"));
        for (auto *section : launch->findChildren<FormSection *>()) {
            section->setOpen(true);
            settle();
            scroll->ensureWidgetVisible(section);
            take(QStringLiteral("train-") + section->objectName());
            section->setOpen(false);
        }
        scroll->ensureVisible(0, 0);
    }

    bool showsCurves() const
    {
        return window_.trainingPage()->curvesPanel()->readings()->rowCount() >= 2;
    }

    /// Lets the window work until `holds`. @throws Error (Failure) after the limit.
    void until(int limitMs, const char *what, const std::function<bool()> &holds)
    {
        QElapsedTimer clock;
        clock.start();
        while (!holds()) {
            if (clock.hasExpired(limitMs))
                throw failure(std::string("the window did not come to show ") + what,
                              "option --capture", "look at the window without this option");
            settle();
        }
    }

    /// Layouts, animations and late signals find their place.
    static void settle()
    {
        QEventLoop loop;
        QTimer::singleShot(lookMs, &loop, &QEventLoop::quit);
        loop.exec();
    }

    void take(const QString &name, QWidget *widget = nullptr)
    {
        for (int i = 0; i < 5; ++i)
            settle();
        const auto file = folder_.filePath(name + QStringLiteral(".png"));
        if (!(widget ? widget : &window_)->grab().save(file))
            throw failure("the picture could not be written", file.toStdString(),
                          "check the folder and its rights");
        files_.append(file);
    }

    MainWindow &window_;
    QDir folder_;
    QTemporaryDir scratch_; ///< of the runs that are made for the pictures
    QStringList files_;
};

} // namespace

QStringList capturePages(MainWindow &window, const StudioOptions &options)
{
    if (!QDir().mkpath(options.capture))
        throw failure("the folder cannot be made", options.capture.toStdString(),
                      "choose another for --capture");
    Walk walk(window, QDir(options.capture));
    walk.openNetworks(options);
    walk.transferPage();
    walk.trainingPage(options);
    walk.comparePage();
    walk.otherLooks();
    return walk.files() + captureLearning(window, QDir(options.capture));
}

} // namespace tlvfc::ui

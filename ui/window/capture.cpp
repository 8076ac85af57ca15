#include "ui/window/capture.h"

#include "core/base/error.h"
#include "ui/details/alignment_page.h"
#include "ui/details/crossover_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/details/step_bar.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/pinned_strategies.h"
#include "ui/window/capture_learning.h"
#include "ui/window/capture_runs.h"
#include "ui/window/command_palette.h"
#include "ui/window/export_chooser.h"
#include "ui/window/exporter.h"
#include "ui/window/main_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QTabWidget>

namespace tlvfc::ui {

namespace {

constexpr QSize pageSize(1440, 900);
constexpr QSize smallSize(1024, 640);
constexpr QSize projectorSize(1280, 720);

/// The Transfer page, and how all pages look otherwise.
class Walk : public CaptureWalk
{
public:
    using CaptureWalk::CaptureWalk;

    void openNetworks(const StudioOptions &options)
    {
        window().open(options);
        if (options.source.isEmpty() && options.target.isEmpty())
            window().openDemo();
        window().resize(pageSize);
        window().show();
        until(openingMs, "both networks and their plan", [this] {
            return window().session()->planHasWeights() && !window().session()->isBusy();
        });
    }

    void transferPage()
    {
        window().showPage(MainWindow::Transfer);
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

        const auto before = window().session()->strategy();
        auto changed = before;
        changed.keep = SelectionRule::MaxVar;
        window().session()->setStrategy(changed);
        page().pairDetails()->setSorted(true);
        waitForFacts(layer);
        take(QStringLiteral("transfer-largest-variance-sorted"));
        page().pairDetails()->setSorted(false);

        // The other way to match: blocks, and batch norms too.
        window().session()->setStrategy(preset("dpiat"));
        until(openingMs, "the plan by blocks", [this] {
            return window().session()->planHasWeights() && !window().session()->isBusy();
        });
        const auto clipped = middleConvolution();
        page().matchingPanel()->selectTarget(clipped);
        waitForFacts(clipped);
        take(QStringLiteral("transfer-blocks"));
        alignment();
        page().pinned()->pin();
        window().session()->setStrategy(before);
        page().matchingPanel()->selectTarget(layer);
        waitForFacts(layer);
        wholeNetwork();
        crossover();
    }

    void otherLooks()
    {
        const auto theme = window().theme();
        window().setTheme(ThemeChoice::Dark);
        window().showPage(MainWindow::Train);
        take(QStringLiteral("train-dark"));
        window().showPage(MainWindow::Compare);
        take(QStringLiteral("compare-dark"));
        window().showPage(MainWindow::Transfer);
        take(QStringLiteral("transfer-dark"));
        window().setTheme(theme);
        presentation();
        window().resize(smallSize);
        take(QStringLiteral("transfer-small"));
        window().showPage(MainWindow::Train);
        take(QStringLiteral("train-small"));
        window().showPage(MainWindow::Compare);
        take(QStringLiteral("compare-small"));
    }

    /// Every page and tab in large text, as a projector shows it.
    void presentation()
    {
        const bool before = window().isPresentation();
        window().setPresentation(true);
        settle();
        window().resize(projectorSize);
        auto *details = page().detailsTabs();
        for (int tab = 0; tab < details->count(); ++tab) {
            details->setCurrentIndex(tab);
            if (details->currentWidget() == page().networkPage())
                until(openingMs, "the whole network's curves",
                      [this] { return !page().networkPage()->isBusy(); });
            else if (details->currentWidget() == page().crossoverPage())
                until(openingMs, "a step of crossover",
                      [this] { return !page().crossoverPage()->isBusy(); });
            take(QStringLiteral("presentation-transfer-%1").arg(tab + 1));
        }
        details->setCurrentIndex(0);
        window().showPage(MainWindow::Train);
        take(QStringLiteral("presentation-train"));
        window().showPage(MainWindow::Compare);
        take(QStringLiteral("presentation-compare"));
        window().showPage(MainWindow::Transfer);
        window().setPresentation(before);
        settle();
    }

private:
    TransferPage &page() const { return *window().transferPage(); }

    /// A convolution in the depth of the target, where kernels are both taken over and kept.
    LayerId middleConvolution() const
    {
        std::vector<LayerId> candidates;
        for (const auto &layer : window().session()->plan()->layers) {
            const auto &record = window().session()->targetArchitecture()->layer(layer.target);
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
            return !page().networkPage()->plots().first()->curves().isEmpty() &&
                   !page().networkPage()->isBusy();
        });
        take(QStringLiteral("transfer-network"));
        networkSignals();
        window().setTheme(ThemeChoice::Dark);
        take(QStringLiteral("transfer-network-dark"));
        window().setTheme(ThemeChoice::Light);
        window().resize(smallSize);
        take(QStringLiteral("transfer-network-small"));
        window().resize(pageSize);
        dialogs();
        page().pinned()->removeAll();
        page().detailsTabs()->setCurrentIndex(0);
    }

    /// Activations and gradients of the same ways to begin, and of one more that is pinned.
    void networkSignals()
    {
        auto *network = page().networkPage();
        const auto before = window().session()->strategy();
        auto other = before;
        other.keep = SelectionRule::MaxVar;
        window().session()->setStrategy(other);
        page().pinned()->pin();
        window().session()->setStrategy(before);
        network->setQuantities(NetworkPage::OfSignals);
        until(trainingMs, "the scale of the signals", [this, network] {
            return !network->isBusy() && !window().session()->isBusy() &&
                   network->plots().first()->curves().size() > 3;
        });
        take(QStringLiteral("transfer-network-signals"));
        window().resize(smallSize);
        take(QStringLiteral("transfer-network-signals-small"));
        window().resize(pageSize);
        network->setQuantities(NetworkPage::OfWeights);
        until(openingMs, "the whole network's curves", [network] { return !network->isBusy(); });
    }

    /// What is not part of the window itself, and the files that come out of it.
    void dialogs()
    {
        window().showPalette();
        auto *palette = window().findChild<CommandPalette *>();
        palette->findChild<QLineEdit *>()->setText(QStringLiteral("tlvfc"));
        take(QStringLiteral("dialog-commands"), palette);
        palette->close();
        window().exporter()->askPicture();
        auto *chooser = window().findChild<ExportChooser *>();
        take(QStringLiteral("dialog-save-picture"), chooser);
        chooser->close();
        int number = 0;
        for (const auto &picture : window().exporter()->pictures()) {
            savePicture(fileFor(QStringLiteral("picture-%1.png").arg(++number)), picture);
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
        window().setTheme(ThemeChoice::Dark);
        take(QStringLiteral("transfer-alignment-dark"));
        window().setTheme(ThemeChoice::Light);
        window().resize(smallSize);
        take(QStringLiteral("transfer-alignment-small"));
        window().resize(pageSize);
        page().detailsTabs()->setCurrentIndex(0);
    }

    /// The last layer is the one that it is about.
    void crossover()
    {
        auto *crossover = page().crossoverPage();
        page().detailsTabs()->setCurrentWidget(crossover);
        const auto shows = [this, crossover](int step) {
            crossover->steps()->setPosition(step - 1);
            until(openingMs, "a step of crossover", [crossover, step] {
                return crossover->facts() && crossover->facts()->number == step &&
                       !crossover->isBusy();
            });
        };
        shows(1);
        take(QStringLiteral("transfer-crossover"));
        window().setTheme(ThemeChoice::Dark);
        shows(12);
        take(QStringLiteral("transfer-crossover-dark"));
        window().setTheme(ThemeChoice::Light);
        window().resize(smallSize);
        take(QStringLiteral("transfer-crossover-small"));
        window().resize(pageSize);
        page().detailsTabs()->setCurrentIndex(0);
    }

    void waitForFacts(LayerId layer)
    {
        until(openingMs, "the layer's details", [this, layer] {
            const auto facts = page().pairDetails()->facts();
            return facts && facts->detail->target == layer &&
                   facts->plan == window().session()->plan() && !window().session()->isBusy();
        });
    }
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
    CaptureRuns runs(window, QDir(options.capture));
    runs.trainingPage(options.runs);
    runs.comparePage();
    walk.otherLooks();
    return walk.files() + runs.files() + captureLearning(window, QDir(options.capture));
}

} // namespace tlvfc::ui

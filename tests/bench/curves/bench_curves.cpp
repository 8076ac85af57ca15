// How fast many runs are opened and drawn: 1,000 runs of 200 epochs unless told otherwise.
// bench_curves [RUNS [EPOCHS]]
#include "core/base/json.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/curves_panel.h"
#include "ui/training/runs_model.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int seeds = 5;
constexpr int repetitions = 9;
constexpr int tickMs = 5; ///< with which the window's thread is asked whether it is free
constexpr QSize windowSize(1110, 700); ///< the panel's in a window of 1440 x 900
constexpr std::array methods = {"tlvfc", "dpiat", "he", "tlvfc-base"};

/// What a run of that length leaves behind, with a report on every fifth of an epoch.
void writeRun(const std::filesystem::path &root, int number, int epochs)
{
    auto spec = test::smallSpec(methods[std::size_t(number / seeds) % methods.size()]);
    spec.seed = std::uint64_t(number % seeds);
    spec.training.epochs = epochs;
    spec.training.learning_rate = 1e-4 * (1 + number / int(seeds * methods.size()));
    const auto run = create_run(root / ("run-" + std::to_string(number)), spec);
    QByteArray text = test::started(1);
    int line = 1;
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        for (int part = 1; part <= 5; ++part)
            text += test::event(++line, "progress",
                                "\"epoch\":" + QByteArray::number(epoch) +
                                    ",\"epochs\":" + QByteArray::number(epochs) +
                                    ",\"step\":" + QByteArray::number(part * 2) +
                                    ",\"steps\":10,\"images_per_second\":500.0,\"loss\":1.25");
        const double accuracy = 0.9 * (1 - std::exp(-0.02 * epoch)) +
                                0.02 * std::sin(0.7 * epoch + number) - 2e-5 * number;
        EpochPoint point;
        point.epoch = epoch;
        point.train_loss = 2.3 * (1 - accuracy);
        point.val_loss = 2.5 * (1 - accuracy);
        point.train_accuracy = accuracy + 0.02;
        point.val_accuracy = accuracy;
        point.learning_rate = 1e-4;
        point.images_per_second = 500;
        point.elapsed_s = 7.5 * epoch;
        point.val_class_accuracy.assign(10, accuracy);
        const auto fields = to_text(to_json(point));
        text += test::event(++line, "epoch",
                            QByteArray::fromStdString(fields.substr(1, fields.size() - 2)));
    }
    test::append(run, text + test::finished(++line, epochs, 0.9));
}

/// Milliseconds until the shelf's models say all, and the longest time that the thread of the
/// window was not free meanwhile.
struct Opening
{
    double totalMs = 0.0;
    double cpuMs = 0.0; ///< of all threads
    double longestMs = 0.0;
};

Opening open(RunShelf &shelf, const std::filesystem::path &root, int runs)
{
    Opening opening;
    QElapsedTimer clock;
    clock.start();
    const auto cpuBefore = std::clock();
    shelf.setRoot(root);
    const auto isRead = [&] {
        if (shelf.count() < runs)
            return false;
        for (int row = 0; row < runs; ++row) {
            if (!shelf.watcher(row)->hasLooked())
                return false;
        }
        return true;
    };
    QEventLoop loop;
    QTimer tick;
    QElapsedTimer sinceTick;
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        const double late = 1e-6 * double(sinceTick.nsecsElapsed()) - tickMs;
        opening.longestMs = std::max(opening.longestMs, late);
        sinceTick.start();
        if (isRead())
            loop.quit();
    });
    tick.start(tickMs);
    sinceTick.start();
    loop.exec();
    opening.cpuMs = 1e3 * double(std::clock() - cpuBefore) / CLOCKS_PER_SEC;
    opening.totalMs = 1e-6 * double(clock.nsecsElapsed());
    return opening;
}

/// The median of several.
template <typename Work>
double milliseconds(Work work)
{
    std::array<double, repetitions> times;
    for (auto &time : times) {
        QElapsedTimer clock;
        clock.start();
        work();
        time = 1e-6 * double(clock.nsecsElapsed());
    }
    std::ranges::sort(times);
    return times[repetitions / 2];
}

void say(const char *what, double ms) { std::printf("%-58s %8.1f ms\n", what, ms); }

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int epochs = argc > 2 ? std::atoi(argv[2]) : 200;
    if (runs < 1 || epochs < 1) {
        std::fprintf(stderr, "usage: bench_curves [RUNS [EPOCHS]]\n");
        return 2;
    }
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (int number = 0; number < runs; ++number)
        writeRun(root, number, epochs);

    RunShelf shelf;
    RunsModel model(&shelf);
    QTreeView list;
    list.setModel(&model);
    list.setUniformRowHeights(true);
    list.show();
    const auto opening = open(shelf, root, runs);
    std::printf("%d runs of %d epochs\n", runs, epochs);
    say("opened: folders read, models filled", opening.totalMs);
    say("  computing time of all threads together", opening.cpuMs);
    say("  the window's thread held up at most", opening.longestMs);

    model.setAllShown(true);
    QList<ShownRun> shown;
    for (int row = 0; row < runs; ++row)
        shown.append(shownRun(*model.watcher(row), model.names().name(*model.watcher(row)),
                              model.color(row)));
    CurvesPanel panel;
    panel.resize(windowSize);
    panel.show();
    QCoreApplication::processEvents();
    panel.setRuns(shown);
    const auto drawn = [&] {
        panel.accuracyPlot()->draw();
        panel.lossPlot()->draw();
    };
    std::printf("%lld curves in each of two plots, %d x %d pixels together\n",
                static_cast<long long>(panel.accuracyPlot()->series().size()),
                panel.accuracyPlot()->width() + panel.lossPlot()->width(),
                panel.accuracyPlot()->height());
    say("drawn: one plot", milliseconds([&] { panel.accuracyPlot()->draw(); }));
    say("drawn: both", milliseconds(drawn));
    say("taken in, with legend", milliseconds([&] { panel.setRuns(shown); }));
    int at = 0;
    say("cursor moved, all curves read", milliseconds([&] {
            panel.setCursor(1 + ++at % epochs);
            QCoreApplication::processEvents();
        }));
    panel.setCursor(std::nullopt);
    panel.options()->setSmoothing(0.9);
    say("smoothed, drawn with the measured points: both", milliseconds(drawn));
    panel.options()->setSmoothing(0.0);
    panel.options()->setSeeds(SeedView::Mean);
    std::printf("%lld means over seeds\n", static_cast<long long>(panel.readings()->runs().size()));
    say("means taken", milliseconds([&] { panel.setRuns(shown); }));
    say("means drawn: both", milliseconds(drawn));
    return 0;
}

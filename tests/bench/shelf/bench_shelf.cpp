// What a folder of many runs costs the window's thread: opening it, one change of one run, a look
// at the folder. 2,000 runs, all of them queued, unless told otherwise.
// bench_shelf [RUNS [REPETITIONS]]
#include "core/runs/run_notes.h"
#include "core/runs/run_queue.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/compare/compare_page.h"
#include "ui/training/queue_panel.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int seeds = 5;
constexpr int tickMs = 2;
constexpr int settleMs = 900; ///< longer than anything gathers
constexpr std::array methods = {"tlvfc", "dpiat", "he", "tlvfc-base"};

std::string nameOf(int number) { return "run-" + std::to_string(number); }

void writeRun(const std::filesystem::path &root, int number)
{
    auto spec = test::smallSpec(methods[std::size_t(number / seeds) % methods.size()]);
    spec.seed = std::uint64_t(number % seeds);
    spec.training.learning_rate = 1e-4 * (1 + number / int(seeds * methods.size()));
    const auto run = create_run(root / nameOf(number), spec);
    test::append(run, test::started(1) + test::epoch(2, 1, 0.31) + test::epoch(3, 2, 0.35) +
                          test::finished(4, 2, 0.35));
    std::ofstream(run.best_weights()) << "weights";
    std::ofstream(run.path / "result.json") << "{}";
}

double threadMs()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

/// What the window's thread computed, and the longest time that it was not free.
struct Load
{
    double cpuMs = 0.0;
    double longestMs = 0.0;
};

Load loadUntil(const std::function<bool(qint64 ms)> &isOver)
{
    Load load;
    QEventLoop loop;
    QTimer tick;
    QElapsedTimer clock;
    double before = threadMs();
    const double start = before;
    tick.setTimerType(Qt::PreciseTimer);
    // In computing time, so that a busy machine does not count.
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        const double now = threadMs();
        load.longestMs = std::max(load.longestMs, now - before);
        before = now;
        if (isOver(clock.elapsed()))
            loop.quit();
    });
    clock.start();
    tick.start(tickMs);
    loop.exec();
    load.cpuMs = threadMs() - start;
    return load;
}

Load settle()
{
    return loadUntil([](qint64 ms) { return ms > settleMs; });
}

void say(const char *what, double ms) { std::printf("%-58s %8.2f ms\n", what, ms); }

/// At once, and all that it brings until it is quiet again, beyond what an idle window does, which
/// takes longer and is taken a third as often.
void tell(const char *what, const std::function<void()> &change, std::size_t repetitions)
{
    std::vector<double> atOnce(repetitions, 0.0);
    std::vector<double> longest((atOnce.size() + 2) / 3, 0.0);
    std::vector<double> all(longest.size(), 0.0);
    for (auto &time : atOnce) {
        const double before = threadMs();
        change();
        time = threadMs() - before;
    }
    settle();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto idle = settle();
        const double before = threadMs();
        change();
        const double direct = threadMs() - before;
        const auto after = settle();
        all[i] = direct + after.cpuMs - idle.cpuMs;
        longest[i] = std::max(direct, after.longestMs);
    }
    std::ranges::sort(atOnce);
    std::ranges::sort(all);
    std::ranges::sort(longest);
    std::printf("%-46s at once %8.2f, in all %8.2f, longest %8.2f ms\n", what,
                atOnce[atOnce.size() / 2], all[all.size() / 2], longest[longest.size() / 2]);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 2000;
    const int repetitions = argc > 2 ? std::atoi(argv[2]) : 9;
    if (runs < 3 || repetitions < 1) {
        std::fprintf(stderr, "usage: bench_shelf [RUNS [REPETITIONS]]\n");
        return 2;
    }
    const auto sayOf = [repetitions](const char *what, const std::function<void()> &change) {
        tell(what, change, std::size_t(repetitions));
    };
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toLocal8Bit());
    const std::filesystem::path root = folder.filePath(QStringLiteral("runs")).toStdString();
    std::vector<std::string> names;
    for (int number = 0; number < runs; ++number) {
        writeRun(root, number);
        names.push_back(nameOf(number));
    }
    add_to_queue(root, names);

    MainWindow window(std::make_unique<Settings>(folder.filePath(QStringLiteral("studio.ini"))));
    window.open({});
    window.showPage(MainWindow::Train);
    window.show();
    auto *training = window.trainingPage();
    auto *shelf = training->shelf();
    settle();
    std::printf("%d runs\n", runs);

    window.setRunsRoot(QString::fromStdString(root.string()));
    const auto opening = loadUntil([&](qint64) {
        if (shelf->count() < runs || training->queuePanel()->model()->rowCount() < runs)
            return false;
        for (int row = 0; row < runs; ++row) {
            if (!shelf->watcher(row)->hasLooked())
                return false;
        }
        return true;
    });
    say("opened: computing time of the window's thread", opening.cpuMs);
    say("  held up at most", opening.longestMs);
    settle();
    settle();

    const int middle = runs / 2;
    training->logAndQueue()->setCurrentWidget(training->queuePanel());
    sayOf("a run changed", [&] { emit shelf->changed(middle); });
    sayOf("the folder listed again", [&] { shelf->rescan(); });
    training->queuePanel()->view()->selectAll();
    sayOf("a run changed, the whole queue selected", [&] { emit shelf->changed(middle); });
    training->queuePanel()->view()->clearSelection();
    int named = 0;
    const auto name = [&] {
        change_run_notes(shelf->watcher(middle)->folder(),
                         [&](RunNotes &notes) { notes.name = "name " + std::to_string(++named); });
        shelf->watcher(middle)->look();
    };
    sayOf("a run named", name);
    sayOf("all curves shown", [&] {
        training->runsModel()->setAllShown(false);
        training->runsModel()->setAllShown(true);
    });
    training->runsModel()->setAllShown(false);
    settle();
    window.showPage(MainWindow::Compare);
    settle();
    sayOf("on the Compare page: a run changed", [&] { emit shelf->changed(middle); });
    sayOf("on the Compare page: a run named", name);
    return 0;
}

// How long the Transfer page takes for a frame while a person scrolls and hovers, and from a change
// of the strategy to the picture that shows it.
//
// bench/bench_window [FRAMES [SOURCE TARGET]]. Without a display too: everything is painted into
// memory, as a window system would have it. A frame is everything from an event to its picture, by
// the clock; "cpu" is what the window's own thread worked of it, whatever else runs on the machine.
#include <memory>

#include "core/nets/zoo.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/matching_view.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/layer_measurer.h"
#include "ui/session/transfer_session.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Taken
{
    std::vector<double> wall; ///< ms
    std::vector<double> cpu;
};

class Watch
{
public:
    Watch() { clock_.start(); }
    void addTo(Taken &taken) const
    {
        taken.wall.push_back(double(clock_.nsecsElapsed()) / 1e6);
        taken.cpu.push_back(cpuMs() - cpu_);
    }

private:
    QElapsedTimer clock_;
    double cpu_ = cpuMs();
};

void print(const char *what, Taken taken)
{
    std::printf("  %-26s %5zu", what, taken.wall.size());
    for (auto *ms : {&taken.wall, &taken.cpu}) {
        std::ranges::sort(*ms);
        const auto at = [&](double share) {
            return (*ms)[std::min(ms->size() - 1,
                                  static_cast<std::size_t>(share * double(ms->size())))];
        };
        std::printf("   %s median %6.2f  p99 %6.2f  max %6.2f", ms == &taken.wall ? "ms" : "cpu",
                    at(0.5), at(0.99), ms->back());
    }
    std::printf("\n");
    std::fflush(stdout);
}

class Stage
{
public:
    Stage(const char *source, const char *target)
        : page_(&session_)
    {
        page_.resize(1440, 900);
        page_.show();
        open(Side::Source, source);
        open(Side::Target, target);
        settle();
        for (auto *panel : {panels()->sourcePanel(), panels()->targetPanel()})
            panel->tree()->expandAll();
        settle();
    }

    /// The wheel between the trees: both scroll, every line runs elsewhere.
    Taken scroll(int frames)
    {
        const QPointF middle(panels()->view()->rect().center());
        Taken taken;
        int step = -120;
        for (int i = 0; i < frames; ++i) {
            auto *bar = panels()->targetPanel()->tree()->verticalScrollBar();
            if (bar->value() == bar->maximum())
                step = 120;
            else if (bar->value() == bar->minimum())
                step = -120;
            QWheelEvent wheel(middle, panels()->view()->mapToGlobal(middle), {}, {0, step}, {}, {},
                              Qt::NoScrollPhase, false);
            frameOf(panels()->view(), wheel, taken);
        }
        return taken;
    }

    /// Down over the lines, back and forth across.
    Taken hoverLines(int frames)
    {
        auto *view = panels()->view();
        Taken taken;
        for (int i = 0; i < frames; ++i)
            moveTo(
                view,
                {double((i * 37) % view->width()), double(120 + (i * 11) % (view->height() - 120))},
                taken);
        return taken;
    }

    /// Down over the rows of the target.
    Taken hoverRows(int frames)
    {
        auto *rows = panels()->targetPanel()->tree()->viewport();
        Taken taken;
        for (int i = 0; i < frames; ++i)
            moveTo(rows, {60.0, double((i * 18) % rows->height())}, taken);
        return taken;
    }

    /// From the choice of a method until its lines and details are painted.
    Taken change(int times)
    {
        const char *const methods[] = {"tlvfc", "dpiat", "tlvfc-base", "clip"};
        Taken taken;
        for (int i = 0; i < times; ++i) {
            const auto strategy = preset(methods[(i + 1) % 4]);
            const Watch watch;
            session_.setStrategy(strategy);
            while (!session_.planHasWeights() || !(session_.plan()->strategy == strategy))
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            paint();
            watch.addTo(taken);
            settle();
        }
        return taken;
    }

private:
    MatchingPanel *panels() { return page_.matchingPanel(); }

    void open(Side side, const char *name)
    {
        NetworkSpec spec;
        spec.name = name;
        spec.classes = 10;
        session_.open(side, spec);
    }

    /// Everything that works for itself is through: what is timed is what is asked for.
    void settle()
    {
        QElapsedTimer quiet;
        quiet.start();
        while (!quiet.hasExpired(700)) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            const bool isMeasuring = panels()->sourcePanel()->measurer()->isBusy() ||
                                     panels()->targetPanel()->measurer()->isBusy();
            if (session_.isBusy() || isMeasuring)
                quiet.restart();
        }
    }

    /// What an event has led to is painted.
    static void paint()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }

    static void frameOf(QWidget *widget, QEvent &event, Taken &taken)
    {
        const Watch watch;
        QCoreApplication::sendEvent(widget, &event);
        paint();
        watch.addTo(taken);
    }

    static void moveTo(QWidget *widget, QPointF point, Taken &taken)
    {
        QMouseEvent move(QEvent::MouseMove, point, widget->mapToGlobal(point), Qt::NoButton,
                         Qt::NoButton, {});
        frameOf(widget, move, taken);
    }

    TransferSession session_;
    TransferPage page_;
};

void frames(const char *source, const char *target, int count)
{
    std::printf("%s to %s, every row unfolded\n", source, target);
    Stage stage(source, target);
    print("scrolling both trees", stage.scroll(count));
    print("hovering over the lines", stage.hoverLines(count));
    print("hovering over the rows", stage.hoverRows(count));
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 600;
    if (count < 1 || argc == 3 || argc > 4) {
        std::fprintf(stderr, "usage: %s [FRAMES [SOURCE TARGET]]\n", argv[0]);
        return 2;
    }
    if (argc == 4) {
        frames(argv[2], argv[3], count);
    } else {
        frames("resnet152", "resnet152", count);
        frames("vgg16", "resnet152", count);
    }
    const char *source = argc == 4 ? argv[2] : "vgg16";
    const char *target = argc == 4 ? argv[3] : "resnet50";
    std::printf("%s to %s, from the choice of a method to its picture\n", source, target);
    Stage stage(source, target);
    print("change of the plan", stage.change(std::clamp(count / 15, 1, 40)));
    return 0;
}

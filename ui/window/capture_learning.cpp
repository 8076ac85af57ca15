#include "ui/window/capture_learning.h"

#include "core/base/error.h"
#include "ui/learn/help_window.h"
#include "ui/learn/tour_guide.h"
#include "ui/window/learning.h"
#include "ui/window/main_window.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

namespace tlvfc::ui {

namespace {

constexpr int limitMs = 60'000;
constexpr int lookMs = 250;

void settle()
{
    QEventLoop loop;
    QTimer::singleShot(lookMs, &loop, &QEventLoop::quit);
    loop.exec();
}

class LearningWalk
{
public:
    LearningWalk(MainWindow &window, QDir folder)
        : window_(window)
        , folder_(std::move(folder))
        , learning_(*window.findChild<Learning *>())
    {
    }

    void help()
    {
        learning_.showHelp(QStringLiteral("strategy"));
        take(QStringLiteral("dialog-help"), learning_.helpWindow());
        learning_.helpWindow()->search(QStringLiteral("crossover gradient"));
        take(QStringLiteral("dialog-help-search"), learning_.helpWindow());
        learning_.helpWindow()->search({});
        window_.setTheme(ThemeChoice::Dark);
        learning_.showHelp(QStringLiteral("methods"));
        take(QStringLiteral("dialog-help-dark"), learning_.helpWindow());
        window_.setTheme(ThemeChoice::Light);
        learning_.helpWindow()->close();
    }

    void tour(const QString &suffix)
    {
        learning_.startTour();
        auto *guide = learning_.guide();
        for (int step = 0; step < guide->tour().steps.size(); ++step) {
            guide->goTo(step);
            waitFor(*guide);
            take(QStringLiteral("tour-%1%2").arg(step + 1).arg(suffix), &window_);
        }
        guide->leave();
    }

    const QStringList &files() const { return files_; }

private:
    void waitFor(const TourGuide &guide)
    {
        QElapsedTimer clock;
        clock.start();
        do {
            settle();
            if (clock.hasExpired(limitMs))
                throw failure("a step of the tour did not come to its end", "option --capture",
                              "look at the tour without this option");
        } while (guide.isBusy());
        settle();
        settle();
    }

    void take(const QString &name, QWidget *widget)
    {
        settle();
        const auto file = folder_.filePath(name + QStringLiteral(".png"));
        if (!widget->grab().save(file))
            throw failure("the picture could not be written", file.toStdString(),
                          "check the folder and its rights");
        files_.append(file);
    }

    MainWindow &window_;
    QDir folder_;
    Learning &learning_;
    QStringList files_;
};

} // namespace

QStringList captureLearning(MainWindow &window, const QDir &folder)
{
    const auto size = window.size();
    const auto theme = window.theme();
    LearningWalk walk(window, folder);
    window.setTheme(ThemeChoice::Light);
    walk.help();
    walk.tour({});
    window.setTheme(ThemeChoice::Dark);
    window.resize(1024, 640);
    walk.tour(QStringLiteral("-dark-small"));
    window.resize(size);
    window.setTheme(theme);
    return walk.files();
}

} // namespace tlvfc::ui

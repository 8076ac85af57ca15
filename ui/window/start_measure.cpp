#include "ui/window/start_measure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QTextStream>
#include <QTimer>
#include <QWidget>

#include <time.h>
#include <unistd.h>

namespace tlvfc::ui {

namespace {

/// Field 22 of /proc/self/stat counts ticks since the machine's start.
double msSinceStart()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0.0;
    const auto fields = file.readAll().split(')').last().simplified().split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    return 1e3 * (double(now.tv_sec) + 1e-9 * double(now.tv_nsec) - started);
}

double residentMb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0.0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

class FirstPaint : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !seen_) {
            seen_ = true;
            // After what this event paints, and what its children do.
            QTimer::singleShot(0, this, [] {
                QTextStream(stdout) << QStringLiteral("first frame after %1 ms, %2 MB resident\n")
                                           .arg(msSinceStart(), 0, 'f', 0)
                                           .arg(residentMb(), 0, 'f', 0);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool seen_ = false;
};

} // namespace

void measureStart(QWidget *window) { window->installEventFilter(new FirstPaint(window)); }

} // namespace tlvfc::ui

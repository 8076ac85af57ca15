#include "ui/window/capture_walk.h"

#include "core/base/error.h"
#include "ui/window/main_window.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

namespace tlvfc::ui {

constexpr int lookMs = 40;

CaptureWalk::CaptureWalk(MainWindow &window, QDir folder)
    : window_(window)
    , folder_(std::move(folder))
{
}

void CaptureWalk::until(int limitMs, const char *what, const std::function<bool()> &holds)
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

void CaptureWalk::settle()
{
    QEventLoop loop;
    QTimer::singleShot(lookMs, &loop, &QEventLoop::quit);
    loop.exec();
}

void CaptureWalk::take(const QString &name, QWidget *widget)
{
    for (int i = 0; i < 5; ++i)
        settle();
    const auto file = fileFor(name + QStringLiteral(".png"));
    if (!(widget ? widget : &window_)->grab().save(file))
        throw failure("the picture could not be written", file.toStdString(),
                      "check the folder and its rights");
}

QString CaptureWalk::fileFor(const QString &name)
{
    files_.append(folder_.filePath(name));
    return files_.last();
}

} // namespace tlvfc::ui

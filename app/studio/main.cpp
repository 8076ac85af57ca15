#include "ui/window/capture.h"
#include "ui/window/main_window.h"
#include "ui/window/memory_arenas.h"
#include "ui/window/message_bar.h"
#include "ui/window/start_measure.h"
#include "ui/window/studio_application.h"

#include "core/base/error.h"

#include <QTextStream>

#include <exception>
#include <new>
#include <string>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

int fail(const Error &error)
{
    QTextStream(stderr) << "error: " << error.what() << Qt::endl;
    return error.exit_code();
}

} // namespace

int main(int argc, char **argv)
{
    shareMemoryArenas();
    const auto parsed = parseOptions(QStringList(argv, argv + argc));
    QTextStream(stdout) << parsed.output;
    QTextStream err(stderr);
    if (parsed.exitStatus) {
        err << parsed.error << Qt::endl;
        return *parsed.exitStatus;
    }
    const auto &options = parsed.options;
    const bool isCapture = !options.capture.isEmpty();
    if (isCapture)
        useOffscreenPlatformWithoutDisplay();
    else if (!hasDisplay()) {
        err << "error: there is no display, tlvfc-studio, use tlvfc or --capture DIR" << Qt::endl;
        return 2;
    }
    try {
        StudioApplication application(argc, argv);
        MainWindow window(isCapture ? std::make_unique<Settings>(QString())
                                    : std::make_unique<Settings>());
        QObject::connect(&application, &StudioApplication::faulted, window.messages(),
                         &MessageBar::showError);
        if (isCapture) {
            for (const auto &file : capturePages(window, options))
                QTextStream(stdout) << file << Qt::endl;
            return 0;
        }
        if (options.measureStart)
            measureStart(&window);
        window.open(options);
        window.fitScreen();
        window.show();
        return QApplication::exec();
    } catch (const Error &error) {
        return fail(error);
    } catch (const std::bad_alloc &) {
        return fail(failure("not enough memory", {}, "close other programs or open less"));
    } catch (const std::exception &error) {
        const std::string text = error.what(); // torch's go on for lines
        return fail(failure(text.substr(0, text.find('\n'))));
    }
}

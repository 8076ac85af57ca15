#include "ui/window/studio_application.h"

#include "ui/window/studio_style.h"
#include "ui/window/translations.h"

#include "core/base/error.h"
#include "core/base/versions.h"

#include <QIcon>

static void initializeIcons() { Q_INIT_RESOURCE(icons); }

namespace tlvfc::ui {

StudioApplication::StudioApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
    initializeIcons();
    setApplicationName(QStringLiteral("tlvfc-studio"));
    setApplicationDisplayName(QStringLiteral("TLVFC Studio"));
    setApplicationVersion(QLatin1String(program_version()));
    setDesktopFileName(QStringLiteral("org.tlvfc.studio"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/tlvfc-studio.svg")));
    installTranslations(*this);
    setStyle(new StudioStyle);
}

bool StudioApplication::notify(QObject *receiver, QEvent *event)
{
    try {
        return QApplication::notify(receiver, event);
    } catch (const std::bad_alloc &) {
        emit faulted(tr("There is not enough memory for that."));
    } catch (const std::exception &fault) {
        emit faulted(QString::fromUtf8(fault.what()));
    } catch (...) {
        emit faulted(tr("Something unforeseen went wrong."));
    }
    return true;
}

} // namespace tlvfc::ui

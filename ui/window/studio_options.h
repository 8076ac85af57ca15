// What tlvfc-studio's command line asks for; needs no application object.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace tlvfc::ui {

struct StudioOptions
{
    QString source; ///< a zoo name or a weights file; empty for none
    QString target;
    QString runs;    ///< the folder whose runs are listed; empty for the usual one
    QString capture; ///< the folder for pictures of every page; empty for an ordinary start
    bool demo = false;
    bool measureStart = false; ///< end after the first frame, see start_measure.h
};

struct ParsedOptions
{
    StudioOptions options;
    /// Set where the program ends right away: 0 after --help or --version, 2 for a wrong request.
    std::optional<int> exitStatus;
    QString output; ///< for standard output
    QString error;  ///< for standard error
};

/// @param arguments the program's name first
ParsedOptions parseOptions(const QStringList &arguments);

/// Whether there is a screen to open a window on.
bool hasDisplay();

/// Draws into memory where there is no screen, which is enough for pictures.
void useOffscreenPlatformWithoutDisplay();

/// "TLVFC Studio 0.1.0".
QString versionText();

} // namespace tlvfc::ui

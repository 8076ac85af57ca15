// Finished runs that the program brings along, for whoever has trained none yet.
#pragma once

#include <QStringList>

#include <filesystem>

namespace tlvfc::ui {

/// Folders' names: "he-seed1".
QStringList exampleRunNames();

/// Writes what is missing of them below data_folder() and returns the folder that holds them. They
/// have their events and results, as the command line made them from the demo's source, but no
/// weights.
/// @throws Error (Failure) if they cannot be written.
std::filesystem::path exampleRuns();

} // namespace tlvfc::ui

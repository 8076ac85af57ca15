// Reads a tour's folder: tour.json and the Markdown files that it names.
#pragma once

#include "ui/learn/tour.h"

namespace tlvfc::ui {

/// Nothing of the folder is executed, and nothing outside of it is read.
/// @param folder  on disk, or of the program: ":/tours/first"
/// @throws Error (UnreadableInput) that names the file, the step and what to do.
Tour readTour(const QString &folder);

/// The tour that the program brings along.
Tour guidedTour();

/// `path` within `folder`, with links followed; empty where it does not exist or lies outside.
QString fileWithin(const QString &folder, const QString &path);

} // namespace tlvfc::ui

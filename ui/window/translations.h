// The window in other languages.
#pragma once

#include <QLocale>
#include <QStringList>

class QCoreApplication;

namespace tlvfc::ui {

/// Where translations are looked for: the folder that TLVFC_TRANSLATIONS names, or else what was
/// installed or built beside the program.
QStringList translationFolders();

/// Loads tlvfc-studio_LANGUAGE.qm, and Qt's own texts in that language; where there is none, the
/// window speaks English. @returns the file loaded, or nothing
QString installTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

/// All texts that coreText() is asked for, for the translations' files.
QStringList coreTexts();

} // namespace tlvfc::ui

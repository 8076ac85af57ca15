// The help's pages: Markdown that is part of the program.
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace tlvfc::ui {

struct HelpPage
{
    QString name;  ///< of its file, without ending: "strategy"
    QString title; ///< its first heading
    QString plain; ///< its words as they are read, for searching
};

/// In the order in which the first page lists them; that one comes first.
const QList<HelpPage> &helpPages();

/// nullptr where no page is called so.
const HelpPage *findHelpPage(const QString &name);

/// "qrc:/help/strategy.md#keep".
QUrl helpUrl(const QString &page, const QString &section = {});

/// "strategy" of such an address; empty for any other.
QString helpPageOf(const QUrl &url);

/// A heading as links name it: "By variance" is "by-variance".
QString headingSlug(const QString &heading);

/// Pages that hold every one of the words, those with one in their title first; all pages for no
/// words.
QList<const HelpPage *> searchHelp(const QString &words);

/// How often any of the words stands on the page.
int countHits(const HelpPage &page, const QString &words);

} // namespace tlvfc::ui

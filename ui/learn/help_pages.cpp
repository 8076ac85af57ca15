#include "ui/learn/help_pages.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

static void initializeHelpResources() { Q_INIT_RESOURCE(help); }

namespace tlvfc::ui {

namespace {

const QString folder = QStringLiteral(":/help/");
const QString ending = QStringLiteral(".md");
const QString firstPage = QStringLiteral("index");

HelpPage readPage(const QString &name, QString *markdown = nullptr)
{
    QFile file(folder + name + ending);
    // A page that is missing from the build shows as an empty one, and fails the tests.
    if (!file.open(QIODevice::ReadOnly))
        return {name, name, {}};
    const auto text = QString::fromUtf8(file.readAll());
    if (markdown)
        *markdown = text;
    QTextDocument document;
    document.setMarkdown(text);
    return {name, document.firstBlock().text(), document.toPlainText()};
}

QList<HelpPage> readPages()
{
    initializeHelpResources();
    QString contents;
    QList<HelpPage> pages{readPage(firstPage, &contents)};
    static const QRegularExpression entry(QStringLiteral("^- \\[[^\\]]+\\]\\(([a-z-]+)\\.md\\)$"),
                                          QRegularExpression::MultilineOption);
    for (auto it = entry.globalMatch(contents); it.hasNext();)
        pages.append(readPage(it.next().captured(1)));
    return pages;
}

QStringList wordsOf(const QString &text)
{
    return text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

const QList<HelpPage> &helpPages()
{
    static const auto pages = readPages();
    return pages;
}

const HelpPage *findHelpPage(const QString &name)
{
    for (const auto &page : helpPages()) {
        if (page.name == name)
            return &page;
    }
    return nullptr;
}

QUrl helpUrl(const QString &page, const QString &section)
{
    QUrl url(QStringLiteral("qrc") + folder + page + ending);
    if (!section.isEmpty())
        url.setFragment(section);
    return url;
}

QString helpPageOf(const QUrl &url)
{
    const auto path = url.path();
    if (url.scheme() != QLatin1String("qrc") || !path.startsWith(folder.mid(1)) ||
        !path.endsWith(ending))
        return {};
    return path.mid(folder.size() - 1).chopped(ending.size());
}

QString headingSlug(const QString &heading)
{
    QString slug;
    for (const auto character : heading.toLower()) {
        if (character.isLetterOrNumber())
            slug += character;
        else if (!slug.isEmpty() && !slug.endsWith(QLatin1Char('-')))
            slug += QLatin1Char('-');
    }
    return slug.endsWith(QLatin1Char('-')) ? slug.chopped(1) : slug;
}

QList<const HelpPage *> searchHelp(const QString &words)
{
    const auto wanted = wordsOf(words);
    const auto isIn = [](const QString &text) {
        return [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); };
    };
    QList<const HelpPage *> found;
    for (const auto &page : helpPages()) {
        if (std::ranges::all_of(wanted, isIn(page.plain)))
            found.append(&page);
    }
    if (!wanted.isEmpty()) {
        std::ranges::stable_partition(found, [&](const HelpPage *page) {
            return std::ranges::any_of(wanted, isIn(page->title));
        });
    }
    return found;
}

int countHits(const HelpPage &page, const QString &words)
{
    int hits = 0;
    for (const auto &word : wordsOf(words))
        hits += static_cast<int>(page.plain.count(word, Qt::CaseInsensitive));
    return hits;
}

} // namespace tlvfc::ui

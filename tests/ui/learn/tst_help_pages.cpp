#include "core/training/options.h"
#include "core/transfer/strategy.h"
#include "ui/learn/help_pages.h"
#include "ui/learn/tour.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

QString markdownOf(const QString &page)
{
    QFile file(QStringLiteral(":/help/%1.md").arg(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Read
{
    QStringList links;
    QSet<QString> sections;
};

Read read(const QString &page)
{
    QTextDocument document;
    document.setMarkdown(markdownOf(page));
    Read found;
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0)
            found.sections.insert(headingSlug(block.text()));
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (const auto link = it.fragment().charFormat().anchorHref(); !link.isEmpty())
                found.links.append(link);
        }
    }
    return found;
}

QString pageOfLink(const QString &from, const QString &link)
{
    return helpPageOf(helpUrl(from).resolved(QUrl(link)));
}

/// A word as the pages write names that are typed: `keep`.
bool tells(const QString &page, std::string_view name)
{
    return markdownOf(page).contains(
        QStringLiteral("`%1`").arg(QString::fromUtf8(name.data(), qsizetype(name.size()))));
}

template <typename Enum>
void addRows(const char *option, const QString &page)
{
    for (const auto &value : option_values<Enum>())
        QTest::addRow("%s %s", option, std::string(value.name).c_str())
            << page << QString::fromStdString(std::string(value.name));
}

} // namespace

class TestHelpPages : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsAPage()
    {
        const QDir folder(qEnvironmentVariable("TLVFC_SOURCE_DIR", QStringLiteral(".")) +
                          QStringLiteral("/resources/help"));
        QStringList files;
        for (const auto &file : folder.entryList({QStringLiteral("*.md")}))
            files.append(file.chopped(3));
        QStringList pages;
        for (const auto &page : helpPages()) {
            pages.append(page.name);
            QVERIFY2(page.plain.size() > 200, qPrintable(page.name));
            QVERIFY2(!page.title.isEmpty(), qPrintable(page.name));
        }
        QVERIFY(pages.size() > 12);
        files.sort();
        pages.sort();
        QCOMPARE(pages, files);
    }

    void everyLinkLeadsSomewhere_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto &page : helpPages())
            QTest::addRow("%s", qPrintable(page.name)) << page.name;
    }

    void everyLinkLeadsSomewhere()
    {
        QFETCH(QString, page);
        for (const auto &link : read(page).links) {
            const auto to = pageOfLink(page, link);
            QVERIFY2(findHelpPage(to), qPrintable(link));
            const auto section = QUrl(link).fragment();
            QVERIFY2(section.isEmpty() || read(to).sections.contains(section), qPrintable(link));
        }
    }

    void everyPageIsReached()
    {
        QStringList toRead{helpPages().first().name};
        QSet<QString> reached;
        while (!toRead.isEmpty()) {
            const auto page = toRead.takeLast();
            if (reached.contains(page))
                continue;
            reached.insert(page);
            for (const auto &link : read(page).links)
                toRead.append(pageOfLink(page, link));
        }
        QCOMPARE(reached.size(), helpPages().size());
    }

    void everyMethodIsExplained()
    {
        for (const auto &method : methods()) {
            QVERIFY2(tells(QStringLiteral("methods"), method.name), method.name.c_str());
            QVERIFY2(findHelpPage(QStringLiteral("methods"))
                         ->plain.contains(QString::fromStdString(method.title)),
                     method.title.c_str());
        }
    }

    void everyOptionIsExplained_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("name");
        const auto strategy = QStringLiteral("strategy");
        addRows<Standardization>("standardization", strategy);
        addRows<Matching>("matching", strategy);
        addRows<ConvMethod>("conv", strategy);
        addRows<FcMethod>("fc", strategy);
        addRows<PadMethod>("pad", strategy);
        addRows<PoolMethod>("pool", strategy);
        addRows<SelectionRule>("selection", strategy);
        addRows<CrossoverKind>("crossover", strategy);
        addRows<CrossoverFill>("fill", strategy);
        addRows<Control>("control", strategy);
        const auto training = QStringLiteral("training");
        addRows<TrainedPart>("trains", training);
        addRows<OptimizerKind>("optimizer", training);
        addRows<Schedule>("schedule", training);
        addRows<Precision>("precision", training);
        addRows<OnBadLoss>("on bad loss", training);
        addRows<OnOutOfMemory>("out of memory", training);
    }

    void everyOptionIsExplained()
    {
        QFETCH(QString, page);
        QFETCH(QString, name);
        QVERIFY(tells(page, name.toStdString()));
    }

    void everyCommandIsListed()
    {
        QProcess tlvfc;
        tlvfc.start(qEnvironmentVariable("TLVFC_EXECUTABLE"), {QStringLiteral("--help")});
        if (!tlvfc.waitForFinished())
            QSKIP("needs the built command line");
        const auto help = QString::fromUtf8(tlvfc.readAllStandardOutput())
                              .section(QStringLiteral("Subcommands:"), 1);
        static const QRegularExpression command(QStringLiteral("^  ([a-z]+) "),
                                                QRegularExpression::MultilineOption);
        int commands = 0;
        for (auto it = command.globalMatch(help); it.hasNext(); ++commands) {
            const auto name = it.next().captured(1);
            QVERIFY2(tells(QStringLiteral("command-line"), name.toStdString()), qPrintable(name));
        }
        QVERIFY(commands > 10);
    }

    void everyWordOfATourIsExplained()
    {
        for (const auto &words : {tourActions(), tourFacts(), tourPages()}) {
            for (const auto &word : words)
                QVERIFY2(tells(QStringLiteral("tours"), word.name.toStdString()),
                         qPrintable(word.name));
        }
    }

    void searching_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("first"); // empty: none
        QTest::newRow("title first") << "crossover"
                                     << "crossover";
        QTest::newRow("any case") << "INTERLEAVED"
                                  << "strategy";
        QTest::newRow("every word") << "sign-flip holm"
                                    << "compare";
        QTest::newRow("none") << "zebra crossing"
                              << "";
    }

    void searching()
    {
        QFETCH(QString, words);
        QFETCH(QString, first);
        const auto found = searchHelp(words);
        QCOMPARE(found.isEmpty(), first.isEmpty());
        if (!first.isEmpty()) {
            QCOMPARE(found.first()->name, first);
            QVERIFY(countHits(*found.first(), words) > 0);
        }
    }

    void noWordsFindAll() { QCOMPARE(searchHelp({}).size(), helpPages().size()); }
};

QTEST_MAIN(TestHelpPages)
#include "tst_help_pages.moc"

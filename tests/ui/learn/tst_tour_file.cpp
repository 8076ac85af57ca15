#include "core/base/error.h"
#include "ui/learn/tour_file.h"
#include "ui/learn/tour_text.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestTourFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        write(QStringLiteral("a.md"), "# Hello\n");
    }

    void theGuidedTourReads()
    {
        const auto tour = guidedTour();
        QCOMPARE(tour.steps.size(), 10);
        for (const auto &step : tour.steps) {
            QVERIFY2(!step.text.isEmpty(), qPrintable(step.title));
            QVERIFY2(!step.exercises.isEmpty(), qPrintable(step.title));
        }
    }

    /// What the help shows as an example has to be one.
    void theHelpsExampleReads()
    {
        Q_INIT_RESOURCE(help);
        QFile page(QStringLiteral(":/help/tours.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const auto text = page.readAll();
        const auto from = text.indexOf("```\n") + 4;
        write(QStringLiteral("tour.json"), text.mid(from, text.indexOf("```", from) - from));
        write(QStringLiteral("padding.md"), "Text.\n");
        const auto tour = readTour(folder_->path());
        QCOMPARE(tour.title, QStringLiteral("Padding"));
        QCOMPARE(tour.steps.first().begin.size(), 2);
        QCOMPARE(tour.steps.first().exercises.first().fact->name, QStringLiteral("target-filters"));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QByteArray &json, const char *fault) {
            QTest::newRow(name) << json << QString::fromLatin1(fault);
        };
        const auto step = [](const QByteArray &inside) {
            return QByteArray("{\"tour\": 1, \"title\": \"T\", \"steps\": [{\"title\": \"S\", "
                              "\"text\": \"a.md\"") +
                   inside + "}]}";
        };
        const auto exercise = [&](const QByteArray &inside) {
            return step(", \"exercises\": [{\"question\": \"?\", \"hint\": \"!\", " + inside +
                        "}]");
        };
        row("good", step(""), "");
        row("no JSON", "{\"tour\": 1,\n\"title\" \"T\"}", "line 2");
        row("another kind", "[1]", "no tour");
        row("another version", "{\"tour\": 2}", "'tour' is not 1");
        row("no title", "{\"tour\": 1, \"steps\": []}", "no 'title'");
        row("no step", "{\"tour\": 1, \"title\": \"T\", \"steps\": []}", "0 steps");
        row("steps no list", "{\"tour\": 1, \"title\": \"T\", \"steps\": 3}", "'steps' is no list");
        row("misspelled", step(", \"pannel\": \"x\""), "step 1, use");
        row("no such text",
            "{\"tour\": 1, \"title\": \"T\", \"steps\": [{\"title\": \"S\", \"text\": \"b.md\"}]}",
            "no file 'b.md'");
        row("text outside",
            "{\"tour\": 1, \"title\": \"T\", \"steps\": [{\"title\": \"S\", \"text\": "
            "\"../../etc/passwd\"}]}",
            "in the tour's folder");
        row("page", step(", \"page\": \"learn\""), "choose one of transfer, train, compare");
        row("action", step(", \"actions\": [{\"do\": \"run\"}]"), "'do' is 'run'");
        row("action's key", step(", \"actions\": [{\"do\": \"show\", \"command\": \"x\"}]"),
            "unknown key 'command'");
        row("open nothing", step(", \"begin\": [{\"do\": \"open\"}]"), "neither source nor target");
        row("option", step(", \"begin\": [{\"do\": \"strategy\", \"options\": {\"kep\": \"l2\"}}]"),
            "no option is called 'kep'");
        row("value", step(", \"begin\": [{\"do\": \"strategy\", \"options\": {\"keep\": \"l3\"}}]"),
            "l3");
        row("ask", exercise("\"ask\": \"essay\""), "'ask' is 'essay'");
        row("no hint", step(", \"exercises\": [{\"ask\": \"number\", \"question\": \"?\"}]"),
            "no 'hint'");
        row("no number", exercise("\"ask\": \"number\", \"answer\": \"many\""), "no number");
        row("no such fact", exercise("\"ask\": \"number\", \"answer\": {\"fact\": \"age\"}"),
            "'fact' is 'age'");
        row("one choice", exercise("\"ask\": \"choice\", \"choices\": [\"a\"], \"answer\": 0"),
            "fewer than two");
        row("choice beyond",
            exercise("\"ask\": \"choice\", \"choices\": [\"a\", \"b\"], \"answer\": 2"),
            "count the choices from 0");
        row("done before", exercise("\"ask\": \"do\", \"until\": {}"), "done before it begins");
        row("no such option", exercise("\"ask\": \"do\", \"until\": {\"changed\": \"color\"}"),
            "no option is called 'color'");
        row("type", step(", \"begin\": [{\"do\": \"filter\", \"number\": \"one\"}]"), "number");
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, fault);
        write(QStringLiteral("tour.json"), json);
        try {
            readTour(folder_->path());
            QVERIFY2(fault.isEmpty(), "it was read");
        } catch (const Error &error) {
            const auto sentence = QString::fromUtf8(error.what());
            QVERIFY2(!fault.isEmpty() && sentence.contains(fault), error.what());
            QVERIFY2(sentence.contains(QLatin1String("tour.json")), error.what());
            QVERIFY2(!sentence.contains(u'\n'), error.what());
        }
    }

    void aFolderWithoutATour()
    {
        QVERIFY_EXCEPTION_THROWN(readTour(folder_->path()), Error);
        QVERIFY_EXCEPTION_THROWN(readTour(QStringLiteral("/nowhere/at/all")), Error);
    }

    void picturesComeFromTheFolderOnly_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("within") << "p.png" << true;
        QTest::newRow("absent") << "q.png" << false;
        QTest::newRow("above") << "../p.png" << false;
        QTest::newRow("through a link") << "link.png" << false;
        QTest::newRow("absolute") << "/tmp/p.png" << false;
        QTest::newRow("file") << "file:///tmp/p.png" << false;
        QTest::newRow("web") << "https://example.org/p.png" << false;
    }

    void picturesComeFromTheFolderOnly()
    {
        QFETCH(QString, path);
        QFETCH(bool, isShown);
        QTemporaryDir outside;
        QImage picture(4, 4, QImage::Format_RGB32);
        QVERIFY(picture.save(folder_->filePath(QStringLiteral("p.png"))));
        QVERIFY(picture.save(outside.filePath(QStringLiteral("o.png"))));
        QVERIFY(QFile::link(outside.filePath(QStringLiteral("o.png")),
                            folder_->filePath(QStringLiteral("link.png"))));
        TourText text;
        text.setText(QStringLiteral("Text"), folder_->path());
        QCOMPARE(text.loadResource(QTextDocument::ImageResource, QUrl(path)).isValid(), isShown);
    }

    void linksAskOrOpenTheHelp()
    {
        TourText text;
        text.setText(QStringLiteral("<b>no HTML</b>"), folder_->path());
        QVERIFY(text.toPlainText().contains(QLatin1String("<b>")));
        QSignalSpy help(&text, &TourText::helpWanted);
        QSignalSpy outside(&text, &TourText::outsideWanted);
        text.setSource(QUrl(QStringLiteral("help:crossover#one-step")));
        QCOMPARE(help.size(), 1);
        text.setSource(QUrl(QStringLiteral("help:nothing")));
        QCOMPARE(help.size(), 1);
        QCOMPARE(outside.size(), 0);
        text.setSource(QUrl(QStringLiteral("https://example.org")));
        QCOMPARE(outside.size(), 1);
        QVERIFY(text.toPlainText().contains(QLatin1String("no HTML"))); // it stays where it was
    }

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_MAIN(TestTourFile)
#include "tst_tour_file.moc"

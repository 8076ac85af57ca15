#include "ui/window/studio_options.h"

#include <QTest>

using namespace tlvfc::ui;

class TestStudioOptions : public QObject
{
    Q_OBJECT

private slots:
    void understood()
    {
        const auto parsed = parseOptions({"tlvfc-studio", "--source", "a.th", "--target",
                                          "resnet18", "--runs", "runs", "--demo"});
        QVERIFY(!parsed.exitStatus);
        QVERIFY(parsed.error.isEmpty());
        QCOMPARE(parsed.options.source, QStringLiteral("a.th"));
        QCOMPARE(parsed.options.target, QStringLiteral("resnet18"));
        QCOMPARE(parsed.options.runs, QStringLiteral("runs"));
        QVERIFY(parsed.options.demo);
        QVERIFY(parsed.options.capture.isEmpty());
    }

    void filesByTheirPlace_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("opened");
        QTest::newRow("the source") << QStringList{"a.pth"} << QStringList{"a.pth", ""};
        QTest::newRow("both") << QStringList{"a.pth", "b.pth"} << QStringList{"a.pth", "b.pth"};
        QTest::newRow("what an option leaves")
            << QStringList{"--source", "a.pth", "b.pth"} << QStringList{"a.pth", "b.pth"};
    }

    void filesByTheirPlace()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, opened);
        const auto parsed = parseOptions(QStringList{"tlvfc-studio"} + arguments);
        QVERIFY2(!parsed.exitStatus, qPrintable(parsed.error));
        QCOMPARE((QStringList{parsed.options.source, parsed.options.target}), opened);
    }

    void wrongRequests_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown") << QStringList{"--sources", "x"} << "sources";
        QTest::newRow("no value") << QStringList{"--capture"} << "capture";
        QTest::newRow("empty value") << QStringList{"--runs="} << "runs";
        QTest::newRow("surplus") << QStringList{"a.pth", "b.pth", "c.pth"} << "c.pth";
    }

    void wrongRequests()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto parsed = parseOptions(QStringList{"tlvfc-studio"} + arguments);
        QCOMPARE(parsed.exitStatus.value_or(0), 2);
        QVERIFY(parsed.error.startsWith(QLatin1String("error: ")));
        QVERIFY2(parsed.error.contains(named), qPrintable(parsed.error));
        QVERIFY(!parsed.error.contains(u'\n'));
        QVERIFY(parsed.output.isEmpty());
    }

    void helpAndVersionEndWell_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("shows");
        QTest::newRow("help") << "--help"
                              << "Example: tlvfc-studio";
        QTest::newRow("h") << "-h"
                           << "--capture";
        QTest::newRow("version") << "--version"
                                 << "TLVFC Studio ";
    }

    void helpAndVersionEndWell()
    {
        QFETCH(QString, argument);
        QFETCH(QString, shows);
        const auto parsed = parseOptions({"tlvfc-studio", argument});
        QCOMPARE(parsed.exitStatus.value_or(1), 0);
        QVERIFY2(parsed.output.contains(shows), qPrintable(parsed.output));
    }
};

QTEST_GUILESS_MAIN(TestStudioOptions)
#include "tst_studio_options.moc"

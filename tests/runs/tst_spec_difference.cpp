#include "core/runs/repeat_command.h"
#include "core/runs/spec_difference.h"
#include "tests/runs/small_run.h"

#include <QTest>

using namespace tlvfc;

class TestSpecDifference : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatDiffers();
    void titlesDecideNothing();
    void allFieldsInTheirOrder();
    void valuesAsText_data();
    void valuesAsText();
    void shellWords_data();
    void shellWords();
    void commandsSayWhatTheStartDecided_data();
    void commandsSayWhatTheStartDecided();
};

void TestSpecDifference::namesWhatDiffers()
{
    auto a = test::small_run();
    auto b = a;
    auto c = a;
    QVERIFY(spec_differences({a, b, c}).empty());
    QVERIFY(spec_differences({a}).empty());
    QVERIFY(spec_differences({}).empty());
    b.training.learning_rate = 0.5;
    c.strategy.locks = {{"conv1", "layer1.0"}};
    c.seed = 7;
    const auto differences = spec_differences({a, b, c});
    QStringList keys;
    for (const auto &field : differences) {
        keys.append(QString::fromStdString(field.key));
        QCOMPARE(field.values.size(), std::size_t(3));
    }
    QCOMPARE(keys, (QStringList{"strategy.locks", "training.lr", "seed"}));
    QCOMPARE(field_text(differences[0].values[0]), std::string());
    QCOMPARE(field_text(differences[0].values[2]), std::string("conv1 → layer1.0"));
    QCOMPARE(field_text(differences[1].values[1]), std::string("0.5"));
    QCOMPARE(field_text(differences[2].values[2]), std::string("7"));
}

void TestSpecDifference::titlesDecideNothing()
{
    auto a = test::small_run();
    auto b = a;
    b.title = "another";
    QVERIFY(spec_differences({a, b}).empty());
}

void TestSpecDifference::allFieldsInTheirOrder()
{
    const auto fields = spec_fields({test::small_run()});
    QVERIFY(fields.size() > 50);
    QCOMPARE(fields.front().key, std::string("source.name"));
    QCOMPARE(fields.back().key, std::string("seed"));
    for (const auto &field : fields)
        QVERIFY(!field.values.front().is_object());
}

void TestSpecDifference::valuesAsText_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("a number") << "0.0001"
                              << "0.0001";
    QTest::newRow("yes") << "true"
                         << "yes";
    QTest::newRow("no") << "false"
                        << "no";
    QTest::newRow("a word") << "\"steps\""
                            << "steps";
    QTest::newRow("a list") << "[0.491, 0.48]"
                            << "0.491, 0.48";
    QTest::newRow("an empty list") << "[]"
                                   << "";
    QTest::newRow("nothing") << "null"
                             << "";
}

void TestSpecDifference::valuesAsText()
{
    QFETCH(QString, json);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(field_text(Json::parse(json.toStdString()))), text);
}

void TestSpecDifference::shellWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << "/a/b-c_1.json"
                           << "/a/b-c_1.json";
    QTest::newRow("blank") << "my runs"
                           << "'my runs'";
    QTest::newRow("quote") << "it's"
                           << "'it'\\''s'";
    QTest::newRow("dollar") << "$HOME"
                            << "'$HOME'";
    QTest::newRow("umlaut") << "läufe"
                            << "'läufe'";
    QTest::newRow("empty") << ""
                           << "''";
}

void TestSpecDifference::shellWords()
{
    QFETCH(QString, word);
    QFETCH(QString, quoted);
    QCOMPARE(QString::fromStdString(shell_word(word.toStdString())), quoted);
}

void TestSpecDifference::commandsSayWhatTheStartDecided_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("threads");
    QTest::addColumn<QString>("options");
    QTest::newRow("both said") << "cpu" << 1 << "";
    QTest::newRow("threads left open") << "cpu" << 0 << " --threads 8";
    QTest::newRow("both left open") << "auto" << 0 << " --device cuda:1 --threads 8";
}

void TestSpecDifference::commandsSayWhatTheStartDecided()
{
    QFETCH(QString, device);
    QFETCH(int, threads);
    QFETCH(QString, options);
    auto spec = test::small_run();
    spec.device = device.toStdString();
    spec.threads = threads;
    const RunFolder run{"/my runs/a/"};
    const auto command = repeat_command(run, spec, StartConditions{"NVIDIA GPU cuda:1", 8});
    QCOMPARE(QString::fromStdString(command),
             "tlvfc train --spec '/my runs/a/spec.json' --run '/my runs/a-again'" + options);
    QVERIFY(!QString::fromStdString(repeat_command(run, spec, {})).contains("--threads"));
    spec.device = "auto";
    QVERIFY(QString::fromStdString(repeat_command(run, spec, StartConditions{"Some CPU", 8}))
                .contains("--device cpu"));
}

QTEST_GUILESS_MAIN(TestSpecDifference)
#include "tst_spec_difference.moc"

// demo: the whole story, here with few pictures.
#include "core/runs/run_lock.h"
#include "core/transfer/strategy.h"
#include "tests/cli/program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliDemo : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfEveryMethod();
    void findsAFolderOfItsOwn();
};

static const QStringList short_story{"--per-class",     "8", "--classes", "2",
                                     "--source-epochs", "1", "--epochs",  "1"};

void TestCliDemo::tellsOfEveryMethod()
{
    const QTemporaryDir folder;
    const auto out = folder.filePath("story");
    const auto demo = tlvfc_program(QStringList{"demo", "--json", "--out", out} + short_story);
    VERIFY_SUCCESS(demo);
    const auto document = demo.json();
    const auto published =
        std::ranges::count(methods(), MethodInfo::Group::Published, &MethodInfo::group);
    QCOMPARE(document["methods"].size(), static_cast<std::size_t>(published));
    for (const auto &entry : document["methods"]) {
        const auto name = entry["method"].get<std::string>();
        QVERIFY2(entry["run"]["result"]["test_accuracy"].is_number(), name.c_str());
        QVERIFY(run_state({folder.filePath("story").toStdString() + "/" + name}) ==
                RunState::Finished);
    }
    // A second story does not write over the first.
    QCOMPARE(tlvfc_program({"demo", "--out", out}).code, 2);
}

void TestCliDemo::findsAFolderOfItsOwn()
{
    const QTemporaryDir home;
    auto environment = program_environment();
    environment.insert("XDG_DATA_HOME", home.path());
    for (const char *expected : {"demo", "demo-2"}) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TLVFC_PROGRAM), QStringList{"demo"} + short_story);
        const auto outcome = outcome_of(process);
        VERIFY_SUCCESS(outcome);
        const auto folder = home.filePath(QString("tlvfc-studio/") + expected);
        QVERIFY2(outcome.out.contains(folder.toUtf8()), outcome.out.constData());
        QVERIFY2(outcome.out.contains("TLVFC-cross"), outcome.out.constData());
        QVERIFY(QFileInfo::exists(folder + "/tlvfc/result.json"));
    }
}

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_cli_demo.moc"

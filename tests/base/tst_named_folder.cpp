// A folder's path ends with its name, however it was given.
#include "core/base/named_folder.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace tlvfc;
namespace fs = std::filesystem;

class TestNamedFolder : public QObject
{
    Q_OBJECT

private slots:
    void endsWithTheName_data();
    void endsWithTheName();
};

void TestNamedFolder::endsWithTheName_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>(
        "path"); ///< below the folder that is worked in, where it begins with %
    const auto row = [](const char *given, const char *path) {
        QTest::addRow("'%s'", given) << QString(given) << QString(path);
    };
    row("runs/a", "runs/a");
    row("runs/a/", "runs/a");
    row("runs/a//", "runs/a");
    row("a/", "a");
    row("absent/", "absent");
    row("./runs/", "./runs");
    row("..runs/", "..runs");
    row(".", "%");
    row("./", "%");
    row("runs/.", "%/runs");
    row("runs/a/..", "%/runs");
    row("absent/.", "absent/.");
    row("", "");
    row("/", "/");
}

void TestNamedFolder::endsWithTheName()
{
    QFETCH(QString, given);
    QFETCH(QString, path);
    const QTemporaryDir folder;
    const auto before = fs::current_path();
    fs::create_directories(fs::path(folder.path().toStdString()) / "runs" / "a");
    fs::current_path(folder.path().toStdString());
    const auto named = named_folder(given.toStdString());
    const auto here = QString::fromStdString(fs::current_path().string());
    fs::current_path(before);
    QCOMPARE(QString::fromStdString(named.string()), path.replace('%', here));
}

QTEST_GUILESS_MAIN(TestNamedFolder)
#include "tst_named_folder.moc"

// tlvfc-studio as a process: its pictures, and its ends.
#include "tests/ui/training/run_on_disk.h"

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;

namespace {

constexpr int programMs = 120'000;

struct Outcome
{
    int code = -1;
    QString out;
    QString err;
};

Outcome studio(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TLVFC_STUDIO), arguments);
    Outcome outcome;
    if (process.waitForFinished(programMs) && process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    outcome.out = QString::fromUtf8(process.readAllStandardOutput());
    outcome.err = QString::fromUtf8(process.readAllStandardError());
    return outcome;
}

bool hasManyColors(const QImage &image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 7)
            colors.insert(image.pixel(x, y));
    }
    return colors.size() > 20;
}

/// Of a dialog or a panel alone, else of the window.
int leastWidth(const QString &name)
{
    const bool isPart =
        name.startsWith(QLatin1String("dialog")) || name.startsWith(QLatin1String("panel"));
    return isPart ? 400 : 1000;
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        environment_ = QProcessEnvironment::systemEnvironment();
        for (const auto *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment_.remove(QString::fromLatin1(variable));
        environment_.insert("XDG_DATA_HOME", path("data"));
        environment_.insert("XDG_CONFIG_HOME", path("config"));
    }

    void picturesOfEveryPage()
    {
        const auto runs = std::filesystem::path(path("runs").toStdString());
        for (const auto *method : {"he", "tlvfc"}) {
            const auto run = create_run(runs / method, test::smallSpec(method));
            test::append(run, test::started(1) + test::epoch(2, 1, 0.4) + test::epoch(3, 2, 0.55) +
                                  test::finished(4, 2, 0.55));
        }
        const auto outcome = studio({"--capture", path("pictures"), "--runs", path("runs"),
                                     "--source", "resnet20", "--target", "resnet32"},
                                    environment_);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        const QDir pictures(path("pictures"));
        const auto names = pictures.entryList({"*.png"});
        QCOMPARE(names.size(), outcome.out.trimmed().split(u'\n').size());
        for (const auto *wanted :
             {"transfer-filters.png", "transfer-kernels.png", "transfer-pictures.png",
              "transfer-distribution.png", "transfer-largest-variance-sorted.png",
              "transfer-blocks.png", "train.png", "train-run.png", "curves.png",
              "transfer-dark.png", "train-dark.png", "transfer-small.png", "train-small.png"})
            QVERIFY2(names.contains(QString::fromLatin1(wanted)), wanted);
        for (const auto &name : names) {
            const QImage image(pictures.filePath(name));
            QVERIFY2(image.width() >= leastWidth(name) && hasManyColors(image), qPrintable(name));
        }
        // A look at the window leaves nothing behind that changes the next start.
        QVERIFY(!QDir(path("config")).exists() || QDir(path("config")).isEmpty());
    }

    void endsOfWrongRequests_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("no display") << QStringList{} << 2 << "no display";
        QTest::newRow("unknown option") << QStringList{"--sources", "x"} << 2 << "sources";
        QTest::newRow("no folder")
            << QStringList{"--capture", "/proc/nothing/here"} << 1 << "/proc/nothing/here";
    }

    void endsOfWrongRequests()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const auto outcome = studio(arguments, environment_);
        QCOMPARE(outcome.code, code);
        const auto lines = outcome.err.trimmed().split(u'\n');
        QVERIFY2(lines.last().startsWith(QLatin1String("error: ")), qPrintable(outcome.err));
        QVERIFY2(lines.last().contains(says), qPrintable(outcome.err));
    }

private:
    QString path(const char *name) const { return folder_->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> folder_;
    QProcessEnvironment environment_;
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"

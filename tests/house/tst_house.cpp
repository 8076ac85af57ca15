#include "tests/house/house_rules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc::test;

class TestHouse : public QObject
{
    Q_OBJECT

private slots:
    void wallsHold();
    void brokenWallsAreSeen_data();
    void brokenWallsAreSeen();
};

void TestHouse::wallsHold()
{
    const QDir root(qEnvironmentVariable("TLVFC_SOURCE_DIR", QStringLiteral(".")));
    QVERIFY2(sourceFiles(root).size() > 100, "the sources were not found");
    const auto faults = houseFaults(root);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestHouse::brokenWallsAreSeen_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault"); // empty: none

    const auto row = [](const char *file, const QByteArray &text, const char *fault) {
        QTest::addRow("%s %s", file, text.left(40).constData())
            << QString::fromLatin1(file) << text << QString::fromLatin1(fault);
    };
    row("core/nets/a.cpp", "#include \"core/base/error.h\"\n", "");
    row("core/base/a.cpp", "#include \"core/nets/zoo.h\"\n", "arrow against");
    row("core/checkpoint/a.cpp", "#include \"core/nets/zoo.h\"\n", "arrow against");
    row("core/runs/a.cpp", "#include \"ui/theme/theme.h\"\n", "arrow against");
    row("core/base/a.cpp", "#include <QString>\n", "Qt inside core");
    row("core/base/a.cpp", "#include <QtCore/QString>\n", "Qt inside core");
    row("core/base/a.cpp", "#include <ATen/ATen.h>\n", "");
    row("ui/plots/a.cpp", "#include <qcustomplot.h>\n", "");
    row("ui/training/a.cpp", "#include <qcustomplot.h>\n", "qcustomplot outside");
    row("ui/theme/a.cpp", "#include \"core/nets/zoo.h\"\n", "");
    row("ui/theme/a.cpp", "#include \"ui/window/main_window.h\"\n", "arrow against");
    row("ui/theme/a.cpp", "#include <torch/torch.h>\n", "torch outside");
    row("app/cli/a.cpp", "#include <c10/core/Device.h>\n", "torch outside");
    row("app/cli/a.cpp", "#include \"core/nets/running.h\"\n", "torch outside");
    row("app/cli/a.cpp", "#include \"ui/theme/theme.h\"\n", "arrow against");
    row("app/studio/a.cpp", "#include \"ui/training/training_page.h\"\n", "arrow against");
    row("ui/attic/a.cpp", "\n", "without a place");
    row("ui/theme/a.cpp", QByteArray("\n").repeated(mostLines), "");
    row("ui/theme/a.cpp", QByteArray("\n").repeated(mostLines + 1), "401 lines");
    row("tests/ui/a.cpp", QByteArray("\n").repeated(mostLines + 1), "401 lines");
}

void TestHouse::brokenWallsAreSeen()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, fault);

    QTemporaryDir folder;
    const QDir root(folder.path());
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QVERIFY(root.mkpath(QFileInfo(name).path()));
        QFile out(root.filePath(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    };
    write(QStringLiteral("core/nets/running.h"), "#include <ATen/core/Tensor.h>\n");
    write(file, text);
    const auto faults = houseFaults(root);
    QCOMPARE(faults.size(), fault.isEmpty() ? 0 : 1);
    if (!fault.isEmpty())
        QVERIFY2(faults.first().contains(fault), qPrintable(faults.first()));
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"

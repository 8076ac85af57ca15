// Measuring what runs cost, where the trial's folder or program is not as it should be.
#include <memory>

#include "tests/ui/training/run_on_disk.h"
#include "ui/jobs/cost_probe.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestCostProbe : public QObject
{
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        qunsetenv("TMPDIR");
        qunsetenv("TLVFC_EXECUTABLE");
    }

    void withoutAFolderNothingIsTried()
    {
        const auto before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder_->path()));
        QTemporaryFile noFolder;
        QVERIFY(noFolder.open());
        qputenv("TMPDIR", noFolder.fileName().toUtf8());
        CostProbe probe;
        QSignalSpy failed(&probe, &CostProbe::failed);
        QSignalSpy finished(&probe, &CostProbe::finished);
        probe.measure({test::smallSpec(), test::smallSpec("he")});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), 2);
        QVERIFY2(failed[0][1].toString().contains("no folder for the trial"),
                 qPrintable(failed[0][1].toString()));
        QVERIFY(QDir(folder_->path()).isEmpty());
        QVERIFY(QDir::setCurrent(before));
    }

    void aProgramThatIsNotThereIsSaidForEach()
    {
        qputenv("TLVFC_EXECUTABLE", "/nowhere/tlvfc");
        CostProbe probe;
        QSignalSpy failed(&probe, &CostProbe::failed);
        QSignalSpy finished(&probe, &CostProbe::finished);
        probe.measure({test::smallSpec(), test::smallSpec("he")});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), 2);
        QVERIFY2(failed[1][1].toString().contains("does not start"),
                 qPrintable(failed[1][1].toString()));
        QVERIFY(!probe.isBusy());
    }

    void whatIsCalledOffEnds()
    {
        const auto said = folder_->filePath("pid");
        useProgram("echo $$ > '" + said.toUtf8() + ".now'; mv '" + said.toUtf8() + ".now' '" +
                   said.toUtf8() + "'; exec sleep 600\n");
        CostProbe probe;
        QSignalSpy failed(&probe, &CostProbe::failed);
        probe.measure({test::smallSpec()});
        QTRY_VERIFY(QFile::exists(said));
        QFile file(said);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto process = pid_t(file.readAll().trimmed().toInt());
        QVERIFY(process > 0);
        probe.cancel();
        QVERIFY(!probe.isBusy());
        QTRY_VERIFY(kill(process, 0) != 0); // and nobody is left to be waited for
        QCOMPARE(failed.size(), 0);
    }

private:
    void useProgram(const QByteArray &script)
    {
        QFile file(folder_->filePath("tlvfc"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("TLVFC_EXECUTABLE", file.fileName().toUtf8());
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_MAIN(TestCostProbe)
#include "tst_cost_probe.moc"

#include "core/runs/run_queue.h"
#include "tests/ui/training/run_on_disk.h"
#include "tests/ui/window/studio_fixture.h"
#include "ui/training/queue_panel.h"
#include "ui/window/message_bar.h"

#include <QFile>
#include <QToolButton>
#include <QTreeView>

using namespace tlvfc;
using namespace tlvfc::ui;

/// What a person ordered is there when the window is gone.
class TestCloseWait : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<test::StudioFixture>();
        useProgram();
        window().setRunsRoot(studio_->path(QStringLiteral("runs")));
        window().setCloseQuestion(
            [](QWidget *, const QStringList &) { return CloseAnswer::LeaveRunning; });
    }
    void cleanup()
    {
        studio_.reset();
        qunsetenv("TLVFC_EXECUTABLE");
    }

    void aComparisonThatWaitsBehindAnotherIsMade()
    {
        studio_->training().queue(runsOf({1, 2}), 1);
        studio_->training().queue(runsOf({3}), 1);
        QVERIFY(!window().close());
        QVERIFY(window().messages()->messages().first().contains("being made"));
        QTRY_VERIFY(!window().isVisible());
        const auto root = studio_->training().shelf()->root();
        QStringList names;
        for (const auto &run : read_queue(root).runs) {
            QVERIFY(std::filesystem::exists(root / run.name / "spec.json"));
            names.append(QString::fromStdString(run.name));
        }
        QCOMPARE(names, namesOf(runsOf({1, 2, 3})));
        QTRY_VERIFY(said().startsWith("queue --runs ")); // and somebody carries it out
    }

    void aRunIsStartedBeforeTheWindowCloses()
    {
        studio_->training().start({test::smallSpec("he")});
        studio_->training().start({test::smallSpec("glorot")});
        QVERIFY(!window().close());
        QTRY_VERIFY(!window().isVisible());
        QTRY_COMPARE(said().count("run "), 2);
    }

    void aChangeOfTheQueueIsMade()
    {
        const auto root = studio_->training().shelf()->root();
        add_to_queue(root, {"a"});
        QTRY_COMPARE(studio_->training().queuePanel()->model()->rowCount(), 1);
        studio_->training().queuePanel()->view()->selectAll();
        studio_->training().queuePanel()->findChild<QToolButton *>("queueHold")->click();
        window().close();
        QTRY_VERIFY(!window().isVisible());
        QVERIFY(read_queue(root).runs.front().held);
    }

    void whatGoesWrongIsSeen()
    {
        QFile file(studio_->path(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        window().setRunsRoot(file.fileName());
        window().messages()->clear();
        studio_->training().queue(runsOf({1}), 1);
        QVERIFY(!window().close());
        QTRY_VERIFY(window().messages()->messages().size() > 1);
        QTRY_VERIFY(!studio_->training().hasOrders());
        QCoreApplication::processEvents();
        QVERIFY(window().isVisible());
        QVERIFY(window().close());
    }

    void whoClosesAgainDoesNotWait()
    {
        studio_->training().queue(runsOf({1}), 1);
        QVERIFY(!window().close());
        QVERIFY(window().close());
    }

private:
    MainWindow &window() { return studio_->window(); }

    static std::vector<SweepRun> runsOf(std::vector<std::uint64_t> seeds)
    {
        SweepSpec sweep;
        sweep.base = test::smallSpec("he");
        sweep.seeds = std::move(seeds);
        return cross(sweep);
    }
    static QStringList namesOf(const std::vector<SweepRun> &runs)
    {
        QStringList names;
        for (const auto &run : runs)
            names.append(QString::fromStdString(run.name));
        return names;
    }

    /// In the place of `tlvfc`: says with what it was started.
    void useProgram()
    {
        QFile file(studio_->path(QStringLiteral("tlvfc")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"$@\" >> '" + studio_->path("started").toUtf8() + "'\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("TLVFC_EXECUTABLE", file.fileName().toUtf8());
    }
    QByteArray said() const
    {
        QFile file(studio_->path(QStringLiteral("started")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestCloseWait)
#include "tst_close_wait.moc"

#include "core/runs/run_notes.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/training/runs_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)

class TestRunsModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        root_ = folder_->path().toStdString();
        shelf_ = std::make_unique<RunShelf>();
        model_ = std::make_unique<RunsModel>(shelf_.get());
        tester_ = std::make_unique<QAbstractItemModelTester>(
            model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup()
    {
        tester_.reset();
        model_.reset();
        shelf_.reset();
    }

    void listsWhatRunsAre()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        append(run, started(1) + epoch(2, 1, 0.3) + epoch(3, 2, 0.4512) + finished(4, 2, 0.4512));
        shelf_->setRoot(root_);
        QTRY_COMPARE(text(0, RunsModel::StateColumn), "finished");
        QCOMPARE(text(0, RunsModel::TitleColumn), "TLVFC, resnet20 → resnet32");
        QCOMPARE(text(0, RunsModel::MethodColumn), "TLVFC");
        QCOMPARE(text(0, RunsModel::BestColumn), "45.12 %");
        QCOMPARE(text(0, RunsModel::EpochColumn), "2 / 4");
        QVERIFY(model_->goingRuns().isEmpty());
    }

    void theTipTellsWhatWasMeasured()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        auto measured = epoch(3, 2, 0.45);
        measured.replace("\"is_best\"", "\"clean_accuracy\":0.5,\"val_top5\":null,"
                                        "\"memory_mb\":812.0,\"is_best\"");
        append(run, started(1) + epoch(2, 1, 0.3) + measured);
        shelf_->setRoot(root_);
        QTRY_COMPARE(text(0, RunsModel::BestColumn), "45.00 %");
        const auto tip = model_->index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains("Epoch 2: train, clean 50.00 %, memory 812 MB\n"), qPrintable(tip));
    }

    void aPersonsWordsAreNoMarkup()
    {
        const auto run = create_run(root_ / "a", smallSpec());
        change_run_notes(run, [](RunNotes &notes) { notes.name = "<b>better</b>"; });
        shelf_->setRoot(root_);
        QTRY_COMPARE(text(0, RunsModel::TitleColumn), "<b>better</b>");
        const auto tip = model_->index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains("&lt;b&gt;better"), qPrintable(tip));
    }

    void archivedRunsAreNotShownAtFirst()
    {
        for (const auto *name : {"a", "b", "c", "d"}) {
            const auto run = create_run(root_ / name, smallSpec("he"));
            append(run, started(1) + epoch(2, 1, 0.3));
            if (*name == 'c' || *name == 'd')
                change_run_notes(run, [](RunNotes &notes) { notes.archived = true; });
        }
        shelf_->setRoot(root_);
        const auto isShown = [&](const char *name) {
            return model_->isShown(shelf_->rowOf(RunFolder{root_ / name}));
        };
        QTRY_COMPARE(model_->rowCount(), 4);
        QTRY_VERIFY(!isShown("c") && !isShown("d"));
        QVERIFY(isShown("a") && isShown("b"));
    }

    void showsTheNewestAndThoseThatGo()
    {
        for (const auto *name : {"a", "b", "c", "d"}) {
            const auto run = create_run(root_ / name, smallSpec("he"));
            append(run, started(1) + epoch(2, 1, 0.3));
        }
        const RunFolder going = create_run(root_ / "going", smallSpec());
        append(going, started(1));
        const RunLock lock(going);
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 5);
        QTRY_VERIFY(model_->isShown(shelf_->rowOf(going)));
        QTRY_COMPARE(model_->goingRuns().size(), 1);
        int shown = 0;
        for (int row = 0; row < model_->rowCount(); ++row)
            shown += model_->isShown(row);
        QVERIFY(shown == 2 || shown == 3);
    }

    void runsOfOneNameAreToldApart_data()
    {
        QTest::addColumn<QList<Change>>("changes");
        QTest::addColumn<QStringList>("names");
        const auto none = [](RunSpec &) {};
        const auto seed = [](RunSpec &spec) { spec.seed = 7; };
        const auto row = [](const char *tag, const QList<Change> &changes,
                            const QStringList &names) { QTest::newRow(tag) << changes << names; };
        const QString he = QStringLiteral("He, resnet32");
        row("alone", {none}, {he});
        row("other networks", {none, [](RunSpec &s) { s.target.name = "resnet20"; }},
            {he, "He, resnet20"});
        row("seeds", {none, seed}, {he + ", seed 2", he + ", seed 7"});
        row("epochs", {none, seed, [](RunSpec &s) { s.training.epochs = 1; }},
            {he + ", seed 2, 4 epochs", he + ", seed 7", he + ", seed 2, 1 epoch"});
        row("recipe", {none, [](RunSpec &s) { s.training.learning_rate = 0.5; }},
            {he + ", seed 2, learning rate 0.0001", he + ", seed 2, learning rate 0.5"});
        row("data", {none, [](RunSpec &s) { s.data.source = "/here/cats"; }},
            {he + ", seed 2, data made-up", he + ", seed 2, data cats"});
    }

    void runsOfOneNameAreToldApart()
    {
        QFETCH(QList<Change>, changes);
        QFETCH(QStringList, names);
        std::vector<RunFolder> runs;
        for (const auto &change : changes) {
            auto spec = smallSpec("he");
            change(spec);
            runs.push_back(create_run(root_ / std::to_string(runs.size()), spec));
        }
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), int(runs.size()));
        for (std::size_t i = 0; i < runs.size(); ++i)
            QTRY_COMPARE(text(shelf_->rowOf(runs[i]), RunsModel::TitleColumn), names[int(i)]);
        // With the others gone it needs no addition any more.
        for (std::size_t i = 1; i < runs.size(); ++i)
            std::filesystem::remove_all(runs[i].path);
        shelf_->rescan();
        QTRY_COMPARE(model_->rowCount(), 1);
        QCOMPARE(text(0, RunsModel::TitleColumn), "He, resnet32");
    }

    void twinsAreToldApartToo()
    {
        const auto first = create_run(root_ / "a", smallSpec("he"));
        const auto second = create_run(root_ / "b", smallSpec("he"));
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 2);
        const auto name = [&](const RunFolder &run) {
            return text(shelf_->rowOf(run), RunsModel::TitleColumn);
        };
        QTRY_VERIFY(name(first).startsWith("He, resnet32, seed 2, "));
        QTRY_VERIFY(name(first) != name(second));
        const auto tip = model_->index(shelf_->rowOf(first), 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(name(first)), qPrintable(tip));
    }

    void whatWasChangedStandsInTheName_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("name");
        QTest::newRow("lock") << Change([](RunSpec &s) {
            s.strategy.locks = {{"layer1.0.conv1", "layer1.0.conv1"}};
        }) << "DPIAT (1 lock), resnet20 → resnet32";
        QTest::newRow("option") << Change([](RunSpec &s) { s.strategy.pad = PadMethod::Init; })
                                << "DPIAT (changed), resnet20 → resnet32";
        QTest::newRow("both") << Change([](RunSpec &s) {
            s.strategy.pad = PadMethod::Init;
            s.strategy.locks = {{"a", "b"}, {"c", "d"}};
        }) << "DPIAT (2 locks, changed), resnet20 → resnet32";
    }

    void whatWasChangedStandsInTheName()
    {
        QFETCH(Change, change);
        QFETCH(QString, name);
        auto spec = smallSpec("dpiat");
        change(spec);
        create_run(root_ / "a", spec);
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 1);
        QTRY_COMPARE(text(0, RunsModel::TitleColumn), name);
    }

    void awaitedRunsAreShown()
    {
        QList<RunFolder> runs;
        for (const auto *name : {"a", "b", "c", "d"})
            runs.append(RunFolder{root_ / name});
        create_run(runs[0].path, smallSpec("he"));
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 1);
        model_->setShown(0, false);
        model_->showOnceThere(runs);
        QVERIFY(model_->isShown(0));
        for (const auto &run : runs.mid(1))
            create_run(run.path, smallSpec("he"));
        shelf_->rescan();
        QTRY_COMPARE(model_->rowCount(), 4);
        for (int row = 0; row < 4; ++row)
            QVERIFY(model_->isShown(row));
    }

    void ticksDecide()
    {
        create_run(root_ / "a", smallSpec());
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 1);
        QSignalSpy shown(model_.get(), &RunsModel::shownChanged);
        const auto index = model_->index(0, RunsModel::TitleColumn);
        QCOMPARE(index.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(model_->setData(index, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!model_->isShown(0));
        QCOMPARE(shown.size(), 1);
        QVERIFY(!model_->setData(index, "new name", Qt::EditRole));
    }

    void aMethodKeepsItsColorInShades()
    {
        create_run(root_ / "a", smallSpec("tlvfc"));
        create_run(root_ / "b", smallSpec("tlvfc"));
        create_run(root_ / "c", smallSpec("he"));
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 3);
        for (int row = 0; row < 3; ++row) {
            QTRY_VERIFY(shelf_->watcher(row)->hasLooked());
            model_->setShown(row, true);
        }
        const auto color = [&](const char *name) {
            return model_->color(shelf_->rowOf(RunFolder{root_ / name}));
        };
        QVERIFY(color("a") != color("b"));
        QVERIFY(color("a") != color("c"));
        QVERIFY(color("b") != color("c"));
    }

    void rowsComeAndGo()
    {
        create_run(root_ / "a", smallSpec());
        shelf_->setRoot(root_);
        QTRY_COMPARE(model_->rowCount(), 1);
        shelf_->add(create_run(root_ / "b", smallSpec()));
        QCOMPARE(model_->rowCount(), 2);
        QVERIFY(model_->isShown(0));
        QTRY_COMPARE(text(0, RunsModel::StateColumn), "starting");
        std::filesystem::remove_all(root_ / "a");
        shelf_->rescan();
        QTRY_COMPARE(model_->rowCount(), 1);
        shelf_->setRoot(root_ / "nowhere");
        QCOMPARE(model_->rowCount(), 0);
    }

private:
    QString text(int row, int column) const { return model_->index(row, column).data().toString(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path root_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<RunsModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

QTEST_MAIN(TestRunsModel)
#include "tst_runs_model.moc"

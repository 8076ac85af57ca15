// Files that earlier versions wrote are read, and their runs go on.
#include "core/runs/events.h"
#include "core/runs/resume_point.h"
#include "core/runs/run_lock.h"

#include <QTest>

using namespace tlvfc;

class TestEarlierVersions : public QObject
{
    Q_OBJECT

private slots:
    void specifications_data();
    void specifications();
    void events_data();
    void events();
    void aFinishedRun();
    void statesAreOfTheirSpecification();

private:
    static RunFolder run(const QString &name)
    {
        return {(QStringLiteral(TLVFC_EARLIER) + '/' + name).toStdString()};
    }
};

void TestEarlierVersions::specifications_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("locks");
    QTest::newRow("finished") << "november-2026/finished"
                              << "tlvfc" << 3 << 0;
    QTest::newRow("stopped") << "november-2026/stopped"
                             << "tlvfc-stats" << 500 << 1;
}

/// Before new classifiers, training of the classifier alone and several processes.
void TestEarlierVersions::specifications()
{
    QFETCH(QString, name);
    QFETCH(QString, method);
    QFETCH(int, epochs);
    QFETCH(int, locks);
    const auto spec = read_run_spec(run(name).spec());
    spec.validate();
    QCOMPARE(QString::fromStdString(spec.strategy.method), method);
    QCOMPARE(spec.training.epochs, epochs);
    QCOMPARE(int(spec.strategy.locks.size()), locks);
    QCOMPARE(spec.seed, std::uint64_t(7));
    QVERIFY(spec.training.trains == TrainedPart::All);
    QVERIFY(!spec.source.new_classifier);
    QCOMPARE(spec.processes, 1);
}

void TestEarlierVersions::events_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("state");
    QTest::newRow("finished") << "november-2026/finished" << 3 << int(RunState::Finished);
    QTest::newRow("stopped") << "november-2026/stopped" << 28 << int(RunState::Stopped);
}

void TestEarlierVersions::events()
{
    QFETCH(QString, name);
    QFETCH(int, epochs);
    QFETCH(int, state);
    EventReader reader(run(name).events());
    const auto points = epoch_points(reader.poll());
    QVERIFY(reader.problems().empty());
    QCOMPARE(int(points.size()), epochs);
    for (const auto &point : points)
        QVERIFY(point.val_accuracy > 0.2 && point.val_loss > 0.0);
    QCOMPARE(int(run_state(run(name))), state);
}

void TestEarlierVersions::aFinishedRun()
{
    const auto result = read_json(run("november-2026/finished").result());
    QCOMPARE(result["best_epoch"].get<int>(), 3);
    QCOMPARE(result["test_correct"].get<int>(), 52);
    QCOMPARE(result["test_confusion"].size(), std::size_t(9));
}

/// What that version wrote into the stopped run's state.
void TestEarlierVersions::statesAreOfTheirSpecification()
{
    const std::string stored = "28534fc39e0b60d069c741e3b58a72043754b2638af5f560fc620a10c31d504f";
    auto spec = read_run_spec(run("november-2026/stopped").spec());
    QVERIFY(is_fingerprint_of(stored, spec));
    QVERIFY(is_fingerprint_of(fingerprint(spec), spec));
    spec.title = "another name decides nothing";
    QVERIFY(is_fingerprint_of(stored, spec));
    spec.training.trains = TrainedPart::Classifier;
    QVERIFY(!is_fingerprint_of(stored, spec));
    spec.training.trains = TrainedPart::All;
    spec.processes = 2;
    QVERIFY(!is_fingerprint_of(stored, spec));
}

QTEST_GUILESS_MAIN(TestEarlierVersions)
#include "tst_earlier_versions.moc"

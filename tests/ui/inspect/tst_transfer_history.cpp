#include "ui/inspect/locks.h"
#include "ui/inspect/matching_panel.h"
#include "ui/session/transfer_history.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace std::chrono_literals;

namespace {

NetworkSpec fromZoo(const char *name, int classes = 10) { return {name, {}, classes}; }

} // namespace

class TestTransferHistory : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        history_ = std::make_unique<TransferHistory>(session_.get());
        // It takes locks away that do not fit a new network.
        panel_ = std::make_unique<MatchingPanel>(session_.get());
    }

    void cleanup()
    {
        panel_.reset();
        history_.reset();
        session_.reset();
    }

    void stepsSayWhatTheyWere_data()
    {
        QTest::addColumn<Strategy>("after");
        QTest::addColumn<QString>("words");
        auto strategy = preset("tlvfc");
        strategy.keep = SelectionRule::MaxVar;
        QTest::newRow("keep") << strategy << "keep the largest variances";
        strategy = preset("tlvfc");
        strategy.remove = SelectionRule::MinVar;
        QTest::newRow("overwrite") << strategy << "overwrite the smallest variances";
        strategy = preset("tlvfc");
        strategy.crossover_rate = 0.25;
        QTest::newRow("rate") << strategy << "crossover rate 0.25";
        QTest::newRow("method") << preset("dpiat") << "method DPIAT";
        QTest::newRow("lock") << withLock(preset("tlvfc"), "layer1.0.conv1", "conv1")
                              << "lock conv1 to layer1.0.conv1";
        strategy = preset("tlvfc");
        strategy.keep = SelectionRule::MaxVar;
        strategy.pad = PadMethod::Init;
        QTest::newRow("two") << strategy << "smaller kernels: He-normal values around, and 1 more";
    }

    void stepsSayWhatTheyWere()
    {
        QFETCH(Strategy, after);
        QFETCH(QString, words);
        const auto before = session_->strategy();
        session_->setStrategy(after);
        QCOMPARE(stack().undoText(), words);
        stack().undo();
        QCOMPARE(session_->strategy(), before);
        QCOMPARE(stack().redoText(), words);
        stack().redo();
        QCOMPARE(session_->strategy(), after);
        QCOMPARE(stack().count(), 1);
    }

    void unlockingIsAStep()
    {
        session_->setStrategy(withLock(session_->strategy(), "a", "b"));
        session_->setStrategy(withLock(session_->strategy(), "a", "c"));
        session_->setStrategy(withoutLock(session_->strategy(), "b"));
        QCOMPARE(stack().undoText(), QStringLiteral("unlock b"));
        stack().undo();
        auto none = session_->strategy();
        none.locks.clear();
        session_->setStrategy(none);
        QCOMPARE(stack().undoText(), QStringLiteral("release 2 locks"));
        stack().undo();
        QCOMPARE(session_->strategy().locks.size(), std::size_t(2));
    }

    void turnsOfOneDialMerge()
    {
        history_->setMergeWindow(1h);
        for (const int seed : {3, 4, 5})
            session_->setSeed(static_cast<quint64>(seed));
        QCOMPARE(stack().count(), 1);
        QCOMPARE(stack().undoText(), QStringLiteral("seed 5"));
        auto strategy = session_->strategy();
        for (const double rate : {0.2, 0.3}) {
            strategy.crossover_rate = rate;
            session_->setStrategy(strategy);
        }
        QCOMPARE(stack().count(), 2);
        stack().undo();
        QCOMPARE(session_->strategy().crossover_rate, 0.1);
        stack().undo();
        QCOMPARE(session_->seed(), quint64(2));

        // Back to where it began is no step at all.
        session_->setSeed(9);
        session_->setSeed(2);
        QCOMPARE(stack().count(), 0);
    }

    void choicesNeverMerge()
    {
        history_->setMergeWindow(1h);
        auto strategy = session_->strategy();
        for (const auto rule : {SelectionRule::MaxVar, SelectionRule::MinVar}) {
            strategy.keep = rule;
            session_->setStrategy(strategy);
        }
        QCOMPARE(stack().count(), 2);
    }

    void networksComeBackWithTheirLocks()
    {
        open(fromZoo("resnet20"), fromZoo("resnet32"));
        QCOMPARE(stack().count(), 0);
        const auto locked = withLock(session_->strategy(), "layer1.0.conv1", "layer1.1.conv1");
        session_->setStrategy(locked);
        session_->openSource(fromZoo("vgg11"));
        QTRY_COMPARE(session_->sourceSpec().name, std::string("vgg11"));
        QTRY_VERIFY(session_->planHasWeights());
        QVERIFY(session_->strategy().locks.empty());
        QCOMPARE(stack().count(), 2);
        QCOMPARE(stack().undoText(), QStringLiteral("source vgg11"));

        QSignalSpy faults(session_.get(), &TransferSession::failed);
        stack().undo();
        QTRY_COMPARE(session_->sourceSpec().name, std::string("resnet20"));
        QCOMPARE(session_->strategy(), locked);
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
        QVERIFY(faults.isEmpty());
        stack().redo();
        QTRY_COMPARE(session_->sourceSpec().name, std::string("vgg11"));
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
        QVERIFY(session_->strategy().locks.empty());
        QVERIFY(faults.isEmpty());
        QCOMPARE(stack().count(), 2);
    }

    void whatCannotBeOpenedIsNoStep()
    {
        open(fromZoo("resnet20"), fromZoo("resnet32"));
        QSignalSpy faults(session_.get(), &TransferSession::openFailed);
        session_->openSource({{}, "/no/such/file.pth", 0});
        QTRY_COMPARE(faults.size(), 1);
        QCOMPARE(stack().count(), 0);
    }

    void quietOpeningIsNoStep()
    {
        open(fromZoo("resnet20"), fromZoo("resnet32"));
        history_->openQuietly(Side::Target, fromZoo("resnet32", 6));
        QTRY_COMPARE(session_->targetSpec().classes, 6);
        QCOMPARE(stack().count(), 0);
        session_->openTarget(fromZoo("resnet32", 7));
        QTRY_COMPARE(stack().count(), 1);
        QCOMPARE(stack().undoText(), QStringLiteral("7 classes"));
        stack().undo();
        QTRY_COMPARE(session_->targetSpec().classes, 6);
    }

    void fastBackAndForthEndsWhereTheStackSays()
    {
        open(fromZoo("resnet20"), fromZoo("resnet32"));
        const std::array names{"resnet20", "resnet44", "vgg11"};
        QRandomGenerator random(5);
        for (int i = 0; i < 40; ++i) {
            switch (random.bounded(4)) {
            case 0: {
                auto strategy = session_->strategy();
                strategy.keep = static_cast<SelectionRule>(random.bounded(5));
                session_->setStrategy(strategy);
                break;
            }
            case 1:
                session_->openSource(fromZoo(names[static_cast<std::size_t>(random.bounded(3))]));
                QTRY_VERIFY(!session_->isBusy());
                break;
            case 2:
                stack().undo();
                break;
            default:
                stack().redo();
            }
        }
        QTRY_VERIFY(!session_->isBusy());
        while (stack().canUndo())
            stack().undo();
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
        QCOMPARE(session_->sourceSpec().name, std::string("resnet20"));
        QCOMPARE(session_->strategy(), preset("tlvfc"));
        QCOMPARE(session_->plan()->strategy, session_->strategy());
        QCOMPARE(session_->plan()->source, session_->source());
    }

private:
    QUndoStack &stack() { return *history_->stack(); }

    void open(const NetworkSpec &source, const NetworkSpec &target)
    {
        session_->openSource(source);
        session_->openTarget(target);
        QTRY_VERIFY(session_->planHasWeights() && !session_->isBusy());
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<TransferHistory> history_;
    std::unique_ptr<MatchingPanel> panel_;
};

QTEST_MAIN(TestTransferHistory)
#include "tst_transfer_history.moc"

#include "core/checkpoint/checkpoint.h"
#include "core/transfer/controls.h"
#include "ui/session/transfer_session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

NetworkSpec fromZoo(const char *name, int classes = 10)
{
    NetworkSpec spec;
    spec.name = name;
    spec.classes = classes;
    return spec;
}

std::string name(const TransferSession &session, Side side)
{
    return session.architecture(side) ? session.architecture(side)->name : std::string();
}

std::vector<float> firstWeights(const Network &network)
{
    const auto values = network.weights.at("conv1.weight").values();
    return {values.begin(), values.end()};
}

} // namespace

class TestTransferSession : public QObject
{
    Q_OBJECT

private slots:
    void treeFirstThenWeightsThenPlan()
    {
        TransferSession session;
        QStringList order;
        connect(&session, &TransferSession::sourceChanged, this, [&] { order << "source"; });
        connect(&session, &TransferSession::weightsReady, this, [&](Side side) {
            order << (side == Side::Source ? "source weights" : "target weights");
            QVERIFY(session.network(side));
        });
        session.openSource(fromZoo("resnet20"));
        QVERIFY(session.isBusy());
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(order, (QStringList{"source", "source weights"}));
        QVERIFY(!session.plan());

        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        QCOMPARE(session.plan()->source, session.source());
        QCOMPARE(session.plan()->target, session.target());
        QCOMPARE(session.plan()->counts.matched_to, std::size_t(31));
    }

    /// A seed draws anew what stands; what is being opened in its place comes all the same.
    void aSeedLosesNoOpening()
    {
        TransferSession session;
        session.openTarget(fromZoo("resnet20"));
        QTRY_VERIFY(session.target());
        session.openTarget(fromZoo("resnet32"));
        session.setSeed(9);
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(name(session, Side::Target), std::string("resnet32"));
        QVERIFY(session.target());
        const auto drawn = firstWeights(*session.target());

        TransferSession other;
        other.setSeed(9);
        other.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(other.target());
        QCOMPARE(drawn, firstWeights(*other.target()));

        // Where the opening fails, what stands has the new seed.
        session.openTarget(fromZoo("resnet19"));
        session.setSeed(10);
        QTRY_VERIFY(!session.isBusy() && session.target());
        QCOMPARE(name(session, Side::Target), std::string("resnet32"));
        QVERIFY(firstWeights(*session.target()) != drawn);
    }

    void planFollowsTheStrategy_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("variance");
        QTest::addColumn<int>("statistics");
        QTest::newRow("he") << "he" << 0 << 0;
        QTest::newRow("tlvfc-base") << "tlvfc-base" << 31 << 0;
        QTest::newRow("tlvfc") << "tlvfc" << 31 << 1;
    }

    void planFollowsTheStrategy()
    {
        QFETCH(QString, method);
        QFETCH(int, variance);
        QFETCH(int, statistics);
        TransferSession session;
        session.setStrategy(preset("glorot"));
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        session.setStrategy(preset(method.toStdString()));
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.planHasWeights());
        QCOMPARE(session.plan()->strategy, session.strategy());
        const auto count = [&](LayerAction action) {
            return static_cast<int>(
                std::ranges::count(session.plan()->layers, action, &LayerPlan::action));
        };
        QCOMPARE(count(LayerAction::Variance), variance);
        QCOMPARE(count(LayerAction::Statistics), statistics);
    }

    void newestStrategyWins()
    {
        TransferSession session;
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet56"));
        QTRY_VERIFY(session.planHasWeights());
        QSignalSpy plans(&session, &TransferSession::planChanged);
        QSignalSpy faults(&session, &TransferSession::failed);
        Strategy last;
        for (const auto &rule : option_values<SelectionRule>()) {
            last = session.strategy();
            last.remove = rule.value;
            session.setStrategy(last);
        }
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(session.plan()->strategy, last);
        QCOMPARE(plans.size(), 1);
        QVERIFY(faults.isEmpty());
    }

    void sameStrategyChangesNothing()
    {
        TransferSession session;
        QSignalSpy changes(&session, &TransferSession::strategyChanged);
        session.setStrategy(session.strategy());
        QCOMPARE(changes.size(), 0);
        session.setStrategy(preset("he"));
        QCOMPARE(changes.size(), 1);
    }

    void targetAloneIsEnoughWithoutATransfer()
    {
        TransferSession session;
        session.setStrategy(preset("he"));
        session.openTarget(fromZoo("resnet20"));
        QTRY_VERIFY(session.planHasWeights());
        QVERIFY(!session.plan()->source);
    }

    void aFileThatCannotBeReadKeepsTheOldNetwork_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("no weights") << "text";
        QTest::newRow("empty") << "empty";
        QTest::newRow("missing") << "missing";
        QTest::newRow("unknown name") << "name";
    }

    void aFileThatCannotBeReadKeepsTheOldNetwork()
    {
        QFETCH(QString, fault);
        TransferSession session;
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        const auto plan = session.plan();

        QTemporaryFile file;
        QVERIFY(file.open());
        if (fault == "text")
            file.write("these are no weights\n");
        file.close();
        NetworkSpec spec;
        if (fault == "name")
            spec.name = "resnet19";
        else
            spec.weights = fault == "missing" ? "/no/such/file.pth" : file.fileName().toStdString();
        QSignalSpy faults(&session, &TransferSession::openFailed);
        session.openSource(spec);
        QTRY_COMPARE(faults.size(), 1);
        QCOMPARE(faults[0][0].value<Side>(), Side::Source);
        const auto sentence = faults[0][1].toString();
        QVERIFY2(sentence.contains(fault == "name" ? QStringLiteral("resnet19")
                                                   : QString::fromStdString(spec.weights)),
                 qPrintable(sentence));
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(name(session, Side::Source), std::string("resnet20"));
        QCOMPARE(session.sourceSpec().name, std::string("resnet20"));
        QVERIFY(session.source());
        QCOMPARE(session.plan(), plan);
    }

    void aStrategyThatCannotBeCarriedOutIsSaid()
    {
        TransferSession session;
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        auto strategy = session.strategy();
        strategy.locks.push_back({"nothing", "conv1"});
        QSignalSpy faults(&session, &TransferSession::planFailed);
        session.setStrategy(strategy);
        QTRY_COMPARE(faults.size(), 1);
        QVERIFY(faults[0][0].toString().contains(QLatin1String("nothing")));
        QVERIFY(!session.plan());
        strategy.locks.clear();
        session.setStrategy(strategy);
        QTRY_VERIFY(session.planHasWeights());
    }

    void optionsThatExcludeEachOtherAreSaidAtOnce_data()
    {
        QTest::addColumn<bool>("isOpen");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("matching");
        QTest::addColumn<int>("control");
        QTest::addColumn<QString>("word");
        for (const bool isOpen : {false, true}) {
            QTest::addRow("blocks by flat lists, open %d", isOpen)
                << isOpen << "dpiat" << int(Matching::DpFlat) << int(Control::None) << "dp-flat";
            QTest::addRow("control of nothing, open %d", isOpen)
                << isOpen << "he" << int(Matching::Index) << int(Control::ShuffledSource)
                << "shuffled";
            QTest::addRow("norm of nothing, open %d", isOpen)
                << isOpen << "he-cross" << int(Matching::Index) << int(Control::NormOnly) << "norm";
        }
    }

    void optionsThatExcludeEachOtherAreSaidAtOnce()
    {
        QFETCH(bool, isOpen);
        QFETCH(QString, method);
        QFETCH(int, matching);
        QFETCH(int, control);
        QFETCH(QString, word);
        TransferSession session;
        if (isOpen) {
            session.openSource(fromZoo("resnet20"));
            session.openTarget(fromZoo("resnet32"));
            QTRY_VERIFY(session.planHasWeights());
        }
        auto strategy = preset(method.toStdString());
        strategy.matching = static_cast<Matching>(matching);
        strategy.control = static_cast<Control>(control);
        QSignalSpy faults(&session, &TransferSession::planFailed);
        session.setStrategy(strategy);
        QCOMPARE(faults.size(), 1);
        QVERIFY(faults[0][0].toString().contains(word));
        QCOMPARE(session.planFault(), faults[0][0].toString());
        QVERIFY(!session.plan());
        session.setStrategy(preset("tlvfc"));
        QTRY_COMPARE(session.planHasWeights(), isOpen);
        QVERIFY(session.planFault().isEmpty());
    }

    void controlsOfTheSourceAreWhatThePlanIsMadeFrom_data()
    {
        QTest::addColumn<QString>("method");
        QTest::newRow("shuffled") << "tlvfc-shuffled";
        QTest::newRow("untrained") << "tlvfc-untrained";
    }

    void controlsOfTheSourceAreWhatThePlanIsMadeFrom()
    {
        QFETCH(QString, method);
        TransferSession session;
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        const auto source = session.source();
        auto strategy = preset(method.toStdString());
        session.setStrategy(strategy);
        QVERIFY(session.isBusy());
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.planHasWeights());
        // The tree's network stays itself.
        QCOMPARE(session.source(), source);
        const auto controlled = session.plan()->source;
        QVERIFY(controlled != source);
        const auto expected = controlled_source(source, strategy.control, session.seed());
        QCOMPARE(firstWeights(*controlled), firstWeights(*expected));

        // Kept while nothing that it hangs on changes; made anew with another seed.
        strategy.keep = SelectionRule::MinVar;
        session.setStrategy(strategy);
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(session.plan()->source, controlled);
        session.setSeed(11);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.planHasWeights());
        QCOMPARE(
            firstWeights(*session.plan()->source),
            firstWeights(*controlled_source(session.source(), strategy.control, session.seed())));

        session.setStrategy(preset("tlvfc"));
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(session.plan()->source, session.source());
    }

    void detailsAreThoseOfTheControl()
    {
        TransferSession session;
        session.setStrategy(preset("tlvfc-shuffled"));
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.plan());
        QSignalSpy details(&session, &TransferSession::detailReady);
        session.requestDetail(session.targetArchitecture()->find("conv1"));
        QTRY_COMPARE(details.size(), 1);
        const auto detail = details[0][0].value<std::shared_ptr<const LayerDetail>>();
        const auto values = detail->source_weight.values();
        QCOMPARE(std::vector<float>(values.begin(), values.end()),
                 firstWeights(*controlled_source(session.source(), Control::ShuffledSource,
                                                 session.seed())));
    }

    void aSourceThatNobodyCanInitializeIsSaid()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("odd.safetensors")).toStdString();
        Weights weights;
        weights.set("first.weight", Tensor(Shape{4, 3, 3, 3}));
        weights.set("second.weight", Tensor(Shape{4, 4, 3, 3}));
        write_weights(file, weights);
        TransferSession session;
        session.setStrategy(preset("tlvfc-untrained"));
        session.openSource({{}, file, 0});
        session.openTarget(fromZoo("resnet20"));
        QTRY_VERIFY(!session.planFault().isEmpty() && !session.isBusy());
        QVERIFY(!session.plan());
        QVERIFY2(session.planFault().contains(QLatin1String("control")),
                 qPrintable(session.planFault()));
        session.setStrategy(preset("tlvfc-shuffled"));
        QTRY_VERIFY(session.planHasWeights());
        QVERIFY(session.planFault().isEmpty());
    }

    void seedDrawsAnew()
    {
        TransferSession session;
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet20"));
        QTRY_VERIFY(session.planHasWeights());
        const auto first = [&] {
            return session.target()->weights.at("conv1.weight").values().front();
        };
        const float before = first();
        session.setSeed(3);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.planHasWeights());
        QVERIFY(first() != before);
        session.setSeed(2);
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(first(), before);
    }

    void detailsWaitForWeightsAndTheNewestWins()
    {
        TransferSession session;
        QSignalSpy details(&session, &TransferSession::detailReady);
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.plan());
        const auto conv = session.targetArchitecture()->find("layer1.0.conv1");
        const auto other = session.targetArchitecture()->find("layer1.0.conv2");
        session.requestDetail(other);
        session.requestDetail(conv);
        QTRY_VERIFY(!details.isEmpty());
        const auto given = [&details] {
            return details.last()[0].value<std::shared_ptr<const LayerDetail>>();
        };
        QTRY_COMPARE(given()->target, conv);
        QCOMPARE(given()->after.shape(), (Shape{16, 16, 3, 3}));

        // Made before, so there at once.
        const auto made = given();
        details.clear();
        session.requestDetail(conv);
        QCOMPARE(details.size(), 1);
        QCOMPARE(given(), made);
    }
};

QTEST_MAIN(TestTransferSession)
#include "tst_transfer_session.moc"

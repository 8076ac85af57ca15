#include "core/base/error.h"
#include "core/nets/zoo.h"
#include "core/transfer/alignment_story.h"
#include "core/transfer/pairing.h"

#include <QTest>

using namespace tlvfc;

using Step = AlignmentCell::Step;

class TestAlignmentStory : public QObject
{
    Q_OBJECT

private slots:
    void theWinnerIsWhatTheTableHolds_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("isFlat");
        for (const bool isFlat : {false, true}) {
            QTest::addRow("vgg11 resnet18 flat %d", isFlat) << "vgg11"
                                                            << "resnet18" << isFlat;
            QTest::addRow("resnet20 vgg16 flat %d", isFlat) << "resnet20"
                                                            << "vgg16" << isFlat;
            QTest::addRow("resnet50 resnet18 flat %d", isFlat) << "resnet50"
                                                               << "resnet18" << isFlat;
        }
    }

    void theWinnerIsWhatTheTableHolds()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(bool, isFlat);
        const auto from = build_architecture(source.toStdString(), 10);
        const auto to = build_architecture(target.toStdString(), 10);
        const auto sources = isFlat ? as_items(flatten(from)) : blocks(from);
        const auto targets = isFlat ? as_items(flatten(to)) : blocks(to);
        const auto matching = isFlat ? Matching::DpFlat : Matching::Dp;
        const auto story = tell_alignment(from, to, sources, targets, matching);
        Aligner aligner(from, to);
        QCOMPARE(story.table.score(),
                 (isFlat ? aligner.align_flat(sources, targets) : aligner.align(sources, targets))
                     .score());
        int served = 0;
        for (std::size_t i = 1; i <= targets.size(); ++i) {
            for (std::size_t j = 1; j <= sources.size(); ++j) {
                const auto &cell = story.table.at(i, j);
                const auto candidates = candidates_at(story, i, j);
                const auto &serve = candidates.serve;
                QCOMPARE(candidates.winner, cell.step);
                // To the bit, and nothing beats the winner.
                QCOMPARE(cell.score,
                         std::max({candidates.skip_target, candidates.skip_source, serve.value}));
                switch (cell.step) {
                case Step::SkipTarget:
                    QCOMPARE(cell.score, candidates.skip_target);
                    break;
                case Step::SkipSource:
                    QCOMPARE(cell.score, candidates.skip_source);
                    break;
                case Step::Serve:
                    ++served;
                    QCOMPARE(cell.score, serve.value);
                    QCOMPARE(std::size_t(cell.target), serve.target);
                    QCOMPARE(std::size_t(cell.source), serve.source);
                    QVERIFY(std::abs(serve.before + serve.gain + serve.penalty - serve.value) <
                            1e-12);
                    break;
                case Step::Start:
                    QFAIL("a cell within the table without a step");
                }
            }
        }
        QVERIFY(served > 0);
    }

    void indexHasNoStory()
    {
        const auto net = build_architecture("resnet20", 10);
        const auto list = as_items(flatten(net));
        QVERIFY_THROWS_EXCEPTION(Error, tell_alignment(net, net, list, list, Matching::Index));
    }
};

QTEST_GUILESS_MAIN(TestAlignmentStory)
#include "tst_alignment_story.moc"

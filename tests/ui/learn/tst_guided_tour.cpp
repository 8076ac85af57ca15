#include "tests/ui/training/run_on_disk.h"
#include "tests/ui/window/studio_fixture.h"

#include "core/compare/comparison.h"
#include "ui/learn/exercise_box.h"
#include "ui/learn/spotlight.h"
#include "ui/learn/tour_card.h"
#include "ui/learn/tour_guide.h"
#include "ui/session/pinned_strategies.h"
#include "ui/training/launch_panel.h"
#include "ui/training/runs_model.h"
#include "ui/window/capture_learning.h"
#include "ui/window/example_runs.h"
#include "ui/window/learning.h"
#include "ui/window/message_bar.h"
#include "ui/window/window_stage.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int patienceMs = 60'000;

const RunRecord *exampleOf(const Collection &runs, const std::string &method, std::uint64_t seed)
{
    for (const auto &run : runs.runs) {
        if (run.spec.strategy.method == method && run.spec.seed == seed)
            return &run;
    }
    return nullptr;
}

} // namespace

/// The tour on the real window with the real demo project.
class TestGuidedTour : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<test::StudioFixture>();
        window().resize(1440, 900);
    }
    void cleanup() { studio_.reset(); }

    void theProgramKnowsEveryAnswer()
    {
        learning().startTour();
        QStringList hindrances;
        connect(&guide(), &TourGuide::hindered, this,
                [&](const QString &why) { hindrances << why; });
        auto &stage = *window().findChild<WindowStage *>();
        for (int number = 0; number < guide().tour().steps.size(); ++number) {
            guide().goTo(number);
            const auto title = guide().step().title.toUtf8();
            QTRY_VERIFY2_WITH_TIMEOUT(!guide().isBusy(), title, patienceMs);
            while (const auto *exercise = guide().exercise())
                solve(*exercise, stage);
            QVERIFY2(guide().isSolved(number), title);
            guide().showMe();
            QTRY_VERIFY2_WITH_TIMEOUT(!guide().isBusy(), title, patienceMs);
        }
        QVERIFY2(hindrances.isEmpty(), qPrintable(hindrances.join(u'\n')));
    }

    void everyPanelIsLit()
    {
        learning().startTour();
        int lit = 0;
        for (int number = 0; number < guide().tour().steps.size(); ++number) {
            guide().goTo(number);
            QTRY_VERIFY_WITH_TIMEOUT(!guide().isBusy(), patienceMs);
            auto *spotlight = window().findChild<Spotlight *>();
            if (!findPanel(&window(), guide().step().panel))
                continue; // the panel has moved on: nothing is dimmed, the tour goes on
            QVERIFY2(!spotlight->lit().isEmpty(), qPrintable(guide().step().title));
            ++lit;
        }
        QVERIFY(lit >= 5);
    }

    void theExamplesSayWhatTheTourSays()
    {
        const auto runs = collect_runs({exampleRuns()});
        QVERIFY(runs.problems.empty());
        QCOMPARE(qsizetype(runs.runs.size()), exampleRunNames().size());
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const auto *he = exampleOf(runs, "he", seed);
            const auto *base = exampleOf(runs, "tlvfc-base", seed);
            const auto *tlvfc = exampleOf(runs, "tlvfc", seed);
            QVERIFY(he && base && tlvfc);
            QVERIFY(he->has_finished() && tlvfc->has_finished());
            // Step 9: far above ln 10; step 10: lower.
            QVERIFY(tlvfc->points.front().train_loss > 4.0);
            QVERIFY(base->points.front().train_loss < 2.7);
            QVERIFY(tlvfc->points.front().val_accuracy < he->points.front().val_accuracy);
            QVERIFY(tlvfc->test < he->test);
            // Without the statistics it comes to He's level.
            const auto *cross = exampleOf(runs, "tlvfc-cross", seed);
            QVERIFY(cross && cross->test > tlvfc->test + 0.05);
            QVERIFY(std::abs(cross->last_val - he->last_val) < 0.1);
            const auto *shuffled = exampleOf(runs, "tlvfc-shuffled", seed);
            QVERIFY(shuffled && std::abs(shuffled->test - tlvfc->test) < 0.06);
        }
        const auto comparison = compare(collect_runs({exampleRuns()}));
        QCOMPARE(comparison.settings.size(), std::size_t(1));
    }

    void whatStoodBeforeComesBack()
    {
        studio_->choose(Side::Source, QStringLiteral("resnet32"));
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), patienceMs);
        studio_->session().setStrategy(preset("dpiat"));
        studio_->session().setSeed(9);
        auto *pinned = window().transferPage()->pinned();
        pinned->pin();
        pinned->rename(0, QStringLiteral("mine"));
        auto *shelf = studio_->training().shelf();
        auto *model = studio_->training().runsModel();
        const auto root = shelf->root();
        for (const char *name : {"a", "b", "c", "d"})
            create_run(root / name, test::smallSpec("he", name));
        shelf->rescan();
        QTRY_COMPARE(model->rowCount(), 4);
        const auto shown = [&] {
            QStringList names;
            for (const char *name : {"a", "b", "c", "d"}) {
                const int row = shelf->rowOf(shelf->watcher(RunFolder{root / name}));
                if (row >= 0 && model->isShown(row))
                    names << QString::fromLatin1(name);
            }
            return names;
        };
        model->setAllShown(true);
        model->setShown(shelf->rowOf(shelf->watcher(RunFolder{root / "b"})), false);
        QCOMPARE(shown(), (QStringList{"a", "c", "d"}));
        window().showPage(MainWindow::Compare);
        learning().startTour();
        QTRY_VERIFY_WITH_TIMEOUT(!guide().isBusy(), patienceMs);
        QVERIFY(pinned->isEmpty());
        guide().goTo(8);
        QTRY_VERIFY_WITH_TIMEOUT(!guide().isBusy(), patienceMs);
        QVERIFY(studio_->training().shelf()->root() != root);
        guide().leave();
        QTRY_VERIFY_WITH_TIMEOUT(
            studio_->isPlanned() && studio_->session().sourceSpec().name == "resnet32", patienceMs);
        QCOMPARE(studio_->session().targetSpec().name, std::string("resnet20"));
        QVERIFY(studio_->session().strategy() == preset("dpiat"));
        QCOMPARE(studio_->session().seed(), quint64(9));
        QCOMPARE(studio_->training().shelf()->root(), root);
        QCOMPARE(window().page(), MainWindow::Compare);
        QCOMPARE(pinned->pins().size(), 1);
        QCOMPARE(pinned->pins().first().name, QStringLiteral("mine"));
        QTRY_COMPARE(shown(), (QStringList{"a", "c", "d"}));
    }

    void aBadTourIsSaidInTheWindow()
    {
        learning().openTour(QStringLiteral("/nowhere/at/all"));
        QVERIFY(!guide().isOn());
        QCOMPARE(window().messages()->messages().size(), 1);
        QVERIFY(window().messages()->messages().first().contains(QLatin1String("tour.json")));
    }

    void itsPicturesAreTaken()
    {
        window().openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), patienceMs);
        const auto given = qEnvironmentVariable("TLVFC_LEARNING_PICTURES");
        const auto folder = given.isEmpty() ? studio_->path(QStringLiteral("pictures")) : given;
        QVERIFY(QDir().mkpath(folder));
        const auto files = captureLearning(window(), QDir(folder));
        QCOMPARE(files.size(), 3 + 2 * guide().tour().steps.size());
        for (const auto &file : files)
            QVERIFY2(QFileInfo(file).size() > 10'000, qPrintable(file));
    }

private:
    /// A wrong answer first, which must bring the hint; then the right one.
    void solve(const Exercise &exercise, WindowStage &stage)
    {
        const auto question = exercise.question.toUtf8();
        Answer answer;
        switch (exercise.kind) {
        case Exercise::Kind::Number:
        case Exercise::Kind::Text:
            QTRY_VERIFY2_WITH_TIMEOUT(!exercise.fact || stage.fact(*exercise.fact), question,
                                      patienceMs);
            QCOMPARE(guide().check({QStringLiteral("-7"), -1}), Verdict::Wrong);
            answer.text = exercise.fact             ? stage.fact(*exercise.fact)->toString()
                          : exercise.text.isEmpty() ? QString::number(exercise.number)
                                                    : exercise.text;
            break;
        case Exercise::Kind::Choice:
            answer.choice = (exercise.right + 1) % int(exercise.choices.size());
            QCOMPARE(guide().check(answer), Verdict::Wrong);
            answer.choice = exercise.right;
            break;
        case Exercise::Kind::Do: {
            auto strategy = studio_->session().strategy();
            strategy.remove = SelectionRule::MaxVar;
            strategy.pad = PadMethod::Init;
            const QSignalSpy solved(&guide(), &TourGuide::exerciseSolved);
            studio_->session().setStrategy(strategy);
            QTRY_VERIFY2_WITH_TIMEOUT(!solved.isEmpty(), question, patienceMs);
            return;
        }
        }
        QVERIFY2(guide().check(answer) == Verdict::Right, question);
    }

    MainWindow &window() { return studio_->window(); }
    Learning &learning() { return *window().findChild<Learning *>(); }
    TourGuide &guide() { return *learning().guide(); }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestGuidedTour)
#include "tst_guided_tour.moc"

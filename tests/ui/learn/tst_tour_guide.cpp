#include "ui/learn/exercise_box.h"
#include "ui/learn/spotlight.h"
#include "ui/learn/tour_card.h"
#include "ui/learn/tour_guide.h"
#include "ui/learn/tour_text.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

/// A window of a button and two tabs that notes what a tour does with it.
class FakeStage : public TourStage
{
public:
    explicit FakeStage(QWidget *window)
        : window_(window)
    {
    }

    QWidget *window() const override { return window_; }
    void remember() override { done << QStringLiteral("remember"); }
    void restore() override { done << QStringLiteral("restore"); }
    void showPage(const QString &page) override { done << page; }
    QString perform(const TourAction &action) override
    {
        done << action.name;
        isWorking = action.isOn;
        return action.name == QLatin1String("impossible") ? QStringLiteral("It cannot be done.")
                                                          : QString();
    }
    bool isBusy() const override { return isWorking; }
    std::optional<QVariant> fact(const TourFact &) const override { return value; }
    Json strategy() const override { return options; }
    QString selectedLayer() const override { return selected; }
    QString page() const override { return {}; }

    void settle()
    {
        isWorking = false;
        emit changed();
    }

    QStringList done;
    QString selected;
    std::optional<QVariant> value;
    Json options = {{"keep", "interLeaved"}};
    bool isWorking = false;

private:
    QWidget *window_;
};

TourAction act(const char *name, bool takesTime = false)
{
    TourAction action;
    action.name = QLatin1String(name);
    action.isOn = takesTime;
    return action;
}

Exercise ask(Exercise::Kind kind)
{
    Exercise exercise;
    exercise.kind = kind;
    exercise.question = QStringLiteral("How many?");
    exercise.hint = QStringLiteral("Count them.");
    exercise.done = QStringLiteral("All of them.");
    return exercise;
}

Tour threeSteps()
{
    Tour tour;
    tour.title = QStringLiteral("T");
    tour.folder = QStringLiteral("/t");
    for (const auto *title : {"one", "two", "three"}) {
        TourStep step;
        step.title = QLatin1String(title);
        step.text = QStringLiteral("Text with [a link](https://example.org).");
        step.panel = QStringLiteral("panel");
        tour.steps.append(step);
    }
    return tour;
}

} // namespace

class TestTourGuide : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        window_ = std::make_unique<QWidget>();
        window_->resize(1000, 700);
        auto *tabs = new QTabWidget(window_.get());
        tabs->setGeometry(0, 0, 500, 700);
        tabs->addTab(new QWidget, QStringLiteral("first"));
        auto *panel = new QPushButton(QStringLiteral("panel"));
        panel->setObjectName(QStringLiteral("panel"));
        tabs->addTab(panel, QStringLiteral("second"));
        stage_ = std::make_unique<FakeStage>(window_.get());
        guide_ = std::make_unique<TourGuide>(stage_.get());
        spotlight_ = new Spotlight(window_.get());
        card_ = new TourCard(guide_.get(), stage_.get(), spotlight_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void cleanup()
    {
        delete card_;
        guide_.reset();
        stage_.reset();
        window_.reset();
    }

    void actionsWaitForEachOther()
    {
        auto tour = threeSteps();
        tour.steps[0].page = QStringLiteral("train");
        tour.steps[0].begin = {act("a", true), act("b")};
        guide_->start(tour);
        QCOMPARE(stage_->done, QStringList({"remember", "train", "a"}));
        QVERIFY(guide_->isBusy());
        stage_->settle();
        QTRY_VERIFY(stage_->done.contains(QStringLiteral("b")));
        QVERIFY(!guide_->isBusy());
    }

    void aNewStepForgetsTheOld()
    {
        auto tour = threeSteps();
        tour.steps[0].begin = {act("a", true), act("b")};
        guide_->start(tour);
        guide_->next();
        stage_->settle();
        QCoreApplication::processEvents();
        QVERIFY(!stage_->done.contains(QStringLiteral("b")));
    }

    void whatCannotBeDoneIsSaid()
    {
        auto tour = threeSteps();
        tour.steps[0].actions = {act("impossible"), act("after")};
        guide_->start(tour);
        click("tourShowMe");
        QCOMPARE(card_->exercise()->verdictText(), QStringLiteral("It cannot be done."));
        QVERIFY(!stage_->done.contains(QStringLiteral("after")));
    }

    void theTourIsFoundWhereItWasLeft()
    {
        guide_->start(threeSteps());
        click("tourNext");
        click("tourLeave");
        QCOMPARE(stage_->done.last(), QStringLiteral("restore"));
        QVERIFY(!card_->isVisible());
        QVERIFY(!spotlight_->isVisible());
        guide_->start(threeSteps());
        QCOMPARE(guide_->stepNumber(), 1);
        click("tourNext");
        click("tourNext"); // finishes
        QVERIFY(!guide_->isOn());
        guide_->start(threeSteps());
        QCOMPARE(guide_->stepNumber(), 0);
    }

    void thePanelIsRevealedAndLit()
    {
        guide_->start(threeSteps());
        auto *panel = window_->findChild<QWidget *>(QStringLiteral("panel"));
        QVERIFY(panel->isVisible());
        QCOMPARE(spotlight_->target(), panel);
        QVERIFY(spotlight_->lit().contains(
            QRect(panel->mapTo(window_.get(), QPoint(3, 3)), panel->size() - QSize(6, 6))));
        // The card does not lie over it, since there is room beside.
        QVERIFY(!spotlight_->lit().intersects(card_->geometry()));
        QSignalSpy clicked(static_cast<QPushButton *>(panel), &QPushButton::clicked);
        QTest::mouseClick(window_->childAt(panel->mapTo(window_.get(), panel->rect().center())),
                          Qt::LeftButton);
        QCOMPARE(clicked.size(), 1);
    }

    void aPanelThatIsGoneDimsNothing()
    {
        auto tour = threeSteps();
        tour.steps[0].panel = QStringLiteral("vanished");
        guide_->start(tour);
        QVERIFY(spotlight_->lit().isEmpty());
        QVERIFY(card_->isVisible());
    }

    void theCardStaysInTheWindow()
    {
        guide_->start(threeSteps());
        window_->resize(700, 420);
        QTRY_VERIFY(window_->rect().contains(card_->geometry()));
        const auto before = card_->pos();
        click("tourAside");
        QVERIFY(card_->pos() != before);
        QVERIFY(window_->rect().contains(card_->geometry()));
    }

    void keysLeadThrough()
    {
        guide_->start(threeSteps());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(guide_->stepNumber(), 1);
        QTest::keyClick(card_, Qt::Key_PageUp);
        QCOMPARE(guide_->stepNumber(), 0);
        QVERIFY(card_->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(window_.get(), Qt::Key_F6);
        QVERIFY(!card_->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(window_.get(), Qt::Key_F6);
        QVERIFY(card_->isAncestorOf(QApplication::focusWidget()));
    }

    void answers_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, Exercise::Kind kind, const char *answer,
                            Verdict verdict) {
            QTest::newRow(name) << int(kind) << QString::fromLatin1(answer) << int(verdict);
        };
        row("right", Exercise::Kind::Number, "64", Verdict::Right);
        row("near", Exercise::Kind::Number, " 64.4", Verdict::Right);
        row("far", Exercise::Kind::Number, "65", Verdict::Wrong);
        row("no number", Exercise::Kind::Number, "many", Verdict::Wrong);
        row("empty", Exercise::Kind::Number, " ", Verdict::NotYet);
        row("text", Exercise::Kind::Text, "64", Verdict::Right);
        row("other text", Exercise::Kind::Text, "sixty", Verdict::Wrong);
        row("choice", Exercise::Kind::Choice, "1", Verdict::Right);
        row("other choice", Exercise::Kind::Choice, "0", Verdict::Wrong);
        row("no choice", Exercise::Kind::Choice, "-1", Verdict::NotYet);
    }

    void answers()
    {
        QFETCH(int, kind);
        QFETCH(QString, answer);
        QFETCH(int, verdict);
        auto exercise = ask(static_cast<Exercise::Kind>(kind));
        exercise.fact = TourFact{QStringLiteral("f"), 0, {}};
        exercise.tolerance = 0.5;
        exercise.choices = QStringList{"a", "b"};
        exercise.right = 1;
        stage_->value = 64;
        QCOMPARE(int(checkExercise(exercise, {answer, answer.toInt()}, *stage_, {})), verdict);
    }

    void whatIsNotOpenIsNotKnown()
    {
        auto exercise = ask(Exercise::Kind::Number);
        exercise.fact = TourFact{QStringLiteral("f"), 0, {}};
        QCOMPARE(checkExercise(exercise, {QStringLiteral("1"), -1}, *stage_, {}), Verdict::Unknown);
    }

    void aWrongAnswerBringsAHint()
    {
        auto tour = threeSteps();
        tour.steps[0].exercises = {ask(Exercise::Kind::Number)};
        tour.steps[0].exercises[0].number = 3;
        guide_->start(tour);
        auto *field = card_->findChild<QLineEdit *>(QStringLiteral("exerciseAnswer"));
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("4"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(card_->exercise()->verdictText().contains(QLatin1String("Count them.")));
        QVERIFY(!guide_->isSolved(0));
        field->setText(QStringLiteral("3"));
        click("checkAnswer");
        QCOMPARE(card_->exercise()->verdictText(), QStringLiteral("All of them."));
        QVERIFY(guide_->isSolved(0));
        QVERIFY(!field->isVisible());
    }

    void whatIsNotOpenAnyMoreIsSetUpAgain()
    {
        auto tour = threeSteps();
        tour.steps[0].begin = {act("a")};
        tour.steps[0].exercises = {ask(Exercise::Kind::Number)};
        tour.steps[0].exercises[0].fact = TourFact{QStringLiteral("f"), 0, {}};
        guide_->start(tour);
        QCOMPARE(stage_->done.count(QStringLiteral("a")), 1);
        click("checkAnswer");
        QVERIFY(!card_->exercise()->verdictText().isEmpty());
        QCOMPARE(stage_->done.count(QStringLiteral("a")), 2);
    }

    void whatIsDoneIsNoticed()
    {
        auto tour = threeSteps();
        auto exercise = ask(Exercise::Kind::Do);
        exercise.goal.changed = QStringLiteral("keep");
        tour.steps[0].exercises = {exercise};
        guide_->start(tour);
        emit stage_->changed();
        QCoreApplication::processEvents();
        QVERIFY(!guide_->isSolved(0));
        stage_->options["keep"] = "maxVar";
        emit stage_->changed();
        QTRY_VERIFY(guide_->isSolved(0));
    }

    void outsideIsAskedFor()
    {
        guide_->start(threeSteps());
        card_->text()->setSource(QUrl(QStringLiteral("https://example.org")));
        auto *box = card_->findChild<QMessageBox *>(QStringLiteral("outsideQuestion"));
        QVERIFY(box && box->text().contains(QLatin1String("https://example.org")));
        box->reject();
        card_->text()->setSource(QUrl(QStringLiteral("file:///etc/hostname")));
        QCOMPARE(card_->findChildren<QMessageBox *>().size(), 1); // the one that goes
    }

private:
    void click(const char *name)
    {
        card_->findChild<QAbstractButton *>(QLatin1String(name))->click();
    }

    std::unique_ptr<QWidget> window_;
    std::unique_ptr<FakeStage> stage_;
    std::unique_ptr<TourGuide> guide_;
    Spotlight *spotlight_ = nullptr;
    TourCard *card_ = nullptr;
};

QTEST_MAIN(TestTourGuide)
#include "tst_tour_guide.moc"

// One run in full, whatever became of it.
#include <memory>

#include "core/base/random.h"
#include "core/runs/run_notes.h"
#include "tests/data/small_disk.h"
#include "tests/ui/training/run_on_disk.h"
#include "ui/jobs/run_keeper.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/facts_view.h"
#include "ui/training/run_panel.h"
#include "ui/training/spec_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestRunPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everyFieldHasWords();
    void tellsWhatARunIs_data();
    void tellsWhatARunIs();
    void whatIsNotAsPublishedIsBold();
    void aDamagedRunHasItsFolder();
    void namesAreChangedInPlace();
    void aNoteIsKeptWhenAnotherRunIsChosen();
    void whatTheDiskDoesNotTakeStays_data();
    void whatTheDiskDoesNotTakeStays();
    void whatIsTypedStays();
    void unreadableNotesAreSaid();
    void aRunThatGoesAway();
    void commandsAreCopied();

private:
    RunFolder make(const QByteArray &events, const char *name = "a")
    {
        const auto run = create_run(root_ / name, smallSpec());
        append(run, events);
        return run;
    }
    void open(const RunFolder &run)
    {
        shelf_->setRoot(root_);
        QTRY_VERIFY(shelf_->rowOf(run) >= 0);
        auto *watcher = shelf_->watcher(shelf_->rowOf(run));
        QTRY_VERIFY(watcher->hasLooked());
        panel_->setRun(watcher);
    }
    QLineEdit *line(const char *name) const { return panel_->findChild<QLineEdit *>(name); }
    QPlainTextEdit *note() const { return panel_->findChild<QPlainTextEdit *>("runNote"); }
    /// "Group/Name" and its value, as they are shown.
    QHash<QString, QString> facts() const
    {
        QHash<QString, QString> found;
        const auto *model = panel_->findChild<FactsView *>()->model();
        for (int top = 0; top < model->rowCount(); ++top) {
            const auto group = model->index(top, 0);
            for (int row = 0; row < model->rowCount(group); ++row)
                found.insert(group.data().toString() + u'/' +
                                 model->index(row, 0, group).data().toString(),
                             model->index(row, 1, group).data().toString());
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<RunKeeper> keeper_;
    std::unique_ptr<RunPanel> panel_;
};

void TestRunPanel::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
    shelf_ = std::make_unique<RunShelf>();
    keeper_ = std::make_unique<RunKeeper>(shelf_.get());
    panel_ = std::make_unique<RunPanel>(keeper_.get());
    panel_->show();
}

void TestRunPanel::cleanup()
{
    panel_.reset();
    keeper_.reset();
    shelf_.reset();
}

void TestRunPanel::everyFieldHasWords()
{
    QStringList keys;
    for (const auto &field : spec_fields({RunSpec()}))
        keys.append(QString::fromStdString(field.key));
    auto worded = wordedFields();
    keys.sort();
    worded.sort();
    QCOMPARE(worded, keys);
}

void TestRunPanel::tellsWhatARunIs_data()
{
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("canGoOn");
    auto begun = started(1);
    begun.replace("\"pid\":1", "\"pid\":1,\"program\":\"0.0.7\",\"torch\":\"2.11.0\"");
    begun += epoch(2, 1, 0.3);
    const auto ended = begun + finished(3, 1, 0.3);
    const auto row = [](const char *name, const QByteArray &events, const char *fact,
                        const QString &value, bool canGoOn) {
        QTest::newRow(name) << events << fact << value << canGoOn;
    };
    row("finished", ended, "Result/State", "finished", false);
    row("its test", ended, "Result/Test accuracy", "61.00 %", false);
    row("its best", ended, "Result/Best validation", "30.00 % in epoch 1", false);
    row("its host", ended, "Computed with/Host", "here", false);
    row("its threads", ended, "Computed with/Threads", "2", false);
    row("another program", ended, "Computed with/TLVFC Studio", "0.0.7; here it is 0.1.0", false);
    row("its torch", ended, "Computed with/LibTorch", "2.11.0", false);
    row("its size", ended, "Computed with/Training images", "100", false);
    row("its method", ended, "Method/Method", "TLVFC", false);
    row("its recipe", ended, "Recipe/Epochs", "4", false);
    row("what is off", ended, "Recipe/Clip norm", "off", false);
    row("its precision", ended, "Recipe/Precision", "float32", false);
    row("its seed", ended, "Randomness/Seed", "2", false);
    row("a stream", ended, "Randomness/Stream “order”", QString::number(stream_seed(2, "order")),
        false);
    row("prepared", {}, "Result/State", "prepared", true);
    row("stopped", begun + test::event(3, "stopped", "\"epoch\":1"), "Result/Epochs", "1 of 4",
        true);
    row("failed", begun + test::event(3, "failed", "\"error\":\"no disk\""), "Result/Fault",
        "no disk", true);
    row("broken off", begun, "Result/State", "broken off", true);
    row("gone on",
        begun + test::event(3, "resumed",
                            "\"host\":\"there\",\"device\":\"cpu\","
                            "\"threads\":2,\"epoch\":2"),
        "Computed with/Went on after 5 s", "there, cpu, 2 threads", true);
}

void TestRunPanel::tellsWhatARunIs()
{
    QFETCH(QByteArray, events);
    QFETCH(QString, fact);
    QFETCH(QString, value);
    QFETCH(bool, canGoOn);
    open(make(events));
    QVERIFY2(facts().contains(fact), qPrintable(facts().keys().join(u'\n')));
    QCOMPARE(facts().value(fact), value);
    QCOMPARE(line("goOnCommand")->isVisible(), canGoOn);
    QVERIFY(line("repeatCommand")->text().startsWith("tlvfc train --spec "));
}

void TestRunPanel::whatIsNotAsPublishedIsBold()
{
    open(make({}));
    const auto *model = panel_->findChild<FactsView *>()->model();
    QStringList bold;
    for (int top = 0; top < model->rowCount(); ++top) {
        const auto group = model->index(top, 0);
        for (int row = 0; row < model->rowCount(group); ++row) {
            const auto value = model->index(row, 1, group);
            if (value.data(Qt::FontRole).value<QFont>().bold())
                bold.append(value.data(Qt::ToolTipRole).toString());
        }
    }
    QCOMPARE(bold, QStringList{"4; published is 200"});
}

void TestRunPanel::aDamagedRunHasItsFolder()
{
    const auto run = make({});
    QFile spec(QString::fromStdString(run.spec().string()));
    QVERIFY(spec.open(QIODevice::WriteOnly));
    spec.write("{\"schema\": 1, \"see");
    spec.close();
    open(run);
    QVERIFY(facts().value("Result/Fault").contains("spec.json"));
    QCOMPARE(facts().value("Files/Folder"), QString::fromStdString(run.path.string()));
    QVERIFY(!line("repeatCommand")->isVisible());
    QVERIFY(!line("goOnCommand")->isVisible());
}

void TestRunPanel::namesAreChangedInPlace()
{
    const auto run = make({});
    open(run);
    QCOMPARE(line("runName")->text(), QString());
    QCOMPARE(line("runName")->placeholderText(), "TLVFC, resnet20 → resnet32");
    panel_->editName();
    QTest::keyClicks(line("runName"), "Mine");
    QTest::keyClick(line("runName"), Qt::Key_Return);
    panel_->editTags();
    QTest::keyClicks(line("runTags"), "paper good");
    QTest::keyClick(line("runTags"), Qt::Key_Return);
    QTRY_COMPARE(read_run_notes(run).tags, (std::vector<std::string>{"paper", "good"}));
    QCOMPARE(read_run_notes(run).name, std::string("Mine"));
    QTRY_COMPARE(line("runTags")->text(), "paper, good");
}

void TestRunPanel::aNoteIsKeptWhenAnotherRunIsChosen()
{
    const auto a = make({}, "a");
    const auto b = make({}, "b");
    open(a);
    panel_->editNote();
    QTest::keyClicks(note(), "what I saw");
    QTRY_VERIFY(shelf_->rowOf(b) >= 0);
    panel_->setRun(shelf_->watcher(shelf_->rowOf(b)));
    QCOMPARE(note()->toPlainText(), QString());
    QTRY_COMPARE(read_run_notes(a).note, std::string("what I saw"));
    QVERIFY(read_run_notes(b).is_empty());
    panel_->setRun(shelf_->watcher(shelf_->rowOf(a)));
    QTRY_COMPARE(note()->toPlainText(), "what I saw");
}

void TestRunPanel::whatTheDiskDoesNotTakeStays_data()
{
    QTest::addColumn<bool>("another");
    QTest::newRow("in its field") << false;
    QTest::newRow("until the run is chosen again") << true;
}

void TestRunPanel::whatTheDiskDoesNotTakeStays()
{
    QFETCH(bool, another);
    const auto a = make({}, "a");
    const auto b = make({}, "b");
    open(a);
    auto *run = panel_->run();
    QTRY_VERIFY(shelf_->rowOf(b) >= 0);
    QSignalSpy failed(keeper_.get(), &RunKeeper::failed);
    QSignalSpy settled(keeper_.get(), &RunKeeper::settled);
    {
        const SmallDisk disk(4);
        panel_->editName();
        QTest::keyClicks(line("runName"), "Mine");
        panel_->editNote();
        QTest::keyClicks(note(), "what I saw");
        if (another)
            panel_->setRun(shelf_->watcher(shelf_->rowOf(b)));
        else
            panel_->commit();
        QTRY_VERIFY(!failed.isEmpty() && failed.size() == settled.size() && !keeper_->isBusy());
    }
    QVERIFY(read_run_notes(a).is_empty());
    if (another) {
        QCOMPARE(note()->toPlainText(), QString());
        panel_->setRun(run);
    }
    QSignalSpy looked(run, &RunWatcher::looked);
    run->look();
    QVERIFY(looked.wait());
    QCOMPARE(line("runName")->text(), "Mine");
    QCOMPARE(note()->toPlainText(), "what I saw");
    panel_->commit();
    QTRY_COMPARE(read_run_notes(a).note, std::string("what I saw"));
    QCOMPARE(read_run_notes(a).name, std::string("Mine"));
    QVERIFY(read_run_notes(b).is_empty());
}

/// News of the run come while a person writes.
void TestRunPanel::whatIsTypedStays()
{
    const auto run = make(started(1));
    open(run);
    panel_->editName();
    QTest::keyClicks(line("runName"), "half a na");
    change_run_notes(run, [](RunNotes &notes) {
        notes.name = "elsewhere";
        notes.note = "said elsewhere";
    });
    QSignalSpy looked(panel_->run(), &RunWatcher::looked);
    panel_->run()->look();
    QVERIFY(looked.wait());
    QCOMPARE(line("runName")->text(), "half a na");
    QCOMPARE(note()->toPlainText(), "said elsewhere");
    QTest::keyClicks(line("runName"), "me\r");
    QTRY_COMPARE(read_run_notes(run).name, std::string("half a name"));
    QCOMPARE(read_run_notes(run).note, std::string("said elsewhere"));
}

void TestRunPanel::unreadableNotesAreSaid()
{
    const auto run = make({});
    QFile file(QString::fromStdString(run.notes().string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("garbage");
    file.close();
    open(run);
    const auto *fault = panel_->findChild<QLabel *>("notesFault");
    QVERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains("notes.json"), qPrintable(fault->text()));
    QVERIFY(!line("runName")->isEnabled());
    QCOMPARE(facts().value("Result/State"), "prepared");
}

void TestRunPanel::aRunThatGoesAway()
{
    const auto run = make({});
    open(run);
    panel_->editName();
    QTest::keyClicks(line("runName"), "too late");
    fs::remove_all(run.path);
    QSignalSpy failed(keeper_.get(), &RunKeeper::failed);
    shelf_->rescan();
    QTRY_VERIFY(!panel_->run());
    QVERIFY(panel_->findChild<QLabel *>("noRun")->isVisible());
    QVERIFY(!fs::exists(run.path));
}

void TestRunPanel::commandsAreCopied()
{
    const auto run = make(started(1));
    open(run);
    panel_->findChild<QToolButton *>("repeatCommandCopy")->click();
    const auto command = QGuiApplication::clipboard()->text();
    QCOMPARE(command, line("repeatCommand")->text());
    // The machine's choice is part of what is repeated.
    QVERIFY2(command.endsWith("-again --device cpu --threads 2"), qPrintable(command));
}

QTEST_MAIN(TestRunPanel)
#include "tst_run_panel.moc"

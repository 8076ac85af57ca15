// The window under a person who does anything in any order while runs start, stop, hang and are
// killed. Afterward no run is lost, and each has come to the result of its specification.
//
// TLVFC_SOAK_SECONDS says for how long (10 unless told), TLVFC_SOAK_SEED which way; the seed of a
// run is printed, and what memory was taken on the way. From ten minutes on it must stay flat.
#include <memory>

#include "core/base/json.h"
#include "core/runs/run_trash.h"
#include "tests/bench/process_memory.h"
#include "tests/training/tiny_training.h"
#include "tests/ui/window/studio_fixture.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_filter.h"
#include "ui/training/runs_list.h"
#include "ui/training/runs_model.h"
#include "ui/window/memory_arenas.h"
#include "ui/window/message_bar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMap>
#include <QPixmapCache>
#include <QPointer>
#include <QRandomGenerator>
#include <QTest>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>
#include <csignal>
#include <malloc.h>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int settleMs = 300'000; // also on a machine that has more to do
constexpr int mostGoing = 2;
constexpr int mostRuns = 12; ///< the window's memory shall not grow with what was done long ago
constexpr qint64 flatFromMs = 600'000;

class Person
{
public:
    explicit Person(quint32 seed)
        : random_(seed)
    {
        studio_.window().showPage(MainWindow::Train);
        studio_.choose(Side::Source, QStringLiteral("resnet20"));
        studio_.choose(Side::Target, QStringLiteral("resnet32"));
    }

    QString doSomething()
    {
        static const QList<std::pair<const char *, void (Person::*)()>> deeds{
            {"start", &Person::start},     {"start", &Person::start},
            {"stop", &Person::stop},       {"kill", &Person::kill},
            {"hang", &Person::hang},       {"go on", &Person::goOn},
            {"go on", &Person::goOn},      {"select", &Person::select},
            {"show", &Person::show},       {"archive", &Person::archive},
            {"trash", &Person::throwAway}, {"take back", &Person::undo},
            {"search", &Person::search},   {"page", &Person::page},
            {"theme", &Person::theme},     {"resize", &Person::resize},
            {"network", &Person::network}, {"damage", &Person::damage},
            {"reopen", &Person::reopen},   {"look", &Person::look},
        };
        const auto &[name, deed] = deeds[pick(static_cast<int>(deeds.size()))];
        (this->*deed)();
        for (int i = pick(4); i > 0; --i)
            QTest::qWait(20); // a person's pace; runs go on meanwhile
        return QString::fromLatin1(name);
    }

    /// Every folder that was made is somewhere, and what is not in the trash is listed.
    void check()
    {
        for (const auto &name : std::as_const(made_)) {
            // Trash and its undo move folders meanwhile.
            QTRY_VERIFY2(isHere(name) || isInTrash(name), qPrintable(name));
            QTRY_VERIFY2_WITH_TIMEOUT(rowOf(name) >= 0 || isInTrash(name), qPrintable(name),
                                      settleMs);
        }
    }

    /// All that stand in the list go on to their end, and equal specifications have equal results.
    void finishAll()
    {
        archiveFilterOff();
        for (int row = 0; row < shelf().count(); ++row) {
            const QPointer<RunWatcher> run = shelf().watcher(row);
            QTRY_VERIFY_WITH_TIMEOUT(!run || !run->isGoing(), settleMs);
            for (int tries = 0; run && run->state() != RunState::Finished && tries < 5; ++tries) {
                studio_.training().goOn(run);
                QTRY_VERIFY_WITH_TIMEOUT(run && run->isGoing(), settleMs);
                QTRY_VERIFY_WITH_TIMEOUT(run && !run->isGoing(), settleMs);
            }
            QVERIFY(run);
            QVERIFY2(run->state() == RunState::Finished, qPrintable(run->error()));
            const auto result = to_text(read_json(run->folder().result()));
            const auto key = settingOf(run->spec()) + QString::number(run->spec().seed);
            QCOMPARE(result, results_.value(key, result));
            results_.insert(key, result);
        }
    }

    int runsMade() const { return last_; }

    struct Memory
    {
        double resident = 0.0; ///< MB
        double used = 0.0;     ///< MB that the program holds, without what lies between them
    };

    /// With few runs, the smallest networks and nothing under way.
    Memory memoryAtRest()
    {
        for (int row = 0; row < shelf().count(); ++row) {
            const QPointer<RunWatcher> run = shelf().watcher(row);
            if (run->isGoing())
                run->stop();
        }
        (void)QTest::qWaitFor([this] { return going() == 0; }, settleMs);
        clearAway();
        for (const auto side : {Side::Source, Side::Target})
            studio_.choose(side, QStringLiteral("resnet20"));
        (void)QTest::qWaitFor([this] { return studio_.isPlanned(); }, settleMs);
        QPixmapCache::clear(); // fills up to a limit of its own
        malloc_trim(0);        // what is only kept for later is no matter
        const auto heap = mallinfo2();
        return {bench::resident_bytes() / 1e6, double(heap.uordblks + heap.hblkhd) / 1e6};
    }

    /// Keeps the newest few, and empties the trash.
    void clearAway()
    {
        for (int row = shelf().count() - 1; row >= mostRuns / 2; --row) {
            auto *run = shelf().watcher(row);
            if (run->isGoing())
                continue;
            const auto path = QString::fromStdString(run->folder().path.string());
            made_.removeAll(QFileInfo(path).fileName());
            QDir(path).removeRecursively();
        }
        trash().removeRecursively();
        made_.removeIf([&](const QString &name) { return !isHere(name); });
        shelf().rescan();
        QTRY_VERIFY_WITH_TIMEOUT(shelf().count() <= mostRuns, settleMs);
    }
    bool hasMany() const { return made_.size() > mostRuns; }

private:
    int pick(int count) { return random_.bounded(count); }
    RunShelf &shelf() const { return *studio_.training().shelf(); }
    QDir root() const { return QDir(QString::fromStdString(shelf().root().string())); }
    QDir trash() const { return QDir(root().filePath(QStringLiteral(".trash"))); }
    bool isHere(const QString &name) const
    {
        return QFileInfo::exists(root().filePath(name + QStringLiteral("/spec.json")));
    }
    bool isInTrash(const QString &name) const
    {
        const auto trashed = list_trash(shelf().root());
        return std::ranges::any_of(trashed, [&](const TrashedRun &it) {
            return it.run.path.filename() == name.toStdString();
        });
    }
    RunActions &actions() { return *studio_.training().runsList()->runActions(); }

    int rowOf(const QString &name) const
    {
        return shelf().rowOf(RunFolder{root().filePath(name).toStdString()});
    }

    /// One of those for which it holds; nullptr without any.
    template <typename Holds>
    RunWatcher *one(Holds holds)
    {
        QList<RunWatcher *> those;
        for (int row = 0; row < shelf().count(); ++row) {
            if (auto *run = shelf().watcher(row); run->hasLooked() && holds(*run))
                those.append(run);
        }
        return those.isEmpty() ? nullptr : those[pick(static_cast<int>(those.size()))];
    }

    int going() const
    {
        int count = 0;
        for (int row = 0; row < shelf().count(); ++row)
            count += shelf().watcher(row)->isGoing();
        return count;
    }

    void start()
    {
        if (going() >= mostGoing)
            return;
        RunSpec spec;
        spec.source = {"resnet20", "", 10};
        spec.target = {"resnet20", "", 0};
        spec.data = test::tiny_data();
        spec.training = test::tiny_options(6 + 20 * pick(2));
        spec.device = "cpu";
        spec.threads = 1;
        spec.seed = static_cast<std::uint64_t>(pick(3));
        const auto name = QStringLiteral("run-%1").arg(++last_);
        create_run(root().filePath(name).toStdString(), spec);
        made_.append(name);
        shelf().rescan();
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(name) >= 0, settleMs);
        studio_.training().goOn(shelf().watcher(rowOf(name)));
    }

    RunWatcher *oneThatRuns()
    {
        return one([](const RunWatcher &run) { return run.state() == RunState::Running; });
    }
    void stop()
    {
        if (auto *run = oneThatRuns())
            run->stop();
    }
    void kill()
    {
        if (auto *run = oneThatRuns())
            run->endProcess();
    }
    /// A process that does not answer any more, ended by its person.
    void hang()
    {
        auto *run = oneThatRuns();
        if (!run)
            return;
        try {
            const auto pid = read_json(run->folder().lock()).value("pid", 0);
            if (pid <= 1 || ::kill(pid, SIGSTOP) != 0)
                return;
        } catch (const std::exception &) {
            return; // it has ended meanwhile
        }
        run->stop();
        QTest::qWait(50);
        run->endProcess();
    }
    void goOn()
    {
        if (going() >= mostGoing)
            return;
        if (auto *run = one([](const RunWatcher &it) {
                return !it.isGoing() && it.state() != RunState::Finished && !it.notes().archived;
            }))
            studio_.training().goOn(run);
    }

    QTreeView *view() { return studio_.training().runsList()->view(); }
    void select()
    {
        auto *rows = view()->viewport();
        const QPoint place(pick(std::max(1, rows->width())), pick(std::max(1, rows->height())));
        const auto keys = pick(3) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        QTest::mouseClick(rows, Qt::LeftButton, keys, place);
    }
    void show()
    {
        auto *model = view()->model();
        if (model->rowCount() == 0)
            return;
        const auto index = model->index(pick(model->rowCount()), 0);
        const bool isShown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        model->setData(index, isShown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
    void archive() { actions().archive->trigger(); }
    void throwAway() { actions().trash->trigger(); }
    void undo() { actions().undo->trigger(); }
    void archiveFilterOff()
    {
        actions().showArchived->setChecked(true);
        studio_.training().findChild<QLineEdit *>(QStringLiteral("runsSearch"))->clear();
    }
    void search()
    {
        static const QStringList words{{}, {}, "seed:1", "-finished", "run-1", "nothing such"};
        studio_.training()
            .findChild<QLineEdit *>(QStringLiteral("runsSearch"))
            ->setText(words[pick(6)]);
        actions().showArchived->setChecked(pick(2) == 0);
    }
    void page() { studio_.window().showPage(static_cast<MainWindow::Page>(pick(3))); }
    void theme() { studio_.window().setTheme(static_cast<ThemeChoice>(pick(3))); }
    void resize() { studio_.window().resize(1024 + pick(600), 640 + pick(400)); }
    void network()
    {
        static constexpr const char *names[] = {"resnet20", "resnet32", "resnet18"};
        studio_.choose(pick(2) == 0 ? Side::Source : Side::Target,
                       QString::fromLatin1(names[pick(3)]));
    }
    /// As a disk does to a log that others still read.
    void damage()
    {
        if (auto *run = one([](const RunWatcher &it) { return !it.isGoing(); })) {
            QFile log(QString::fromStdString(run->folder().events().string()));
            if (log.exists() && log.open(QIODevice::Append))
                log.write("{\"v\":1,\"n\":\x01 damage\n");
        }
    }
    void reopen()
    {
        if (pick(4) > 0)
            return;
        studio_.window().setCloseQuestion(
            [](QWidget *, const QStringList &) { return CloseAnswer::LeaveRunning; });
        studio_.window().close();
        studio_.reopen();
        shelf().rescan();
    }
    void look()
    {
        for (int row = 0; row < shelf().count(); ++row)
            shelf().watcher(row)->look();
    }

    QRandomGenerator random_;
    mutable test::StudioFixture studio_;
    QStringList made_;
    QMap<QString, std::string> results_;
    int last_ = 0;
};

} // namespace

class TestWindowSoak : public QObject
{
    Q_OBJECT

public:
    /// Qt ends a test function after five minutes, unless told before it begins.
    static void initMain()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "2147483647");
        shareMemoryArenas(); // as the program does
    }

private slots:
    void noRunIsLost()
    {
        bool isGiven = false;
        auto seed = static_cast<quint32>(qEnvironmentVariableIntValue("TLVFC_SOAK_SEED", &isGiven));
        if (!isGiven)
            seed = QRandomGenerator::global()->bounded(1'000'000u);
        const int seconds = qEnvironmentVariableIntValue("TLVFC_SOAK_SECONDS", &isGiven);
        const qint64 limitMs = 1000LL * (isGiven ? seconds : 10);
        qInfo("TLVFC_SOAK_SEED=%u", seed);

        Person person(seed);
        QElapsedTimer clock;
        clock.start();
        QStringList last;
        QStringList memory; // MB at rest, and of them held, after each eighth
        QList<double> atRest;
        int deeds = 0;
        for (; !clock.hasExpired(limitMs); ++deeds) {
            last.append(person.doSomething());
            last = last.mid(std::max<qsizetype>(0, last.size() - 12));
            if (deeds % 25 == 0)
                person.check();
            if (person.hasMany())
                person.clearAway();
            if (clock.hasExpired(limitMs * (atRest.size() + 1) / 8)) {
                const auto rest = person.memoryAtRest();
                atRest.append(rest.resident);
                memory.append(QStringLiteral("%1 (%2)")
                                  .arg(rest.resident, 0, 'f', 0)
                                  .arg(rest.used, 0, 'f', 1));
            }
            if (QTest::currentTestFailed()) {
                qWarning("after %d deeds, the last: %s", deeds, qPrintable(last.join(u", ")));
                return;
            }
        }
        person.check();
        person.finishAll();
        qInfo("%d deeds, %d runs, at rest (held) %s MB", deeds, person.runsMade(),
              qPrintable(memory.join(u", ")));
        QVERIFY(deeds > 25);
        if (limitMs >= flatFromMs)
            QVERIFY2(atRest.last() < 1.1 * atRest[3], qPrintable(memory.join(u", ")));
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestWindowSoak)
#include "tst_window_soak.moc"

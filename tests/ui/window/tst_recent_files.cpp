#include "tests/ui/window/studio_fixture.h"

#include "core/checkpoint/checkpoint.h"
#include "core/runs/open_network.h"
#include "ui/inspect/tree_columns.h"
#include "ui/window/recent_files.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QMenuBar>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestRecentFiles : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<test::StudioFixture>();
        file_ = studio_->path(QStringLiteral("some.safetensors"));
        save(file_);
    }
    void cleanup() { studio_.reset(); }

    void whatWasOpenedIsOfferedOnBothSidesAfterANewStart()
    {
        QVERIFY(filesIn("Recent Source Files").isEmpty());
        open(Side::Source, file_);
        studio_->reopen();
        QCOMPARE(recent().files(), QStringList{file_});
        QCOMPARE(filesIn("Recent Source Files").size(), 1);
        auto *action = filesIn("Recent Target Files").first();
        QVERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY(studio_->session().target());
        QCOMPARE(studio_->session().targetSpec().weights, file_.toStdString());
        QCOMPARE(recent().files(), QStringList{file_});
    }

    void theNewestComesFirstAndTenAreKept()
    {
        QStringList all;
        for (int i = 0; i < 12; ++i) {
            const auto name = studio_->path(QStringLiteral("file-%1.safetensors").arg(i));
            QVERIFY(QFile::copy(file_, name));
            open(Side::Source, name);
            all.prepend(name);
        }
        QCOMPARE(recent().files(), all.mid(0, RecentFiles::most));
        open(Side::Source, all[5]);
        QCOMPARE(recent().files().first(), all[5]);
        QCOMPARE(recent().files().size(), RecentFiles::most);
        QCOMPARE(filesIn("Recent Source Files").first()->toolTip(), all[5]);
    }

    void aMissingFileSaysSo()
    {
        open(Side::Source, file_);
        QVERIFY(QFile::remove(file_));
        emit menu("Recent Source Files")->aboutToShow();
        const auto *action = filesIn("Recent Source Files").first();
        QTRY_VERIFY(!action->isEnabled());
        QVERIFY(action->text().contains("not there any more"));
    }

    void longNamesLoseTheirMiddle()
    {
        const auto folder = studio_->path(QString(200, QLatin1Char('f')));
        QVERIFY(QDir().mkpath(folder));
        const auto name = folder + QStringLiteral("/the-end.safetensors");
        QVERIFY(QFile::copy(file_, name));
        open(Side::Source, name);
        const auto *action = filesIn("Recent Source Files").first();
        QVERIFY(action->text().contains(QStringLiteral("…")));
        QVERIFY(action->text().endsWith("the-end.safetensors"));
        QVERIFY(action->text().startsWith(name.first(5)));
        QCOMPARE(action->toolTip(), name);
    }

    void theListIsCleared()
    {
        open(Side::Source, file_);
        for (auto *action : menu("Recent Target Files")->actions()) {
            if (action->text() == "&Clear the List")
                action->trigger();
        }
        QVERIFY(recent().files().isEmpty());
        QVERIFY(filesIn("Recent Source Files").isEmpty());
        studio_->reopen();
        QVERIFY(recent().files().isEmpty());
    }

    void aFileThatCannotBeReadDoesNotJoin()
    {
        QFile out(studio_->path(QStringLiteral("broken.safetensors")));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("no weights");
        out.close();
        NetworkSpec spec;
        spec.weights = out.fileName().toStdString();
        studio_->session().openSource(spec);
        QTRY_VERIFY(!studio_->session().isBusy());
        QVERIFY(recent().files().isEmpty());
    }

    void columnsAreRememberedOnceChosen()
    {
        const auto columns = [this] {
            return studio_->window().transferPage()->matchingPanel()->columns();
        };
        QVERIFY(columns()->chosen().isEmpty());
        studio_->reopen();
        QVERIFY(columns()->chosen().isEmpty());
        columns()->actions().first()->trigger();
        const auto chosen = columns()->chosen();
        QVERIFY(!chosen.isEmpty());
        studio_->reopen();
        QCOMPARE(columns()->chosen(), chosen);
        columns()->actions().last()->trigger();
        studio_->reopen();
        QVERIFY(columns()->chosen().isEmpty());
    }

private:
    static void save(const QString &file)
    {
        NetworkSpec spec;
        spec.name = "resnet20";
        write_safetensors(file.toStdString(), open_network(spec, 1).weights);
    }

    void open(Side side, const QString &file)
    {
        NetworkSpec spec;
        spec.weights = file.toStdString();
        studio_->session().open(side, spec);
        QTRY_VERIFY(!recent().files().isEmpty() && recent().files().first() == file);
    }

    RecentFiles &recent() { return *studio_->window().recentFiles(); }

    QMenu *menu(const QString &title)
    {
        for (auto *menu : studio_->window().menuBar()->findChildren<QMenu *>()) {
            if (menu->title().remove(QLatin1Char('&')) == title)
                return menu;
        }
        return nullptr;
    }

    QList<QAction *> filesIn(const QString &title)
    {
        QList<QAction *> files;
        for (auto *action : menu(title)->actions()) {
            if (action->toolTip().contains(QLatin1Char('/')))
                files << action;
        }
        return files;
    }

    std::unique_ptr<test::StudioFixture> studio_;
    QString file_;
};

QTEST_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"

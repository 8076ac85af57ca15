#include "tests/ui/window/studio_fixture.h"

#include "ui/session/pinned_strategies.h"
#include "ui/strategy/seed_box.h"
#include "ui/window/command_palette.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        studio_ = std::make_unique<test::StudioFixture>();
        // Shortcuts are of the active window.
        studio_->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio_->window()));
    }
    void cleanup() { studio_.reset(); }

    void holdsEveryActionOfTheMenus()
    {
        const auto entries = paletteEntries(*menus());
        int actions = 0;
        const auto count = [&](auto &&self, const QList<QAction *> &list) -> void {
            for (const auto *action : list) {
                if (action->isSeparator() || !action->isVisible())
                    continue;
                if (action->menu())
                    self(self, action->menu()->actions());
                else
                    ++actions;
            }
        };
        count(count, menus()->actions());
        QCOMPARE(int(entries.size()), actions);
        QCOMPARE(palette()->shown().size(), entries.size());
        for (const auto &entry : entries)
            QVERIFY2(!entry.words.contains(QLatin1Char('&')), qPrintable(entry.words));
    }

    void typingFindsInAnyOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("name") << "dark"
                              << "View › Colors › Dark";
        QTest::newRow("two words") << "vgg16 target"
                                   << "File › Target from the Zoo › VGG › vgg16";
        QTest::newRow("beginning first") << "undo"
                                         << "Edit › Undo";
        QTest::newRow("method") << "dpiat"
                                << "Strategy › Method › DPIAT";
    }

    void typingFindsInAnyOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        auto *shown = palette();
        QTest::keyClicks(shown->findChild<QLineEdit *>(), typed);
        QVERIFY(!shown->shown().isEmpty());
        QVERIFY2(shown->shown().first().startsWith(first), qPrintable(shown->shown().first()));
        QTest::keyClicks(shown->findChild<QLineEdit *>(), QStringLiteral(" nothing is called so"));
        QVERIFY(shown->shown().isEmpty());
        // Enter without a hit does nothing.
        QTest::keyClick(shown->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(shown->isVisible());
    }

    void enterRunsWhatIsChosen()
    {
        auto *shown = palette();
        auto *search = shown->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("method dpiat"));
        auto *list = shown->findChild<QListWidget *>();
        QCOMPARE(list->currentRow(), 0);
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(search, Qt::Key_Up);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(studio_->session().strategy(), preset("dpiat"));
        QVERIFY(!shown->isVisible());
    }

    void whatCannotBeRunIsPassedBy()
    {
        auto *shown = palette();
        auto *search = shown->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("edit"));
        QVERIFY(!shown->shown().isEmpty());
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(shown->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!shown->isVisible());
    }

    /// A network or strategy that arrives fills menus anew while the palette is open.
    void whatIsGoneMeanwhileIsPassedOver()
    {
        auto *pinned = studio_->window().transferPage()->pinned();
        const auto unpinAll = QStringLiteral("Strategy › Pinned › Unpin All");
        pinned->pin();
        QCoreApplication::processEvents(); // the menu follows later
        auto *shown = palette();
        auto *search = shown->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("unpin all"));
        QCOMPARE(shown->shown(), QStringList{unpinAll});
        pinned->removeAll();
        QCoreApplication::processEvents();
        QTest::keyClick(search, Qt::Key_Return); // what stands there is gone
        QVERIFY(!shown->isVisible());

        pinned->pin();
        QCoreApplication::processEvents();
        shown = palette();
        search = shown->findChild<QLineEdit *>();
        pinned->removeAll();
        QCoreApplication::processEvents();
        QTest::keyClicks(search, QStringLiteral("unpin"));
        QVERIFY2(shown->shown().isEmpty(), qPrintable(shown->shown().join(u'\n')));
    }

    void theShortcutOpensIt()
    {
        QTest::keyClick(&studio_->window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(studio_->window().findChild<CommandPalette *>());
    }

    void noShortcutMeansTwoThings()
    {
        QSet<QString> keys;
        for (const auto &entry : paletteEntries(*menus())) {
            const auto shortcut = entry.action->shortcut().toString();
            QVERIFY2(shortcut.isEmpty() || !keys.contains(shortcut), qPrintable(shortcut));
            keys.insert(shortcut);
        }
    }

    void editMenuSaysWhatEachStepWas()
    {
        auto *undo = studio_->window().findChild<QAction *>(QStringLiteral("undo"));
        auto *redo = studio_->window().findChild<QAction *>(QStringLiteral("redo"));
        QVERIFY(!undo->isEnabled());
        QVERIFY(!redo->isEnabled());
        auto strategy = studio_->session().strategy();
        strategy.keep = SelectionRule::MaxVar;
        studio_->session().setStrategy(strategy);
        QVERIFY(undo->isEnabled());
        QCOMPARE(undo->text(), QStringLiteral("&Undo: keep the largest variances"));
        QTest::keyClick(&studio_->window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(studio_->session().strategy(), preset("tlvfc"));
        QVERIFY(!undo->isEnabled());
        QCOMPARE(undo->text(), QStringLiteral("&Undo"));
        QCOMPARE(redo->text(), QStringLiteral("&Redo: keep the largest variances"));
        QTest::keyClick(&studio_->window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(studio_->session().strategy(), strategy);
    }

    void undoReachesTheTransferFromASpinBox()
    {
        auto *seed = studio_->window().transferPage()->findChild<SeedBox *>(QStringLiteral("seed"));
        seed->setFocus();
        QTest::keyClick(seed, Qt::Key_Up);
        QCOMPARE(studio_->session().seed(), quint64(3));
        QTest::keyClick(seed, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(studio_->session().seed(), quint64(2));
        QCOMPARE(seed->value(), quint64(2));
    }

    void theDemoBeginsWithoutSteps()
    {
        studio_->window().openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), 60000);
        QCoreApplication::processEvents();
        QTRY_VERIFY(studio_->isPlanned());
        QCOMPARE(studio_->window().history()->stack()->count(), 0);
    }

private:
    QMenuBar *menus() { return studio_->window().menuBar(); }

    CommandPalette *palette()
    {
        studio_->window().showPalette();
        return studio_->window().findChild<CommandPalette *>();
    }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"

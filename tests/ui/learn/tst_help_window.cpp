#include "ui/learn/help_browser.h"
#include "ui/learn/help_window.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

#include <memory>

using namespace tlvfc::ui;

class TestHelpWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        help_ = std::make_unique<HelpWindow>();
        help_->show();
        QVERIFY(QTest::qWaitForWindowExposed(help_.get()));
    }
    void cleanup() { help_.reset(); }

    void beginsAtTheFirstPage()
    {
        QCOMPARE(help_->page(), QStringLiteral("index"));
        QVERIFY(browser().toPlainText().contains(QLatin1String("Transfer")));
        QVERIFY(!button("helpBack")->isEnabled());
    }

    void goesBackAndForward()
    {
        help_->showPage(QStringLiteral("strategy"));
        browser().setSource(QUrl(QStringLiteral("crossover.md#one-step")));
        QCOMPARE(help_->page(), QStringLiteral("crossover"));
        button("helpBack")->click();
        QCOMPARE(help_->page(), QStringLiteral("strategy"));
        QTest::keyClick(help_.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(help_->page(), QStringLiteral("index"));
        QVERIFY(!button("helpBack")->isEnabled());
        QTest::keyClick(help_.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(help_->page(), QStringLiteral("strategy"));
        QCOMPARE(help_->pages()->currentItem()->data(Qt::UserRole).toString(),
                 QStringLiteral("strategy"));
    }

    void showsTheSection()
    {
        help_->showPage(QStringLiteral("strategy"), QStringLiteral("keep"));
        QVERIFY(browser().verticalScrollBar()->value() > 0);
        const auto top = browser().cursorForPosition(QPoint(20, 14)).block().text();
        QCOMPARE(top, QStringLiteral("Keep"));
    }

    void leadsNowhereElse_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("web") << "https://example.org/index.md";
        QTest::newRow("file") << "file:///etc/hostname";
        QTest::newRow("no page") << "nothing.md";
    }

    void leadsNowhereElse()
    {
        QFETCH(QString, link);
        browser().setSource(QUrl(link));
        QCOMPARE(help_->page(), QStringLiteral("index"));
    }

    void searchFiltersAndJumps()
    {
        auto *field = help_->findChild<QLineEdit *>(QStringLiteral("helpSearch"));
        const int all = help_->pages()->count();
        QTest::keyClicks(field, QStringLiteral("two-tailed-any"));
        QCOMPARE(help_->page(), QStringLiteral("strategy"));
        QVERIFY(help_->pages()->count() < all);
        QCOMPARE(browser().currentHit(), 0);
        QCOMPARE(browser().extraSelections().size(), browser().hitCount());
        const auto hit = browser().extraSelections().first().cursor.selectedText();
        QCOMPARE(hit, QStringLiteral("two-tailed-any"));
        field->clear();
        QCOMPARE(help_->pages()->count(), all);
        QCOMPARE(browser().hitCount(), 0);
    }

    void hitsGoAround()
    {
        help_->showPage(QStringLiteral("strategy"));
        help_->search(QStringLiteral("variance"));
        QCOMPARE(help_->page(), QStringLiteral("strategy"));
        const int count = browser().hitCount();
        QVERIFY(count > 1);
        QCOMPARE(browser().currentHit(), 0);
        QTest::keyClick(help_.get(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(browser().currentHit(), count - 1);
        QTest::keyClick(help_.get(), Qt::Key_F3);
        QCOMPARE(browser().currentHit(), 0);
    }

    void theListMovesFromTheField()
    {
        help_->search(QStringLiteral("source"));
        const auto before = help_->page();
        auto *field = help_->findChild<QLineEdit *>(QStringLiteral("helpSearch"));
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(help_->page() != before);
        QVERIFY(browser().hitCount() > 0);
    }

    void nothingFoundIsSaid()
    {
        help_->search(QStringLiteral("zebra"));
        QCOMPARE(help_->pages()->count(), 0);
        QVERIFY(!help_->findChild<QLabel *>(QStringLiteral("helpHits"))->text().isEmpty());
    }

    void escapeCloses()
    {
        QTest::keyClick(help_.get(), Qt::Key_Escape);
        QVERIFY(!help_->isVisible());
    }

private:
    HelpBrowser &browser() { return *help_->browser(); }
    QToolButton *button(const char *name)
    {
        return help_->findChild<QToolButton *>(QLatin1String(name));
    }

    std::unique_ptr<HelpWindow> help_;
};

QTEST_MAIN(TestHelpWindow)
#include "tst_help_window.moc"

#include "tests/ui/window/studio_fixture.h"

#include "ui/learn/help_pages.h"
#include "ui/learn/help_topics.h"
#include "ui/learn/help_window.h"
#include "ui/window/learning.h"

#include <QAction>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

/// What a person would call a panel: a page of tabs or of a stack, or a part of a splitter.
QList<QWidget *> panelsOf(const QWidget &window)
{
    QList<QWidget *> panels;
    for (auto *stack : window.findChildren<QStackedWidget *>()) {
        for (int i = 0; i < stack->count(); ++i)
            panels.append(stack->widget(i));
    }
    for (auto *splitter : window.findChildren<QSplitter *>()) {
        for (int i = 0; i < splitter->count(); ++i)
            panels.append(splitter->widget(i));
    }
    return panels;
}

/// Its own, that of a panel around it, or of one that it holds; being on a page of many panels is
/// not enough.
HelpTopic ownTopicOf(const QWidget &panel)
{
    static const QStringList pages{QStringLiteral("transferPage"), QStringLiteral("trainingPage")};
    if (const auto own = helpTopicNamed(panel.objectName()); !own.page.isEmpty())
        return own;
    for (const auto *around = panel.parentWidget(); around && !pages.contains(around->objectName());
         around = around->parentWidget()) {
        if (const auto topic = helpTopicNamed(around->objectName()); !topic.page.isEmpty())
            return topic;
    }
    for (const auto *inside : panel.findChildren<QWidget *>()) {
        if (const auto topic = helpTopicNamed(inside->objectName()); !topic.page.isEmpty())
            return topic;
    }
    return {};
}

bool isThere(const HelpTopic &topic)
{
    const auto *page = findHelpPage(topic.page);
    if (!page || topic.section.isEmpty())
        return page;
    const auto lines = page->plain.split(u'\n');
    return std::any_of(lines.begin(), lines.end(),
                       [&](const QString &line) { return headingSlug(line) == topic.section; });
}

} // namespace

class TestLearning : public QObject
{
    Q_OBJECT

private slots:
    void init() { studio_ = std::make_unique<test::StudioFixture>(); }
    void cleanup() { studio_.reset(); }

    void everyPanelHasAPage()
    {
        const auto panels = panelsOf(window());
        QVERIFY(panels.size() > 15);
        for (const auto *panel : panels) {
            const auto topic = ownTopicOf(*panel);
            QVERIFY2(isThere(topic),
                     qPrintable(QStringLiteral("%1 “%2”: page “%3#%4”; ui/learn/help_topics.cpp")
                                    .arg(QLatin1String(panel->metaObject()->className()),
                                         panel->objectName(), topic.page, topic.section)));
        }
    }

    void everyNamedWidgetsTopicIsThere()
    {
        int named = 0;
        for (const auto *widget : window().findChildren<QWidget *>()) {
            const auto topic = helpTopicNamed(widget->objectName());
            if (topic.page.isEmpty())
                continue;
            ++named;
            QVERIFY2(isThere(topic), qPrintable(widget->objectName()));
        }
        QVERIFY(named > 25);
    }

    void f1OpensThePageOfTheFocus_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("focus");
        QTest::addColumn<QString>("help");
        QTest::newRow("network") << int(MainWindow::Transfer) << "networkChooser"
                                 << "matching";
        QTest::newRow("option") << int(MainWindow::Transfer) << "keepCombo"
                                << "strategy";
        QTest::newRow("method") << int(MainWindow::Transfer) << "method_tlvfc"
                                << "methods";
        QTest::newRow("recipe") << int(MainWindow::Train) << "epochs"
                                << "training";
        QTest::newRow("data") << int(MainWindow::Train) << "dataKind"
                              << "data";
        QTest::newRow("runs") << int(MainWindow::Train) << "otherRuns"
                              << "runs";
        QTest::newRow("nothing") << int(MainWindow::Compare) << ""
                                 << "compare";
    }

    void f1OpensThePageOfTheFocus()
    {
        QFETCH(int, page);
        QFETCH(QString, focus);
        QFETCH(QString, help);
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        window().showPage(static_cast<MainWindow::Page>(page));
        if (focus.isEmpty()) {
            if (auto *focused = QApplication::focusWidget())
                focused->clearFocus();
        } else {
            auto *widget = window().findChild<QWidget *>(focus);
            if (!widget)
                QSKIP("the window has another form of it");
            widget->setFocus();
            if (!widget->hasFocus())
                QSKIP("it lies where it does not show at first");
        }
        QTest::keyClick(&window(), Qt::Key_F1);
        QVERIFY(learning().helpWindow());
        QVERIFY(learning().helpWindow()->isVisible());
        QCOMPARE(learning().helpWindow()->page(), help);
    }

    void theMenusOfferAll()
    {
        QStringList texts;
        for (const auto *action : window().menuBar()->findChildren<QAction *>())
            texts << action->objectName();
        QVERIFY(texts.contains(QStringLiteral("startTour")));
        QVERIFY(texts.contains(QStringLiteral("openTour")));
    }

private:
    MainWindow &window() { return studio_->window(); }
    Learning &learning() { return *window().findChild<Learning *>(); }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestLearning)
#include "tst_learning.moc"

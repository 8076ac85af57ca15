#include "ui/window/message_bar.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace tlvfc::ui;

class TestMessageBar : public QObject
{
    Q_OBJECT

private slots:
    void takesNoRoomWhileEmpty()
    {
        QWidget window;
        auto *bar = new MessageBar(&window);
        window.show();
        QVERIFY(!bar->isVisible());
        bar->showError(QStringLiteral("One thing went wrong"));
        QVERIFY(bar->isVisible());
        bar->findChild<QToolButton *>(QStringLiteral("dismissMessage"))->click();
        QVERIFY(bar->messages().isEmpty());
        QVERIFY(!bar->isVisible());
    }

    void aSentenceStandsOnce()
    {
        MessageBar bar;
        bar.showError(QStringLiteral("a"));
        bar.show(MessageBar::Kind::Info, QStringLiteral("b"));
        bar.showError(QStringLiteral("a"));
        bar.showError({});
        QCOMPARE(bar.messages(), QStringList({"a", "b"}));
        bar.clear();
        QVERIFY(bar.messages().isEmpty());
    }

    void theOldestGivesWay()
    {
        MessageBar bar;
        for (const auto *sentence : {"1", "2", "3", "4", "5"})
            bar.showError(QString::fromLatin1(sentence));
        QCOMPARE(bar.messages(), QStringList({"2", "3", "4", "5"}));
    }

    void whatComesFromAFileIsNoMarkup()
    {
        MessageBar bar;
        bar.showError(QStringLiteral("<b>file</b>"));
        QCOMPARE(bar.findChild<QLabel *>(QStringLiteral("message"))->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"

// Seeds beyond what a spin box of Qt's holds, typed and stepped to.
#include "ui/session/transfer_session.h"
#include "ui/strategy/seed_box.h"
#include "ui/strategy/strategy_panel.h"

#include <QSignalSpy>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestSeedBox : public QObject
{
    Q_OBJECT

private slots:
    void anyNumberOf64Bits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<quint64>("seed");
        QTest::newRow("small") << "3" << quint64(3);
        QTest::newRow("beyond 32 bits") << "5000000000" << quint64(5000000000);
        QTest::newRow("the highest") << "18446744073709551615" << quint64(-1);
        QTest::newRow("a digit too many") << "184467440737095516159" << quint64(-1);
        QTest::newRow("no digits in it") << "-x4" << quint64(4);
        QTest::newRow("nothing") << "" << quint64(2);
    }

    void anyNumberOf64Bits()
    {
        QFETCH(QString, typed);
        QFETCH(quint64, seed);
        TransferSession session;
        session.setSeed(2);
        StrategyPanel panel(&session);
        panel.show();
        auto *box = panel.findChild<SeedBox *>(QStringLiteral("seed"));
        box->selectAll();
        QTest::keyClick(box, Qt::Key_Delete);
        QTest::keyClicks(box, typed);
        QCOMPARE(session.seed(), quint64(2)); // not before it is typed to its end
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(session.seed(), seed);
        QCOMPARE(box->text(), QString::number(seed));
        QVERIFY(panel.command().endsWith(QStringLiteral("--seed %1").arg(seed)));
        session.setSeed(quint64(1) << 40);
        QCOMPARE(box->text(), QStringLiteral("1099511627776"));
    }

    void stepsStayInRange()
    {
        SeedBox box;
        QSignalSpy changed(&box, &SeedBox::valueChanged);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.value(), quint64(0));
        QVERIFY(changed.isEmpty());
        QTest::keyClick(&box, Qt::Key_Up);
        QTest::keyClick(&box, Qt::Key_PageUp);
        QCOMPARE(box.value(), quint64(11));
        QTest::keyClick(&box, Qt::Key_PageDown);
        QTest::keyClick(&box, Qt::Key_PageDown);
        QCOMPARE(box.value(), quint64(0));
        box.setValue(quint64(-3));
        QTest::keyClick(&box, Qt::Key_PageUp);
        QCOMPARE(box.value(), quint64(-1));
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(box.text(), QStringLiteral("18446744073709551615"));
    }
};

QTEST_MAIN(TestSeedBox)
#include "tst_seed_box.moc"

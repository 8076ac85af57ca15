#include "ui/theme/counted.h"

#include <QLocale>
#include <QTest>

using namespace tlvfc::ui;

class TestCounted : public QObject
{
    Q_OBJECT

private slots:
    void aNumberFitsWhatItCounts_data()
    {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << "1 run"
                              << "%1 runs"
                              << "0 runs";
        QTest::newRow("one") << qint64(1) << "1 run"
                             << "%1 runs"
                             << "1 run";
        QTest::newRow("two") << qint64(2) << "1 run"
                             << "%1 runs"
                             << "2 runs";
        QTest::newRow("grouped") << qint64(1234) << "1 run"
                                 << "%L1 runs"
                                 << "1,234 runs";
        QTest::newRow("of one") << qint64(1) << "1 row: %2"
                                << "%1 rows: %2"
                                << "1 row: %2";
        QTest::newRow("of many") << qint64(7) << "1 row: %2"
                                 << "%1 rows: %2"
                                 << "7 rows: %2";
        QTest::newRow("beyond an int") << qint64(3'000'000'000) << "1"
                                       << "%1"
                                       << "3000000000";
    }

    void aNumberFitsWhatItCounts()
    {
        QFETCH(qint64, number);
        QFETCH(QString, one);
        QFETCH(QString, many);
        QFETCH(QString, text);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(counted(number, one, many), text);
    }
};

QTEST_GUILESS_MAIN(TestCounted)
#include "tst_counted.moc"

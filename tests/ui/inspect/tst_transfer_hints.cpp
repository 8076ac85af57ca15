// What the Transfer page tells people who look for the next step: the header, the keys, the files.
#include "tests/ui/inspect/transfer_page_fixture.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QKeySequence>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestTransferHints : public QObject, private test::TransferPageFixture
{
    Q_OBJECT

private slots:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void oneNetworkAloneAsksForTheOther_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<QString>("words");
        QTest::newRow("source") << Side::Source << "Now choose a target";
        QTest::newRow("target") << Side::Target << "Now choose a source";
    }

    void oneNetworkAloneAsksForTheOther()
    {
        QFETCH(Side, side);
        QFETCH(QString, words);
        const auto *counts = page_->findChild<QLabel *>(QStringLiteral("matchCounts"));
        QVERIFY(counts->text().startsWith(QLatin1String("Open a source and a target")));
        session_->open(side, {"resnet20", {}, 10});
        QTRY_VERIFY2(counts->text().startsWith(words), qPrintable(counts->text()));
        QTRY_VERIFY(session_->network(side) && !session_->isBusy());
        QVERIFY(counts->text().startsWith(words));
        session_->open(side == Side::Source ? Side::Target : Side::Source, {"resnet32", {}, 10});
        QTRY_VERIFY(session_->planHasWeights());
        QVERIFY2(counts->text().contains(QLatin1String("source layers serve")),
                 qPrintable(counts->text()));
    }

    /// Alt and a letter that the menu bar has would open neither.
    void everyMnemonicHasOneOwner()
    {
        QHash<QString, QString> owners;
        const auto claim = [&owners](const QString &text) {
            const auto key = QKeySequence::mnemonic(text).toString();
            if (key.isEmpty())
                return;
            QVERIFY2(!owners.contains(key),
                     qPrintable(QStringLiteral("%1: “%2” and “%3”").arg(key, text, owners[key])));
            owners[key] = text;
        };
        for (const auto *menu : {"&File", "&Edit", "&Strategy", "&Runs", "&View", "&Help"})
            claim(QLatin1String(menu));
        for (const auto *label : page_->findChildren<QLabel *>()) {
            if (label->buddy())
                claim(label->text());
        }
        for (const auto *button : page_->findChildren<QAbstractButton *>())
            claim(button->text());
        for (const auto *tabs : page_->findChildren<QTabBar *>()) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                claim(tabs->tabText(tab));
        }
        QVERIFY(owners.size() > 6);
    }

    void everyFormThatCanBeReadIsOffered_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const auto *ending : {"safetensors", "pth", "pt", "onnx", "index.json"})
            QTest::newRow(ending) << QStringLiteral("*.%1").arg(QLatin1String(ending));
    }

    void everyFormThatCanBeReadIsOffered()
    {
        QFETCH(QString, pattern);
        for (const auto side : {Side::Source, Side::Target}) {
            page_->chooseFile(side);
            auto *dialog = page_->findChild<QFileDialog *>();
            QVERIFY(dialog);
            const auto first = dialog->nameFilters().first();
            QVERIFY2(QString(first)
                         .replace(QLatin1Char(')'), QLatin1Char(' '))
                         .contains(pattern + QLatin1Char(' ')),
                     qPrintable(first));
            QSignalSpy gone(dialog, &QObject::destroyed);
            dialog->close();
            QTRY_VERIFY(!gone.isEmpty());
        }
    }
};

QTEST_MAIN(TestTransferHints)
#include "tst_transfer_hints.moc"

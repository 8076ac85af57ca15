#include "tests/ui/window/pseudo_translation.h"
#include "ui/window/translations.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void aLanguageIsLoaded();
    void coreTextsAreSingle();
    void thePseudoTranslationKeepsWhatIsNoWord_data();
    void thePseudoTranslationKeepsWhatIsNoWord();
};

void TestTranslations::aLanguageIsLoaded()
{
#ifdef TLVFC_LRELEASE
    const QTemporaryDir place;
    QFile source(place.filePath(QStringLiteral("tlvfc-studio_de.ts")));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("<!DOCTYPE TS><TS version=\"2.1\" language=\"de\"><context><name>Menus</name>"
                 "<message><source>&amp;File</source><translation>&amp;Datei</translation>"
                 "</message></context></TS>");
    source.close();
    QCOMPARE(QProcess::execute(QStringLiteral(TLVFC_LRELEASE),
                               {QStringLiteral("-silent"), source.fileName()}),
             0);
    const auto folder = QFileInfo(source).path();
    qputenv("TLVFC_TRANSLATIONS", folder.toLocal8Bit());
    QCOMPARE(translationFolders(), QStringList{folder});
    auto &program = *QCoreApplication::instance();
    QVERIFY(installTranslations(program, QLocale(QLocale::French)).isEmpty());
    const auto file = installTranslations(program, QLocale(QLocale::German, QLocale::Austria));
    QCOMPARE(QFileInfo(file).fileName(), QStringLiteral("tlvfc-studio_de.qm"));
    QCOMPARE(QCoreApplication::translate("Menus", "&File"), QStringLiteral("&Datei"));
    qunsetenv("TLVFC_TRANSLATIONS");
    QVERIFY(translationFolders().first().endsWith(QLatin1String("translations")));
#else
    QSKIP("Qt's tools for translations are not installed");
#endif
}

void TestTranslations::coreTextsAreSingle()
{
    auto texts = coreTexts();
    QVERIFY(texts.size() > 80);
    QVERIFY(texts.contains(QStringLiteral("the largest L2 norms (our own)")));
    QVERIFY(texts.contains(QStringLiteral("Xavier normal initialization")));
    QCOMPARE(texts.removeDuplicates(), 0);
    QVERIFY(!texts.contains(QString()));
}

void TestTranslations::thePseudoTranslationKeepsWhatIsNoWord_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("kept");
    QTest::addRow("placeholders") << "%1 of %L2"
                                  << "%1 ";
    QTest::addRow("tags") << "a <b>bold</b> word"
                          << "</b>";
    QTest::addRow("a mnemonic") << "&File"
                                << "&Ƒ";
    QTest::addRow("patterns") << "Weights (*.pth *.pt)"
                              << "(*.pth *.pt)";
    QTest::addRow("a colon stays last") << "Images:"
                                        << ":";
}

void TestTranslations::thePseudoTranslationKeepsWhatIsNoWord()
{
    QFETCH(QString, source);
    QFETCH(QString, kept);
    const auto text = test::PseudoTranslation::of(source);
    QVERIFY2(text.contains(kept), qPrintable(text));
    const auto letters = [](const QString &of) {
        return std::ranges::count_if(of, [](QChar letter) { return letter.isLetter(); });
    };
    QVERIFY(letters(text) >= letters(source) * 1.2); // tags and patterns do not grow
    QCOMPARE(test::PseudoTranslation::of(QStringLiteral("%1 × %2")), QStringLiteral("%1 × %2"));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"

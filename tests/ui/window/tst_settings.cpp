#include "ui/window/settings.h"

#include <QFile>
#include <QMainWindow>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc::ui;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void whatWasChosenComesBack()
    {
        {
            Settings settings(file());
            QCOMPARE(settings.theme(), ThemeChoice::System);
            settings.setTheme(ThemeChoice::Dark);
            settings.setPage(QStringLiteral("train"));
            settings.setLastFolder(QStringLiteral("weights"), QStringLiteral("/somewhere"));
        }
        const Settings again(file());
        QCOMPARE(again.theme(), ThemeChoice::Dark);
        QCOMPARE(again.page(), QStringLiteral("train"));
        QCOMPARE(again.lastFolder(QStringLiteral("weights")), QStringLiteral("/somewhere"));
        QCOMPARE(again.lastFolder(QStringLiteral("data")), QString());
    }

    void aMovedSplitterComesBackUntilTheLayoutIsReset()
    {
        const auto sizes = [](Settings &settings, bool moves) {
            QMainWindow window;
            auto *splitter = new QSplitter;
            splitter->setObjectName(QStringLiteral("someSplitter"));
            splitter->addWidget(new QWidget);
            splitter->addWidget(new QWidget);
            window.setCentralWidget(splitter);
            window.resize(400, 100);
            settings.keepSplitters(&window);
            window.show();
            if (moves) {
                splitter->setSizes({300, 100});
                emit splitter->splitterMoved(300, 1);
            }
            return splitter->sizes().first() > 250;
        };
        Settings settings(file());
        QVERIFY(!sizes(settings, false));
        QVERIFY(sizes(settings, true));
        QVERIFY(sizes(settings, false));
        settings.resetLayout();
        QVERIFY(!sizes(settings, false));
    }

    void garbageBeginsAnewWithAWord_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isDamaged");
        QTest::newRow("binary") << QByteArray("\0\xff[layout\ntheme=7\npage=\"\x01", 25) << true;
        QTest::newRow("another kind of file") << QByteArray("{\"theme\": \"dark\"}\n") << true;
        QTest::newRow("torn") << QByteArray("theme=dark\n[layout]\ngeome") << true;
        QTest::newRow("zeros, as after a power cut") << QByteArray(200, '\0') << true;
        QTest::newRow("values of no sense")
            << QByteArray("theme=7\npage=@Invalid()\n[picture]\nmm=-1\npoints=x\n"
                          "[layout]\ngeometry=@ByteArray(\\x1\\x2)\n")
            << false;
        QTest::newRow("empty") << QByteArray() << false;
    }

    void garbageBeginsAnewWithAWord()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, isDamaged);
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
        out.close();
        {
            Settings settings(file());
            QCOMPARE(settings.fault().contains(file() + ".damaged"), isDamaged);
            QCOMPARE(settings.fault().isEmpty(), !isDamaged);
            QCOMPARE(settings.theme(), ThemeChoice::System);
            QVERIFY(!settings.pictureShape());
            QMainWindow window;
            settings.restoreGeometry(&window);
            settings.keepSplitters(&window);
            settings.setTheme(ThemeChoice::Dark);
        }
        const Settings again(file());
        QVERIFY(again.fault().isEmpty());
        QCOMPARE(again.theme(), ThemeChoice::Dark);
        if (!isDamaged)
            return;
        QFile aside(file() + ".damaged");
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }

    void withoutAFileNothingIsKept()
    {
        Settings settings{QString()};
        settings.setTheme(ThemeChoice::Dark);
        QCOMPARE(settings.theme(), ThemeChoice::System);
    }

    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

private:
    QString file() const { return folder_->filePath(QStringLiteral("studio.ini")); }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"

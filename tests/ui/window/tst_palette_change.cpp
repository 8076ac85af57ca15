#include "tests/ui/window/studio_fixture.h"
#include "ui/theme/fault_label.h"
#include "ui/training/launch_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/palettes.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMap>

using namespace tlvfc;
using namespace tlvfc::ui;

/// A window that goes from light to dark looks like one that was opened so.
class TestPaletteChange : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QApplication::setPalette(desktop_); }

    void whatStandsFollows_data()
    {
        QTest::addColumn<ThemeChoice>("before");
        QTest::addColumn<ThemeChoice>("after");
        QTest::newRow("darker") << ThemeChoice::Light << ThemeChoice::Dark;
        QTest::newRow("lighter") << ThemeChoice::Dark << ThemeChoice::Light;
    }

    void whatStandsFollows()
    {
        QFETCH(ThemeChoice, before);
        QFETCH(ThemeChoice, after);
        const auto changed = looks(before, after);
        const auto fresh = looks(after, after);
        QVERIFY(fresh.size() > 100);
        QCOMPARE(changed.keys(), fresh.keys());
        for (auto look = fresh.cbegin(); look != fresh.cend(); ++look)
            QVERIFY2(changed.value(look.key()) == look.value(), qPrintable(look.key()));
    }

    void aFaultFollows_data()
    {
        QTest::addColumn<Ink>("color");
        QTest::newRow("fault") << Ink::Error;
        QTest::newRow("warning") << Ink::Warning;
    }

    void aFaultFollows()
    {
        QFETCH(Ink, color);
        QWidget parent;
        FaultLabel label(QStringLiteral("fault"), color);
        label.setParent(&parent);
        QVERIFY(label.isHidden());
        label.setFault(QStringLiteral("Choose <another>."));
        QVERIFY(!label.isHidden());
        parent.show();
        for (const auto choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            const auto palette = paletteFor(choice, desktop_);
            QApplication::setPalette(palette);
            QCoreApplication::processEvents();
            QCOMPARE(label.palette().color(QPalette::WindowText), ink(color, palette));
            QCOMPARE(label.palette().color(QPalette::Window), palette.color(QPalette::Window));
        }
        label.setFault({});
        QVERIFY(label.isHidden());
    }

private:
    /// The signs and colors of all buttons and labels, by place.
    static QMap<QString, QImage> looks(ThemeChoice first, ThemeChoice then)
    {
        test::StudioFixture studio;
        auto &window = studio.window();
        window.setTheme(first);
        studio.reopen();
        studio.window().messages()->show(MessageBar::Kind::Warning, QStringLiteral("Careful."));
        studio.launch().check(); // says what is missing
        QCoreApplication::processEvents();
        studio.window().setTheme(then);
        QCoreApplication::processEvents();
        QMap<QString, QImage> looks;
        int number = 0;
        for (auto *widget : studio.window().findChildren<QWidget *>()) {
            const auto place =
                QStringLiteral("%1 %2 %3")
                    .arg(++number, 5)
                    .arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
            if (const auto *button = qobject_cast<QAbstractButton *>(widget))
                looks[place] = button->icon().pixmap(16).toImage();
            const auto *label = qobject_cast<QLabel *>(widget);
            if (!label)
                continue;
            looks[place] = label->pixmap().toImage();
            QImage ink(1, 1, QImage::Format_RGB32);
            ink.fill(label->palette().color(label->foregroundRole()));
            looks[place + QStringLiteral(" text")] = ink;
        }
        return looks;
    }

    const QPalette desktop_ = QApplication::palette();
};

QTEST_MAIN(TestPaletteChange)
#include "tst_palette_change.moc"

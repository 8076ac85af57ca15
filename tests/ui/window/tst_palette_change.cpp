#include "tests/ui/window/studio_fixture.h"
#include "ui/theme/fault_label.h"
#include "ui/training/launch_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/palettes.h"
#include "ui/window/studio_style.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMap>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStyleOptionViewItem>

#include <cmath>

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

    void emptyBoxesAreSeen_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::addColumn<QStyle::PrimitiveElement>("element");
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            const auto *ground = choice == ThemeChoice::Light ? "light" : "dark";
            QTest::addRow("check box, %s", ground) << choice << QStyle::PE_IndicatorCheckBox;
            QTest::addRow("check box of a list, %s", ground)
                << choice << QStyle::PE_IndicatorItemViewItemCheck;
            QTest::addRow("radio button, %s", ground) << choice << QStyle::PE_IndicatorRadioButton;
        }
    }

    void emptyBoxesAreSeen()
    {
        QFETCH(ThemeChoice, choice);
        QFETCH(QStyle::PrimitiveElement, element);
        StudioStyle style;
        QStyleOptionViewItem item;
        QStyleOptionButton button;
        QStyleOption &option = element == QStyle::PE_IndicatorItemViewItemCheck
                                   ? static_cast<QStyleOption &>(item)
                                   : button;
        option.palette = paletteFor(choice, desktop_);
        option.rect = QRect(2, 2, 14, 14);
        option.state = QStyle::State_Enabled | QStyle::State_Off;
        const auto base = option.palette.color(QPalette::Base);
        QImage picture(18, 18, QImage::Format_RGB32);
        picture.fill(base);
        QPainter painter(&picture);
        style.drawPrimitive(element, &option, &painter, nullptr);
        painter.end();
        double strongest = 1;
        for (int x = 0; x < picture.width(); ++x)
            strongest = std::max(strongest, contrast(picture.pixelColor(x, 9), base));
        QVERIFY2(strongest >= 1.8, qPrintable(QString::number(strongest)));
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
    /// From 1 to 21, as WCAG 2 has it.
    static double contrast(const QColor &one, const QColor &other)
    {
        const auto light = [](const QColor &color) {
            const auto linear = [](double c) {
                return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
                   0.0722 * linear(color.blueF()) + 0.05;
        };
        const double a = light(one);
        const double b = light(other);
        return std::max(a, b) / std::min(a, b);
    }

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
            if (const auto *button = qobject_cast<QAbstractButton *>(widget)) {
                looks[place] = button->icon().pixmap(16).toImage();
                QImage ground(1, 1, QImage::Format_RGB32);
                ground.fill(button->palette().color(QPalette::Button));
                looks[place + QStringLiteral(" ground")] = ground;
            }
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

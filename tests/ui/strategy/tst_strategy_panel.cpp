#include "core/base/error.h"
#include "ui/session/transfer_session.h"
#include "ui/strategy/option_row.h"
#include "ui/strategy/seed_box.h"
#include "ui/strategy/strategy_file.h"
#include "ui/strategy/strategy_panel.h"
#include "ui/strategy/strategy_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

/// One option of the panel, seen from outside.
struct Option
{
    const char *combo;
    QList<OptionEntry> entries;
    std::function<int(const Strategy &)> read;
    std::function<void(Strategy &, int)> write;
};

template <typename Enum>
Option optionOf(const char *combo, Enum Strategy::*member)
{
    return {combo, optionEntries<Enum>(),
            [member](const Strategy &s) { return static_cast<int>(s.*member); },
            [member](Strategy &s, int value) { s.*member = static_cast<Enum>(value); }};
}

QList<Option> allOptions()
{
    return {optionOf("convCombo", &Strategy::conv),
            optionOf("fcCombo", &Strategy::fc),
            optionOf("standardizationCombo", &Strategy::standardization),
            optionOf("matchingCombo", &Strategy::matching),
            optionOf("padCombo", &Strategy::pad),
            optionOf("poolCombo", &Strategy::pool),
            optionOf("keepCombo", &Strategy::keep),
            optionOf("removeCombo", &Strategy::remove),
            optionOf("crossoverCombo", &Strategy::crossover),
            optionOf("fillCombo", &Strategy::fill),
            optionOf("controlCombo", &Strategy::control)};
}

template <typename Widget>
Widget *child(const QWidget &panel, const QString &name)
{
    return panel.findChild<Widget *>(name);
}

void choose(QComboBox *combo, int row)
{
    combo->setCurrentIndex(row);
    emit combo->activated(row);
}

} // namespace

class TestStrategyPanel : public QObject
{
    Q_OBJECT

private slots:
    void everyOptionRoundTrips_data()
    {
        QTest::addColumn<int>("option");
        QTest::addColumn<int>("row");
        const auto options = allOptions();
        for (int i = 0; i < options.size(); ++i) {
            for (int row = 0; row < options[i].entries.size(); ++row)
                QTest::addRow("%s %s", options[i].combo, qPrintable(options[i].entries[row].name))
                    << i << row;
        }
    }

    void everyOptionRoundTrips()
    {
        QFETCH(int, option);
        QFETCH(int, row);
        const auto chosen = allOptions()[option];
        const int value = chosen.entries[row].value;

        // Shown as it is set …
        StrategyPanel panel(nullptr);
        QSignalSpy edited(&panel, &StrategyPanel::strategyEdited);
        Strategy strategy = preset("tlvfc");
        chosen.write(strategy, value);
        panel.setStrategy(strategy);
        auto *combo = child<QComboBox>(panel, QString::fromLatin1(chosen.combo));
        QVERIFY(combo);
        QCOMPARE(combo->currentText(), chosen.entries[row].name);
        QVERIFY(panel.strategy() == strategy);
        QCOMPARE(edited.size(), 0);

        // … and set as it is chosen.
        panel.setStrategy(preset("tlvfc"));
        choose(combo, row);
        QVERIFY(panel.strategy() == strategy);
        QCOMPARE(edited.size(), strategy == preset("tlvfc") ? 0 : 1);
    }

    void methodsSetTheirPresets_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &info : methods())
            QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
    }

    void methodsSetTheirPresets()
    {
        QFETCH(QString, name);
        const auto &all = methods();
        const auto info = std::ranges::find(all, name.toStdString(), &MethodInfo::name);
        StrategyPanel panel(nullptr);
        Strategy other = preset("tlvfc-base");
        other.keep = SelectionRule::MinVar;
        other.locks.push_back({"features.0", "conv1"});
        panel.setStrategy(other);
        QSignalSpy edited(&panel, &StrategyPanel::strategyEdited);
        auto *button = child<QRadioButton>(panel, QStringLiteral("method_") + name);
        QVERIFY(button);
        button->click();
        auto expected = preset(info->name);
        expected.locks = other.locks; // a pair locked by hand outlives the method
        QVERIFY(panel.strategy() == expected);
        QVERIFY(button->isChecked());
        QCOMPARE(edited.size(), 1);
    }

    void changesAreToldAndTakenBack()
    {
        StrategyPanel panel(nullptr);
        auto *button = child<QRadioButton>(panel, QStringLiteral("method_tlvfc"));
        auto *reset = child<QToolButton>(panel, QStringLiteral("reset_tlvfc"));
        QCOMPARE(button->text(), QStringLiteral("TLVFC"));
        QVERIFY(reset->isHidden());
        child<QDoubleSpinBox>(panel, QStringLiteral("crossoverRate"))->setValue(0.25);
        QCOMPARE(panel.strategy().crossover_rate, 0.25);
        QCOMPARE(button->text(), QStringLiteral("TLVFC (changed)"));
        QVERIFY(button->isChecked() && !reset->isHidden());
        reset->click();
        QVERIFY(panel.strategy() == preset("tlvfc"));
        QCOMPARE(button->text(), QStringLiteral("TLVFC"));
    }

    void publishedMethodsStandAlwaysOthersBelowHeadings()
    {
        StrategyPanel panel(nullptr);
        panel.show();
        const auto isThere = [&](const MethodInfo &info) {
            return child<QRadioButton>(panel, QStringLiteral("method_") +
                                                  QString::fromStdString(info.name))
                ->isVisible();
        };
        auto *crossed = child<QToolButton>(panel, QStringLiteral("methodsCrossed"));
        auto *control = child<QToolButton>(panel, QStringLiteral("methodsControl"));
        const auto verifyOpen = [&](bool isCrossedOpen, bool isControlOpen) {
            for (const auto &info : methods()) {
                const bool expected =
                    info.group == MethodInfo::Group::Published ||
                    (info.group == MethodInfo::Group::Crossed ? isCrossedOpen : isControlOpen);
                QVERIFY2(isThere(info) == expected, info.name.c_str());
            }
        };
        verifyOpen(false, false);
        crossed->click();
        verifyOpen(true, false);
        crossed->click();
        verifyOpen(false, false);

        // By itself, where the method lies below; once it is closed by hand it stays so.
        panel.setStrategy(preset("tlvfc-shuffled"));
        verifyOpen(false, true);
        control->click();
        auto changed = preset("tlvfc-shuffled");
        changed.keep = SelectionRule::MinVar;
        panel.setStrategy(changed);
        verifyOpen(false, false);
    }

    void optionsWithoutEffectAreDisabled_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("disabled"); ///< these and no others
        const QString kernels = QStringLiteral("pad pool keep remove");
        QTest::newRow("he") << "he"
                            << "standardization matching " + kernels + " fill control";
        QTest::newRow("glorot") << "glorot"
                                << "standardization matching " + kernels + " fill control";
        QTest::newRow("he-cross") << "he-cross"
                                  << "standardization matching " + kernels;
        QTest::newRow("he-stats") << "he-stats"
                                  << "standardization matching " + kernels + " fill";
        QTest::newRow("dpiat") << "dpiat" << kernels + " fill";
        QTest::newRow("dpiat-cross") << "dpiat-cross" << kernels;
        QTest::newRow("tlvfc") << "tlvfc"
                               << "standardization";
        QTest::newRow("tlvfc-base") << "tlvfc-base"
                                    << "standardization fill";
        QTest::newRow("he-norm") << "he-norm"
                                 << "standardization fill";
        QTest::newRow("tlvfc-dropout") << "tlvfc-dropout"
                                       << "standardization";
    }

    void optionsWithoutEffectAreDisabled()
    {
        QFETCH(QString, method);
        QFETCH(QString, disabled);
        StrategyPanel panel(nullptr);
        panel.setStrategy(preset(method.toStdString()));
        QStringList found;
        for (const auto &option : allOptions()) {
            const auto name = QString::fromLatin1(option.combo);
            const auto *box = child<QComboBox>(panel, name);
            QCOMPARE(box->parentWidget()->toolTip().isEmpty(), box->isEnabled());
            if (!box->isEnabled())
                found << QString(name).remove(QStringLiteral("Combo"));
        }
        auto expected = disabled.split(QLatin1Char(' '));
        found.sort();
        expected.sort();
        QCOMPARE(found, expected);
        const auto *rate = child<QDoubleSpinBox>(panel, QStringLiteral("crossoverRate"));
        QCOMPARE(rate->isEnabled(), !expected.contains(QStringLiteral("fill")));
    }

    void aControlThatCannotBeCanBeTakenBack()
    {
        StrategyPanel panel(nullptr);
        auto strategy = preset("he");
        strategy.control = Control::ShuffledSource;
        panel.setStrategy(strategy);
        auto *control = child<QComboBox>(panel, QStringLiteral("controlCombo"));
        QVERIFY(control->isEnabled());
        choose(control, 0);
        QVERIFY(panel.strategy() == preset("he"));
    }

    void commandsSayOnlyWhatDiffers_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("isChanged");
        QTest::addColumn<QString>("command");
        QTest::newRow("preset") << "tlvfc-base" << false
                                << "tlvfc transfer --source vgg16 --source-weights 'my vgg.pth' "
                                   "--target resnet20 --target-classes 10 --method tlvfc-base "
                                   "--seed 7";
        QTest::newRow("changed") << "tlvfc" << true
                                 << "tlvfc transfer --source vgg16 --source-weights 'my vgg.pth' "
                                    "--target resnet20 --target-classes 10 --method tlvfc "
                                    "--pad init --keep maxVar --crossover-rate 0.25 "
                                    "--crossover-fill noise --control shuffled "
                                    "--lock features.0=conv1 --seed 7";
    }

    void commandsSayOnlyWhatDiffers()
    {
        QFETCH(QString, method);
        QFETCH(bool, isChanged);
        auto strategy = preset(method.toStdString());
        if (isChanged) {
            strategy.pad = PadMethod::Init;
            strategy.keep = SelectionRule::MaxVar;
            strategy.crossover_rate = 0.25;
            strategy.fill = CrossoverFill::Noise;
            strategy.control = Control::ShuffledSource;
            strategy.locks.push_back({"features.0", "conv1"});
        }
        QTEST(transferCommand({"vgg16", "my vgg.pth", 0}, {"resnet20", "", 10}, strategy, 7),
              "command");
    }

    void copiesTheCommand()
    {
        StrategyPanel panel(nullptr);
        child<QPushButton>(panel, QStringLiteral("copyCommand"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), panel.command());
        QVERIFY(panel.command().startsWith(
            QStringLiteral("tlvfc transfer --source SOURCE --target TARGET --method tlvfc")));
    }

    void strategiesArePassedOnAsText()
    {
        auto strategy = preset("tlvfc");
        strategy.keep = SelectionRule::L2;
        strategy.crossover_rate = 0.25;
        strategy.locks = {{"layer1.0.conv1", "layer1.1.conv2"}};
        QCOMPARE(strategyFromText(strategyText(strategy), "a file"), strategy);
        for (const auto &info : methods())
            QCOMPARE(strategyFromText(strategyText(preset(info.name)), {}), preset(info.name));
        // Bare, as a run's specification has it inside, and short.
        const auto bare = QByteArray::fromStdString(to_json(strategy).dump());
        QCOMPARE(strategyFromText(bare, {}), strategy);
        QCOMPARE(strategyFromText(R"({"method": "dpiat"})", {}), preset("dpiat"));
    }

    void foreignTextsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QByteArray() << "no strategy";
        QTest::newRow("no JSON") << QByteArray("{method") << "no strategy";
        QTest::newRow("a list") << QByteArray("[1]") << "no strategy";
        QTest::newRow("another object") << QByteArray(R"({"a": 1})") << "no strategy";
        QTest::newRow("a number") << QByteArray(R"({"strategy": 3})") << "no strategy";
        QTest::newRow("method") << QByteArray(R"({"method": "x"})") << "x";
        QTest::newRow("misspelled") << QByteArray(R"({"method": "he", "kep": "l2"})") << "kep";
        QTest::newRow("value") << QByteArray(R"({"method": "he", "keep": "most"})") << "most";
        QTest::newRow("type") << QByteArray(R"({"method": "he", "keep": 3})") << "keep";
        QTest::newRow("rate") << QByteArray(R"({"method": "tlvfc", "crossover_rate": 7})")
                              << "crossover rate";
    }

    void foreignTextsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        try {
            strategyFromText(text, QStringLiteral("a file"));
            QFAIL("it was taken");
        } catch (const Error &error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(word), error.what());
        }
    }

    void locksAreReleased()
    {
        StrategyPanel panel(nullptr);
        auto strategy = preset("tlvfc");
        strategy.locks.push_back({"features.0", "conv1"});
        panel.setStrategy(strategy);
        QVERIFY(!child<QLabel>(panel, QStringLiteral("locksWords"))->parentWidget()->isHidden());
        child<QToolButton>(panel, QStringLiteral("releaseLocks"))->click();
        QVERIFY(panel.strategy() == preset("tlvfc"));
        QVERIFY(child<QLabel>(panel, QStringLiteral("locksWords"))->parentWidget()->isHidden());
    }

    void goesWithTheSession()
    {
        TransferSession session;
        StrategyPanel panel(&session);
        QVERIFY(panel.strategy() == session.strategy());
        QSignalSpy changed(&session, &TransferSession::strategyChanged);
        auto *keep = child<QComboBox>(panel, QStringLiteral("keepCombo"));
        choose(keep, keep->findText(QStringLiteral("minVar")));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(session.strategy().keep, SelectionRule::MinVar);

        session.setStrategy(preset("glorot"));
        QVERIFY(panel.strategy() == preset("glorot"));
        QVERIFY(child<QRadioButton>(panel, QStringLiteral("method_glorot"))->isChecked());

        auto *seed = child<SeedBox>(panel, QStringLiteral("seed"));
        seed->setValue(41);
        QCOMPARE(session.seed(), quint64(41));
        session.setSeed(5);
        QCOMPARE(seed->value(), quint64(5));
        QVERIFY(panel.command().endsWith(QStringLiteral("--seed 5")));
    }
};

QTEST_MAIN(TestStrategyPanel)
#include "tst_strategy_panel.moc"

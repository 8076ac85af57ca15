#include "core/base/error.h"
#include "core/training/options.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace tlvfc;

using Change = std::function<void(TrainingOptions &)>;
Q_DECLARE_METATYPE(Change)

class TestTrainingOptions : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultsAreThePublishedRecipe();
    void refused_data();
    void refused();
    void comeBackFromJson();
    void absentKeysTakeTheDefaults();
    void wrongTypesAreNamed_data();
    void wrongTypesAreNamed();
    void unknownChoicesAreNamed();
};

void TestTrainingOptions::theDefaultsAreThePublishedRecipe()
{
    const TrainingOptions options;
    options.validate();
    QCOMPARE(options.epochs, 200);
    QCOMPARE(options.batch, 128);
    QCOMPARE(options.learning_rate, 1e-4);
    QCOMPARE(options.weight_decay, 5e-4);
    QVERIFY(options.schedule == Schedule::Constant);
}

void TestTrainingOptions::refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("option");
    const auto row = [](const char *name, const char *option, Change change) {
        QTest::newRow(name) << change << QString(option);
    };
    row("no epochs", "epochs", [](auto &o) { o.epochs = 0; });
    row("too many epochs", "epochs", [](auto &o) { o.epochs = 100001; });
    row("a batch of one", "batch", [](auto &o) { o.batch = 1; });
    row("a negative batch", "batch", [](auto &o) { o.batch = -16; });
    row("a rate of zero", "lr", [](auto &o) { o.learning_rate = 0; });
    row("a rate above ten", "lr", [](auto &o) { o.learning_rate = 11; });
    row("a rate that is no number", "lr", [](auto &o) { o.learning_rate = std::nan(""); });
    row("negative weight decay", "weight-decay", [](auto &o) { o.weight_decay = -1e-4; });
    row("weight decay above one", "weight-decay", [](auto &o) { o.weight_decay = 2; });
    row("a rising rate", "lr-decay-factor", [](auto &o) { o.decay = 1.5; });
    row("a milestone at the end", "milestones", [](auto &o) { o.milestones = {0.5, 1.0}; });
    row("a milestone in percent", "milestones", [](auto &o) { o.milestones = {60}; });
    row("a momentum of one", "momentum", [](auto &o) { o.momentum = 1; });
    row("a warm-up without an end", "warmup", [](auto &o) { o.warmup_epochs = 200; });
    row("smoothing all away", "label-smoothing", [](auto &o) { o.label_smoothing = 1; });
    row("a negative norm", "clip-norm", [](auto &o) { o.clip_norm = -1; });
    row("an average that never moves", "ema", [](auto &o) { o.ema = 1; });
    row("negative patience", "patience", [](auto &o) { o.patience = -1; });
    row("negative clean images", "clean-images", [](auto &o) { o.clean_images = -1; });
}

void TestTrainingOptions::refused()
{
    QFETCH(Change, change);
    QFETCH(QString, option);
    TrainingOptions options;
    change(options);
    try {
        options.validate();
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QCOMPARE(QString::fromStdString(error.where()), "option " + option);
    }
}

void TestTrainingOptions::comeBackFromJson()
{
    TrainingOptions options;
    options.epochs = 3;
    options.batch = 17;
    options.learning_rate = 0.1 + 0.2;
    options.weight_decay = 0;
    options.schedule = Schedule::Steps;
    options.milestones = {0.1, 0.25, 1.0 / 3.0};
    options.decay = 0.5;
    options.optimizer = OptimizerKind::Sgd;
    options.momentum = 0.8;
    options.warmup_epochs = 0.25;
    options.label_smoothing = 0.1;
    options.clip_norm = 1.5;
    options.ema = 0.999;
    options.precision = Precision::BFloat16;
    options.patience = 4;
    options.gradient_norm = true;
    options.clean_images = 7;
    options.on_bad_loss = OnBadLoss::GoBack;
    options.on_out_of_memory = OnOutOfMemory::Split;
    const auto text = to_text(to_json(options));
    QVERIFY(training_options_from_json(Json::parse(text), "x") == options);
}

void TestTrainingOptions::absentKeysTakeTheDefaults()
{
    QVERIFY(training_options_from_json(Json::object(), "x") == TrainingOptions());
    QCOMPARE(training_options_from_json({{"epochs", 7}}, "x").epochs, 7);
}

void TestTrainingOptions::wrongTypesAreNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("key");
    QTest::newRow("text for a number") << R"({"epochs": "ten"})"
                                       << "'epochs'";
    QTest::newRow("a number for a flag") << R"({"gradient_norm": 3})"
                                         << "'gradient_norm'";
    QTest::newRow("nothing") << R"({"lr": null})"
                             << "'lr'";
    QTest::newRow("a number for a list") << R"({"milestones": 0.6})"
                                         << "'milestones'";
    QTest::newRow("a list of text") << R"({"milestones": ["a"]})"
                                    << "'milestones'";
}

void TestTrainingOptions::wrongTypesAreNamed()
{
    QFETCH(QString, json);
    QFETCH(QString, key);
    try {
        training_options_from_json(Json::parse(json.toStdString()), "spec.json");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        QVERIFY2(QString(error.what()).contains(key), error.what());
        QCOMPARE(QString::fromStdString(error.where()), QString("spec.json"));
    }
}

void TestTrainingOptions::unknownChoicesAreNamed()
{
    try {
        training_options_from_json({{"schedule", "linear"}}, "spec.json");
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QString(error.what()).contains("choose one of constant, steps, cosine"),
                 error.what());
    }
}

QTEST_GUILESS_MAIN(TestTrainingOptions)
#include "tst_training_options.moc"

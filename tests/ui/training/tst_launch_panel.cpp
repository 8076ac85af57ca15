// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/zoo.h"
#include "ui/theme/fault_label.h"
#include "ui/training/augmentation_panel.h"
#include "ui/training/data_chooser.h"
#include "ui/training/form_section.h"
#include "ui/training/launch_panel.h"
#include "ui/training/recipe_panel.h"

#include "core/training/device.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace tlvfc;
using namespace tlvfc::ui;

using Change = std::function<void(RunSpec &)>;
Q_DECLARE_METATYPE(Change)

namespace {

/// What Start takes without a source.
RunSpec startable()
{
    RunSpec spec;
    spec.target.name = "resnet20";
    spec.strategy = preset("he");
    spec.data.source = "made-up";
    return spec;
}

} // namespace

class TestLaunchPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        panel_ = std::make_unique<LaunchPanel>();
        const auto spec = startable();
        panel_->setTransfer({}, {spec.target, nullptr}, spec.strategy);
        panel_->setSpec(spec);
    }
    void cleanup() { panel_.reset(); }

    void everyOptionComesBack_data();
    void everyOptionComesBack();
    void everyFieldSaysWhatItIsFor();
    void aFoldedSectionSaysWhatDiffers();
    void optionsWithoutEffectDoNotDiffer();
    void faultsStandAtTheirFields_data();
    void faultsStandAtTheirFields();
    void aFaultGoesWithItsCause();
    void theTargetFollowsTheDataAloud();
    void whatIsChangedIsSaid();
    void whatIsNoNumberIsSaid_data();
    void whatIsNoNumberIsSaid();
    void anEmptyLineIsNone();
    void scrollingTheFormChangesNothing();
    void aFaultIsScrolledTo();
    void aGpuThatIsNotHereIsSaidBeforeTheStart();

private:
    FormSection *beyond() { return panel_->recipe()->beyond(); }
    FormSection *augmentation() { return panel_->data()->augmentation()->section(); }

    template <typename Widget>
    Widget *editor(const char *option)
    {
        return panel_->findChild<Widget *>(QString::fromLatin1(option));
    }

    void choose(const char *option, int value)
    {
        auto *box = editor<QComboBox>(option);
        box->setCurrentIndex(box->findData(value));
    }

    std::unique_ptr<LaunchPanel> panel_;
};

void TestLaunchPanel::everyOptionComesBack_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("as published", [](RunSpec &) {});
    row("epochs", [](RunSpec &s) { s.training.epochs = 17; });
    row("batch", [](RunSpec &s) { s.training.batch = 4096; });
    row("rate", [](RunSpec &s) { s.training.learning_rate = 0.1234567891234; });
    row("small rate", [](RunSpec &s) { s.training.learning_rate = 3e-7; });
    row("weight decay", [](RunSpec &s) { s.training.weight_decay = 0.0; });
    row("steps", [](RunSpec &s) { s.training.schedule = Schedule::Steps; });
    row("cosine", [](RunSpec &s) { s.training.schedule = Schedule::Cosine; });
    row("milestones", [](RunSpec &s) { s.training.milestones = {0.25}; });
    row("decay", [](RunSpec &s) { s.training.decay = 0.5; });
    row("part", [](RunSpec &s) { s.training.trains = TrainedPart::Classifier; });
    row("optimizer", [](RunSpec &s) { s.training.optimizer = OptimizerKind::Sgd; });
    row("momentum", [](RunSpec &s) { s.training.momentum = 0.0; });
    row("warm-up", [](RunSpec &s) { s.training.warmup_epochs = 2.5; });
    row("label smoothing", [](RunSpec &s) { s.training.label_smoothing = 0.1; });
    row("clip norm", [](RunSpec &s) { s.training.clip_norm = 1.0; });
    row("average", [](RunSpec &s) { s.training.ema = 0.99995; });
    row("precision", [](RunSpec &s) { s.training.precision = Precision::BFloat16; });
    row("patience", [](RunSpec &s) { s.training.patience = 12; });
    row("gradient norm", [](RunSpec &s) { s.training.gradient_norm = true; });
    row("clean images", [](RunSpec &s) { s.training.clean_images = 0; });
    row("bad loss", [](RunSpec &s) { s.training.on_bad_loss = OnBadLoss::GoBack; });
    row("memory", [](RunSpec &s) { s.training.on_out_of_memory = OnOutOfMemory::Split; });
    row("crop", [](RunSpec &s) { s.data.random_crop = false; });
    row("crop's margins", [](RunSpec &s) { s.data.crop_padding = 2; });
    row("flip", [](RunSpec &s) { s.data.horizontal_flip = false; });
    row("jitter", [](RunSpec &s) { s.data.color_jitter = 0.4; });
    row("RandAugment", [](RunSpec &s) { s.data.rand_augment = 2; });
    row("its strength", [](RunSpec &s) { s.data.rand_augment_strength = 14; });
    row("mixup", [](RunSpec &s) { s.data.mixup = 0.2; });
    row("validation", [](RunSpec &s) { s.data.validation_share = 0.15; });
    row("no validation", [](RunSpec &s) { s.data.validation_share = 0.0; });
    row("stratified", [](RunSpec &s) { s.data.stratified = true; });
    row("scaled decoding", [](RunSpec &s) { s.data.scaled_decode = true; });
    row("side", [](RunSpec &s) { s.data.image_size = 64; });
    row("classes", [](RunSpec &s) { s.data.class_limit = 3; });
    row("per class", [](RunSpec &s) { s.data.per_class_limit = 100; });
    row("bad files", [](RunSpec &s) { s.data.on_bad = BadFilePolicy::Refuse; });
    row("mean", [](RunSpec &s) { s.data.mean = {.5, .5, .5}; });
    row("made-up", [](RunSpec &s) { s.data.made_up_per_class = 50; });
    row("folder", [](RunSpec &s) { s.data.source = "/nowhere/at/all"; });
    row("device", [](RunSpec &s) { s.device = "cpu"; });
    row("another GPU", [](RunSpec &s) { s.device = "cuda:3"; });
    row("threads", [](RunSpec &s) { s.threads = 3; });
    row("processes", [](RunSpec &s) { s.processes = 2; });
    row("seed", [](RunSpec &s) { s.seed = 18446744073709551615u; });
    row("title", [](RunSpec &s) { s.title = "first try"; });
}

void TestLaunchPanel::everyOptionComesBack()
{
    QFETCH(Change, change);
    auto spec = startable();
    change(spec);
    panel_->setSpec(spec);
    QCOMPARE(QByteArray::fromStdString(to_json(panel_->spec()).dump(1)),
             QByteArray::fromStdString(to_json(spec).dump(1)));
    panel_->setSpec(startable());
    QCOMPARE(QByteArray::fromStdString(to_json(panel_->spec()).dump(1)),
             QByteArray::fromStdString(to_json(startable()).dump(1)));
}

void TestLaunchPanel::everyFieldSaysWhatItIsFor()
{
    const auto fields = panel_->findChildren<FormField *>();
    QVERIFY(fields.size() > 25);
    for (const auto *field : fields) {
        QVERIFY2(!field->toolTip().isEmpty(), qPrintable(field->option()));
        QVERIFY2(!field->toolTip().contains(u'\n'), qPrintable(field->option()));
        QCOMPARE(panel_->field(field->option()), field);
    }
}

void TestLaunchPanel::aFoldedSectionSaysWhatDiffers()
{
    for (auto *section : {beyond(), augmentation()}) {
        QVERIFY(!section->isOpen());
        QVERIFY2(!section->heading().contains("recipe:"), qPrintable(section->heading()));
    }
    editor<QLineEdit>("label-smoothing")->setText("0.1");
    editor<QSpinBox>("patience")->setValue(5);
    QVERIFY2(beyond()->heading().contains("2 differ from the recipe"),
             qPrintable(beyond()->heading()));
    QVERIFY(!beyond()->isOpen());
    editor<QLineEdit>("mixup")->setText("0.2");
    QVERIFY2(augmentation()->heading().contains("1 differs from the recipe"),
             qPrintable(augmentation()->heading()));

    for (auto *section : {beyond(), augmentation()})
        section->findChild<QToolButton *>("asPublished")->click();
    QCOMPARE(panel_->spec().training, TrainingOptions());
    QCOMPARE(panel_->spec().data.mixup, 0.0);
    for (auto *section : {beyond(), augmentation()})
        QVERIFY2(!section->heading().contains("differ"), qPrintable(section->heading()));
}

void TestLaunchPanel::optionsWithoutEffectDoNotDiffer()
{
    auto *momentum = panel_->field("momentum");
    QVERIFY(!momentum->isEnabled());
    editor<QLineEdit>("momentum")->setText("0.8");
    QVERIFY(!beyond()->heading().contains("differ"));
    choose("optimizer", static_cast<int>(OptimizerKind::Sgd));
    QVERIFY(momentum->isEnabled());
    QVERIFY2(beyond()->heading().contains("2 differ"), qPrintable(beyond()->heading()));

    QVERIFY(!panel_->field("rand-augment-strength")->isEnabled());
    editor<QSpinBox>("rand-augment")->setValue(2);
    QVERIFY(panel_->field("rand-augment-strength")->isEnabled());
}

void TestLaunchPanel::faultsStandAtTheirFields_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *option, const Change &change) {
        QTest::newRow(option) << QString::fromLatin1(option) << change;
    };
    row("epochs", [](RunSpec &s) { s.training.epochs = 0; });
    row("lr", [](RunSpec &s) { s.training.learning_rate = 0; });
    row("momentum", [](RunSpec &s) { s.training.momentum = 1.5; });
    row("warmup", [](RunSpec &s) { s.training.warmup_epochs = 200; });
    row("label-smoothing", [](RunSpec &s) { s.training.label_smoothing = 1; });
    row("clip-norm", [](RunSpec &s) { s.training.clip_norm = -1; });
    row("ema", [](RunSpec &s) { s.training.ema = 1; });
    row("crop", [](RunSpec &s) { s.data.crop_padding = 300; });
    row("color-jitter", [](RunSpec &s) { s.data.color_jitter = 2; });
    row("rand-augment-strength", [](RunSpec &s) { s.data.rand_augment_strength = 30; });
    row("mixup", [](RunSpec &s) { s.data.mixup = -1; });
    row("validation-share", [](RunSpec &s) { s.data.validation_share = 1; });
}

void TestLaunchPanel::faultsStandAtTheirFields()
{
    QFETCH(QString, option);
    QFETCH(Change, change);
    auto spec = startable();
    change(spec);
    panel_->setSpec(spec);
    const bool isWrong = option != "rand-augment-strength"; // whose field holds what is allowed
    QCOMPARE(panel_->check(), !isWrong);
    QCOMPARE(panel_->field(option)->fault().isEmpty(), !isWrong);
    // Whoever looks sees it: the section around it has opened.
    panel_->show();
    QVERIFY(!isWrong || panel_->field(option)->isVisible());

    panel_->setSpec(startable());
    QVERIFY(panel_->check());
    QVERIFY(panel_->field(option)->fault().isEmpty());
}

void TestLaunchPanel::aFaultGoesWithItsCause()
{
    editor<QLineEdit>("lr")->setText("0");
    QVERIFY(!panel_->check());
    QVERIFY(!panel_->field("lr")->fault().isEmpty());
    editor<QLineEdit>("lr")->setText("0.1");
    QCOMPARE(panel_->field("lr")->fault(), QString());
    editor<QSpinBox>("epochs")->setValue(0);
    QVERIFY(!panel_->check());
    QVERIFY(!panel_->field("epochs")->fault().isEmpty());
    editor<QSpinBox>("epochs")->setValue(3);
    QCOMPARE(panel_->field("epochs")->fault(), QString());
    QVERIFY(panel_->check());
    // One of no field goes with the networks that it was about.
    panel_->setTransfer({}, {}, preset("he"));
    QVERIFY(!panel_->check());
    auto *whole = panel_->findChild<FaultLabel *>("launchFault");
    QVERIFY(!whole->fault().isEmpty());
    panel_->setTransfer({}, {startable().target, nullptr}, preset("he"));
    QCOMPARE(whole->fault(), QString());
}

void TestLaunchPanel::theTargetFollowsTheDataAloud()
{
    QTRY_VERIFY(panel_->data()->classes() > 0);
    const int classes = panel_->data()->classes();
    const auto *said = panel_->findChild<QLabel *>("targetClasses");
    const auto open = [&](int number) {
        auto target = startable().target;
        target.classes = number;
        panel_->setTransfer(
            {}, {target, std::make_shared<Architecture>(build_architecture("resnet20", number))},
            preset("he"));
    };
    open(classes + 8);
    QVERIFY(said->text().isEmpty() && said->isHidden());
    open(classes);
    QCOMPARE(said->text(), QString("The target has now %1 classes, as the data (it had %2)")
                               .arg(classes)
                               .arg(classes + 8));
    QVERIFY(!said->isHidden());
}

void TestLaunchPanel::whatIsChangedIsSaid()
{
    auto strategy = preset("dpiat");
    strategy.locks = {{"conv1", "conv1"}};
    NetworkSpec source;
    source.name = "resnet32";
    panel_->setTransfer({source, nullptr}, {startable().target, nullptr}, strategy);
    const auto said = panel_->findChild<QLabel *>("launchSummary")->text();
    QVERIFY2(said.contains("DPIAT (1 lock)"), qPrintable(said));
}

void TestLaunchPanel::whatIsNoNumberIsSaid_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("text");
    QTest::newRow("rate") << "lr"
                          << "fast";
    QTest::newRow("no rate") << "lr"
                             << "";
    QTest::newRow("infinite rate") << "lr"
                                   << "inf";
    QTest::newRow("smoothing") << "label-smoothing"
                               << "0,1,2";
    QTest::newRow("mixup") << "mixup"
                           << "some";
    QTest::newRow("seed") << "seed"
                          << "-1";
}

void TestLaunchPanel::whatIsNoNumberIsSaid()
{
    QFETCH(QString, option);
    QFETCH(QString, text);
    QSignalSpy started(panel_.get(), &LaunchPanel::startRequested);
    panel_->findChild<QLineEdit *>(option)->setText(text);
    panel_->startButton()->click();
    QVERIFY(!panel_->field(option)->fault().isEmpty());
    QVERIFY(started.isEmpty());
}

void TestLaunchPanel::anEmptyLineIsNone()
{
    auto *clip = editor<QLineEdit>("clip-norm");
    QVERIFY(clip->text().isEmpty());
    QVERIFY(!clip->placeholderText().isEmpty());
    clip->setText("0");
    QCOMPARE(panel_->spec().training.clip_norm, 0.0);
    clip->setText("2.5");
    QCOMPARE(panel_->spec().training.clip_norm, 2.5);
    clip->setText(" ");
    QVERIFY(panel_->check());
    QCOMPARE(panel_->spec().training.clip_norm, 0.0);
}

void TestLaunchPanel::scrollingTheFormChangesNothing()
{
    panel_->show();
    auto *epochs = editor<QSpinBox>("epochs");
    epochs->clearFocus();
    const int before = epochs->value();
    const QPointF middle = epochs->rect().center();
    QWheelEvent wheel(middle, epochs->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(epochs, &wheel);
    QCOMPARE(epochs->value(), before);
}

void TestLaunchPanel::aFaultIsScrolledTo()
{
    panel_->resize(330, 400);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    editor<QLineEdit>("ema")->setText("2");
    QVERIFY(!panel_->check());
    const auto *field = panel_->field("ema");
    QTRY_VERIFY(!field->visibleRegion().isEmpty());
}

void TestLaunchPanel::aGpuThatIsNotHereIsSaidBeforeTheStart()
{
    const int gpus = static_cast<int>(available_devices().size()) - 1;
    auto spec = startable();
    spec.device = "cuda:" + std::to_string(gpus);
    panel_->setSpec(spec);
    auto *field = panel_->field("device");
    const auto said = gpus == 0 ? QStringLiteral("no GPU here") : QStringLiteral("no such GPU");
    QTRY_VERIFY2(field->fault().contains(said), qPrintable(field->fault()));
    QVERIFY(!panel_->check());
    QVERIFY(field->fault().contains(said));

    // What else is wrong is said with it.
    editor<QSpinBox>("epochs")->setValue(0);
    QVERIFY(!panel_->check());
    QVERIFY(!panel_->field("epochs")->fault().isEmpty());
    QVERIFY(field->fault().contains(said));
    editor<QSpinBox>("epochs")->setValue(2);

    auto *device = editor<QComboBox>("device");
    device->setCurrentIndex(device->findData("auto"));
    QVERIFY(field->fault().isEmpty());
    QVERIFY(panel_->check());
}

QTEST_MAIN(TestLaunchPanel)
#include "tst_launch_panel.moc"

// The first layer's kernels over the epochs of a run.
#include <memory> // moc cannot read what the next lines bring otherwise

#include "tests/compare/made_runs.h"
#include "tests/training/tiny_training.h"
#include "ui/compare/first_kernels_page.h"
#include "ui/plots/kernel_grid.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestFirstKernelsPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void withoutRunsItSaysWhatToDo();
    void anOlderRunSaysSo();
    void theSliderGoesThroughTheEpochs();
    void theChangeIsShown();
    void damageIsNamed();

private:
    /// A run whose kernels grow by a half with every epoch.
    QString makeRun()
    {
        const auto run = test::make_run(*folder_, {"he"});
        auto network = test::new_network();
        for (const int epoch : {0, 1, 2, 4}) {
            keep_first_kernels(run, epoch, network.architecture, network.weights);
            for (float &value : network.weights.find("conv1.weight")->edit())
                value *= 1.5F;
        }
        return QString::fromStdString(run.path.string());
    }
    void show(const QStringList &folders)
    {
        QSignalSpy shown(page_.get(), &FirstKernelsPage::shown);
        page_->setRuns(folders, folders);
        page_->show();
        QVERIFY(!shown.isEmpty() || shown.wait());
    }
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return page_->findChild<Widget *>(QLatin1String(name));
    }
    float first(const KernelGrid *grid) const { return grid->table().values.values()[0]; }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<FirstKernelsPage> page_;
};

void TestFirstKernelsPage::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    page_ = std::make_unique<FirstKernelsPage>();
    page_->resize(900, 600);
}

void TestFirstKernelsPage::withoutRunsItSaysWhatToDo()
{
    show({});
    QCOMPARE(page_->epoch(), -1);
    QVERIFY(part<QLabel>("firstKernelsEmpty")->text().contains("No run is finished"));
}

void TestFirstKernelsPage::anOlderRunSaysSo()
{
    show({QString::fromStdString(test::make_run(*folder_, {"he"}).path.string())});
    QCOMPARE(page_->epoch(), -1);
    QVERIFY(part<QLabel>("firstKernelsEmpty")->text().contains("kept no kernels"));
    QVERIFY(!part<QSlider>("firstKernelsEpoch")->isEnabled());
}

void TestFirstKernelsPage::theSliderGoesThroughTheEpochs()
{
    show({makeRun()});
    QCOMPARE(page_->epoch(), 4); // the last at first
    // 16 filters of 3 channels, four filters in a row.
    QCOMPARE(page_->now()->table().rows(), 4);
    QCOMPARE(page_->now()->table().columns(), 12);
    QCOMPARE(page_->now()->table().words({1, 5}), QStringLiteral("filter 5, channel 2"));
    auto *slider = part<QSlider>("firstKernelsEpoch");
    QCOMPARE(slider->maximum(), 3);
    const float start = first(page_->beginning());
    float expected = start * 1.5F;
    for (int step = 1; step <= 3; ++step) {
        slider->setValue(step);
        QCOMPARE(page_->epoch(), (QList<int>{0, 1, 2, 4}[step]));
        QCOMPARE(first(page_->now()), expected);
        QCOMPARE(first(page_->beginning()), start);
        expected *= 1.5F;
    }
}

void TestFirstKernelsPage::theChangeIsShown()
{
    show({makeRun()});
    part<QSlider>("firstKernelsEpoch")->setValue(1);
    part<QComboBox>("firstKernelsWhat")->setCurrentIndex(1);
    const float start = first(page_->beginning());
    QCOMPARE(first(page_->now()), start * 1.5F - start);
    QVERIFY2(part<QLabel>("firstKernelsNote")->text().contains("50 %"),
             qPrintable(part<QLabel>("firstKernelsNote")->text()));
}

void TestFirstKernelsPage::damageIsNamed()
{
    const auto run = makeRun();
    QFile file(run + "/kernels/epoch-2.safetensors");
    QVERIFY(file.resize(20));
    show({run});
    QCOMPARE(part<QSlider>("firstKernelsEpoch")->maximum(), 2);
    QVERIFY(part<QLabel>("firstKernelsNote")->text().contains("epoch-2.safetensors"));
}

QTEST_MAIN(TestFirstKernelsPage)
#include "tst_first_kernels_page.moc"

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/data/packed.h"
#include "tests/compare/made_runs.h"
#include "ui/compare/images_page.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestImagesPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aCellShowsItsImages();
    void disagreementsAreShown_data();
    void disagreementsAreShown();
    void saysWhatIsMissing();
    void imagesThatAreGoneAreSaid();

private:
    RunFolder tested(const char *method, const RunSpec &spec,
                     const std::function<std::int64_t(std::size_t, std::int64_t)> &says);
    void show(const std::vector<RunFolder> &runs);
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return page_->findChild<Widget *>(QLatin1String(name));
    }
    void choose(const char *box, int index) const
    {
        auto *combo = part<QComboBox>(box);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<ImagesPage> page_;
};

namespace {

RunSpec smallSpec(const char *method)
{
    auto spec = test::spec_of({method, 1});
    spec.data.image_size = 16;
    spec.data.made_up_classes = 3;
    spec.data.made_up_per_class = 20;
    return spec;
}

PackedSplit testImages() { return load_split(smallSpec("he").data, "test", 1, 1, {}, {}, nullptr); }

} // namespace

void TestImagesPage::init()
{
    page_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
}

/// A finished run that takes each image for what `says` says of its place and label.
RunFolder TestImagesPage::tested(const char *method, const RunSpec &spec,
                                 const std::function<std::int64_t(std::size_t, std::int64_t)> &says)
{
    const auto run = test::make_run(*folder_, {method, 1}, spec);
    auto result = read_json(run.result());
    result["classes"] = {"one", "two", "three"};
    write_json(run.result(), result);
    std::vector<Prediction> predictions;
    const auto images = testImages();
    for (std::size_t i = 0; i < images.count(); ++i) {
        const std::int64_t label = images.labels[i];
        predictions.push_back({label, says(i, label), 0.5F + 0.01F * float(i), 0.25F});
    }
    write_predictions(run.predictions(), predictions);
    return run;
}

void TestImagesPage::show(const std::vector<RunFolder> &runs)
{
    page_ = std::make_unique<ImagesPage>();
    page_->resize(900, 500);
    page_->show();
    QStringList folders;
    for (const auto &run : runs)
        folders.append(QString::fromStdString(run.path.string()));
    page_->setRuns(folders, folders);
}

void TestImagesPage::aCellShowsItsImages()
{
    // The second class is always taken for the third.
    show({tested("he", smallSpec("he"), [](auto, auto label) { return label == 1 ? 2 : label; })});
    auto *table = part<QTableView>("confusionTable");
    QTRY_COMPARE(page_->confusion()->rowCount(), 3);
    const QAbstractItemModelTester tester(page_->confusion());
    const QAbstractItemModelTester imageTester(page_->images());
    const auto images = testImages();
    const auto ofSecond = std::ranges::count(images.labels, 1);
    const auto cell = page_->confusion()->index(1, 2);
    QCOMPARE(cell.data().toInt(), int(ofSecond));
    QCOMPARE(page_->confusion()->index(1, 1).data().toString(), QString());
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains("images of two are taken for three"));
    table->setCurrentIndex(cell);
    QCOMPARE(page_->images()->rowCount(), int(ofSecond));
    // The pictures come after the numbers.
    QTRY_VERIFY(!page_->images()->index(0, 0).data(Qt::DecorationRole).isNull());
    QVERIFY(page_->images()->index(0, 0).data().toString().startsWith("three "));
    // Surest first.
    const auto sure = [&](int row) {
        return page_->images()->index(row, 0).data().toString().section(' ', 1, 1).toInt();
    };
    for (int row = 1; row < int(ofSecond); ++row)
        QVERIFY(sure(row - 1) >= sure(row));
}

void TestImagesPage::disagreementsAreShown_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("remainder");
    QTest::newRow("only the first right") << 1 << 1;
    QTest::newRow("only the second right") << 2 << 2;
    QTest::newRow("both wrong") << 3 << 3;
}

/// By the image's place modulo four: both right, only the first, only the second, neither.
void TestImagesPage::disagreementsAreShown()
{
    QFETCH(int, which);
    QFETCH(int, remainder);
    const auto wrong = [](std::int64_t label) { return (label + 1) % 3; };
    show({tested("he", smallSpec("he"),
                 [&](auto i, auto label) { return i % 4 < 2 ? label : wrong(label); }),
          tested("tlvfc", smallSpec("tlvfc"),
                 [&](auto i, auto label) { return i % 4 % 2 == 0 ? label : wrong(label); })});
    QTRY_COMPARE(page_->confusion()->rowCount(), 3);
    choose("imagesOther", 2);
    auto *combo = part<QComboBox>("imagesWhich");
    QTRY_VERIFY(combo->isEnabled());
    combo->setCurrentIndex(which);
    const auto count = int(testImages().count());
    int expected = 0;
    for (int i = 0; i < count; ++i)
        expected += i % 4 == remainder;
    QCOMPARE(page_->images()->rowCount(), expected);
    QVERIFY(page_->images()->index(0, 0).data().toString().contains('\n')); // both are told
}

void TestImagesPage::saysWhatIsMissing()
{
    show({});
    QTRY_VERIFY(part<QLabel>("imagesEmpty")->isVisible());
    show({test::make_run(*folder_, {"he", 1})});
    QTRY_VERIFY(part<QLabel>("imagesEmpty")->text().contains("kept nothing of single test images"));
}

void TestImagesPage::imagesThatAreGoneAreSaid()
{
    auto spec = smallSpec("he");
    spec.data.made_up_per_class = 40; // not those that were tested
    show({tested("he", spec, [](auto, auto label) { return label; })});
    QTRY_COMPARE(page_->confusion()->rowCount(), 3);
    QTRY_VERIFY(part<QLabel>("imagesCaption")->text().contains("the data has changed"));
    part<QTableView>("confusionTable")->setCurrentIndex(page_->confusion()->index(0, 0));
    QVERIFY(page_->images()->rowCount() > 0);
    QVERIFY(page_->images()->index(0, 0).data(Qt::DecorationRole).isNull());
}

QTEST_MAIN(TestImagesPage)
#include "tst_images_page.moc"

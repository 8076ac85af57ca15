// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/base/error.h"
#include "core/compare/mean_curve.h"
#include "core/runs/run_notes.h"
#include "tests/compare/made_runs.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/comparison_file.h"
#include "ui/compare/images_page.h"
#include "ui/jobs/run_shelf.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestComparePage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void emptyWithoutFinishedRuns();
    void showsMethodsSideBySide();
    void followsTheShelf();
    void measureAndBaselineAreChosen();
    void settingsAreChosen();
    void archivedRunsAreCountedAndSaid();
    void aNameStandsWhereSingleRunsDo();
    void methodsLookDifferent();
    void bandsAreDrawn();
    void accuracyIsShownOverItsCost();
    void writesEveryForm_data();
    void writesEveryForm();

private:
    void makeSeeds()
    {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            test::make_run(*folder_, {"he", seed, 0.5 + 0.01 * double(seed)});
            test::make_run(*folder_, {"tlvfc", seed, 0.6 + 0.02 * double(seed)});
        }
    }
    void show()
    {
        page_ = std::make_unique<ComparePage>(shelf_.get());
        page_->resize(900, 700);
        page_->show();
        shelf_->setRoot(folder_->path().toStdString());
    }
    QString text(int row, ComparisonModel::Column column) const
    {
        return page_->model()->index(row, column).data().toString();
    }
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return page_->findChild<Widget *>(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RunShelf> shelf_;
    std::unique_ptr<ComparePage> page_; // goes before the shelf
};

void TestComparePage::init()
{
    page_.reset();
    shelf_ = std::make_unique<RunShelf>();
    folder_ = std::make_unique<QTemporaryDir>();
}

void TestComparePage::emptyWithoutFinishedRuns()
{
    test::make_run(*folder_, {"he", 1, 0.5, {0.3}, false});
    show();
    QTRY_COMPARE(shelf_->count(), 1);
    QVERIFY(part<QLabel>("compareEmpty")->isVisible());
    QVERIFY(!page_->comparison());
}

void TestComparePage::showsMethodsSideBySide()
{
    makeSeeds();
    show();
    QTRY_VERIFY(page_->comparison() && page_->model()->rowCount() == 2);
    const QAbstractItemModelTester tester(page_->model());
    QTRY_COMPARE(text(1, ComparisonModel::Runs), QString("3"));
    QCOMPARE(text(0, ComparisonModel::Method), QString("he"));
    QCOMPARE(text(0, ComparisonModel::Difference), QString());
    QCOMPARE(text(1, ComparisonModel::Accuracy), QString("64.00 ± 2.00"));
    QVERIFY(text(1, ComparisonModel::Difference).startsWith("+12.00 ["));
    QCOMPARE(text(1, ComparisonModel::P), QString("0.25"));
    QVERIFY(part<QLabel>("compareWarnings")->text().contains("too few seeds"));
    QCOMPARE(page_->plot()->series().size(), 2);
}

void TestComparePage::followsTheShelf()
{
    test::make_run(*folder_, {"he", 1, 0.5});
    show();
    QTRY_COMPARE(page_->model()->rowCount(), 1);
    shelf_->add(test::make_run(*folder_, {"tlvfc", 1, 0.6}));
    QTRY_COMPARE(page_->model()->rowCount(), 2);
    QCOMPARE(text(1, ComparisonModel::Difference), QString("+10.00"));
}

void TestComparePage::measureAndBaselineAreChosen()
{
    makeSeeds();
    show();
    QTRY_COMPARE(page_->model()->rowCount(), 2);
    QTRY_COMPARE(text(0, ComparisonModel::Runs), QString("3"));
    auto *baseline = part<QComboBox>("compareBaseline");
    QCOMPARE(baseline->currentText(), QString("he"));
    QSignalSpy shown(page_.get(), &ComparePage::shown);
    baseline->setCurrentText("tlvfc");
    emit baseline->activated(baseline->currentIndex());
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(text(0, ComparisonModel::Difference).startsWith("-12.00 ["));
    QCOMPARE(baseline->currentText(), QString("tlvfc"));
    auto *measure = part<QComboBox>("compareMeasure");
    measure->setCurrentIndex(measure->findText("last epoch's validation accuracy"));
    emit measure->activated(measure->currentIndex());
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(text(0, ComparisonModel::Accuracy), QString("50.00 ± 0.00"));
}

void TestComparePage::settingsAreChosen()
{
    makeSeeds();
    test::make_run(*folder_, {"he", 1, 0.9, {0.3}, true, "resnet34"});
    show();
    auto *setting = part<QComboBox>("compareSetting");
    QTRY_COMPARE(setting->count(), 2);
    QTRY_COMPARE(page_->comparison()->runs->size(), std::size_t(7));
    setting->setCurrentText("resnet34 on made-up");
    QCOMPARE(page_->model()->rowCount(), 1);
    QCOMPARE(text(0, ComparisonModel::Accuracy), QString("90.00"));
    // It stays when another run is finished.
    shelf_->add(test::make_run(*folder_, {"he", 2, 0.8, {0.3}, true, "resnet34"}));
    QTRY_COMPARE(text(0, ComparisonModel::Runs), QString("2"));
    QCOMPARE(setting->currentText(), QString("resnet34 on made-up"));
}

void TestComparePage::archivedRunsAreCountedAndSaid()
{
    makeSeeds();
    const auto away = test::make_run(*folder_, {"he", 4, 0.9});
    show();
    QTRY_VERIFY(page_->comparison());
    const auto before = text(0, ComparisonModel::Accuracy);
    QVERIFY(!part<QLabel>("compareWarnings")->text().contains("archive"));
    change_run_notes(away, [](RunNotes &notes) { notes.archived = true; });
    shelf_->rescan();
    QTRY_VERIFY(part<QLabel>("compareWarnings")
                    ->text()
                    .contains("1 of the runs compared is in the archive."));
    QCOMPARE(text(0, ComparisonModel::Accuracy), before);
}

void TestComparePage::aNameStandsWhereSingleRunsDo()
{
    makeSeeds();
    const auto named = test::make_run(*folder_, {"he", 4, 0.9});
    show();
    QTRY_VERIFY(page_->comparison());
    change_run_notes(named, [](RunNotes &notes) { notes.name = "The odd one"; });
    shelf_->rescan();
    auto *runs = page_->images()->findChild<QComboBox *>();
    QTRY_VERIFY(runs->findText("The odd one (he, seed 4, resnet18 on made-up)") >= 0);
}

void TestComparePage::methodsLookDifferent()
{
    for (const auto &method : methods())
        test::make_run(*folder_, {method.name, 1});
    show();
    QTRY_VERIFY(page_->comparison() && page_->plot()->series().size() == int(methods().size()));
    const auto series = page_->plot()->series();
    int alike = 0;
    for (qsizetype i = 0; i < series.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j)
            alike += series[i].color == series[j].color && series[i].dashes == series[j].dashes;
    }
    // Four patterns of each color; the rest are told by name.
    QVERIFY2(alike <= 15, qPrintable(QString::number(alike)));
    for (qsizetype i = 0; i < 11; ++i) {
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(series[i].color != series[j].color || series[i].dashes != series[j].dashes);
    }
}

void TestComparePage::bandsAreDrawn()
{
    test::make_run(*folder_, {"he", 1, 0.5, {0.2, 0.4}});
    test::make_run(*folder_, {"he", 2, 0.5, {0.4}});
    show();
    QTRY_VERIFY(page_->comparison() && page_->comparison()->runs->size() == 2);
    const auto series = page_->plot()->series().first();
    QCOMPARE(series.points, (QList<QPointF>{{1, 0.3}, {2, 0.4}}));
    QVERIFY(qAbs(series.band[0].x() - (0.3 - 0.1 * std::sqrt(2.0))) < 1e-12);
    QVERIFY(std::isnan(series.band[1].x()));                          // one seed has no spread
    QVERIFY(page_->plot()->yRange().x() <= 100 * series.band[0].x()); // the band is in sight
}

/// tlvfc's source came from nowhere that is known, so only he is left where pretraining counts.
void TestComparePage::accuracyIsShownOverItsCost()
{
    auto he = test::spec_of({"he"});
    auto tlvfc_run = test::spec_of({"tlvfc"});
    tlvfc_run.source.weights = "/nowhere/source.safetensors";
    test::make_run(*folder_, {"he"}, he);
    test::make_run(*folder_, {"tlvfc"}, tlvfc_run);
    show();
    QTRY_VERIFY(page_->comparison());
    QVERIFY(text(0, ComparisonModel::Compute).toDouble() > 0.0);
    QVERIFY(text(1, ComparisonModel::Compute).toDouble() >
            text(0, ComparisonModel::Compute).toDouble()); // the source's passes
    QCOMPARE(text(0, ComparisonModel::Pretraining), QString("0"));
    QCOMPARE(text(1, ComparisonModel::Pretraining), QStringLiteral("–"));
    auto *axis = part<QComboBox>("compareAxis");
    const auto choose = [axis](int index) {
        axis->setCurrentIndex(index);
        emit axis->activated(index);
    };
    QCOMPARE(page_->plot()->series().size(), 2);
    choose(static_cast<int>(CostAxis::Compute));
    QCOMPARE(page_->plot()->series().size(), 2);
    const auto last = page_->plot()->series()[0].points.last().x();
    QVERIFY(std::abs(last / (page_->comparison()->settings[0].cells[0].cost.training() * 1e-12) -
                     1.0) < 1e-12);
    choose(static_cast<int>(CostAxis::ComputeWithPretraining));
    QCOMPARE(page_->plot()->series().size(), 1);
}

void TestComparePage::writesEveryForm_data()
{
    QTest::addColumn<int>("form");
    const auto forms = comparisonForms();
    for (int i = 0; i < forms.size(); ++i)
        QTest::newRow(qPrintable(forms[i].name)) << i;
}

void TestComparePage::writesEveryForm()
{
    QFETCH(int, form);
    makeSeeds();
    const auto comparison = test::compared(*folder_);
    const auto chosen = comparisonForms()[form];
    const auto file = folder_->filePath("out." + chosen.suffix);
    writeComparison(comparison, chosen.kind, file);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("tlvfc"));
    QVERIFY_EXCEPTION_THROWN(
        writeComparison(comparison, chosen.kind, folder_->filePath("none/out")), Error);
}

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"

#include "tests/ui/window/studio_fixture.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "tests/data/small_disk.h"
#include "ui/details/alignment_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/inspect/matching_view.h"
#include "ui/plots/depth_plot.h"
#include "ui/theme/theme.h"
#include "ui/window/export_chooser.h"
#include "ui/window/exporter.h"
#include "ui/window/message_bar.h"
#include "ui/window/picture_shape_box.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabWidget>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestExports : public QObject
{
    Q_OBJECT

private slots:
    void init() { studio_ = std::make_unique<test::StudioFixture>(); }
    void cleanup() { studio_.reset(); }

    void csvIsQuotedWhereItMust()
    {
        QCOMPARE(csv({{}, {{"a", "b"}, {"1,5", "say \"x\""}, {"two\nlines", ""}}}),
                 QByteArray("a,b\r\n\"1,5\",\"say \"\"x\"\"\"\r\n\"two\nlines\",\r\n"));
    }

    void latexIsEscaped()
    {
        const QByteArray text =
            latex({"Pairs", {{"a_b", "n"}, {"50 % & {x}~", "-1.5e-05"}, {"64×3\\n", ""}}});
        QCOMPARE(text, QByteArray("%% Pairs\n% needs \\usepackage{booktabs}\n"
                                  "\\begin{tabular}{lr}\n\\toprule\na\\_b & n \\\\\n\\midrule\n"
                                  "50 \\% \\& \\{x\\}\\textasciitilde{} & $-$1.5e$-$05 \\\\\n"
                                  "64$\\times$3\\textbackslash{}n &  \\\\\n\\bottomrule\n"
                                  "\\end{tabular}\n"));
        Table rows{"Many", {{"n"}}};
        for (int i = 0; i < 60; ++i)
            rows.rows << QStringList{QString::number(i)};
        QVERIFY(latex(rows).contains("\\begin{longtable}{r}"));
        QVERIFY(latex(rows).contains("\\endhead"));
        QVERIFY_THROWS_EXCEPTION(Error, saveTable(studio_->path("x.xls"), rows));
    }

    /// Cell for cell, in every table that the window offers.
    void latexHoldsTheSameNumbersAsCsv()
    {
        open();
        for (auto *shown : {static_cast<QWidget *>(page().networkPage()),
                            static_cast<QWidget *>(page().alignmentPage())}) {
            page().detailsTabs()->setCurrentWidget(shown);
            QTRY_VERIFY(!page().networkPage()->tables().isEmpty());
        }
        QTRY_VERIFY(page().alignmentPage()->story());
        const auto tables = exporter().tables();
        QVERIFY(tables.size() >= 8);
        for (int i = 0; i < tables.size(); ++i) {
            const auto file = studio_->path(QStringLiteral("table-%1.").arg(i));
            saveTable(file + "csv", tables[i]);
            saveTable(file + "tex", tables[i]);
            const auto inCsv = numbersIn(csvCells(read(file + "csv")));
            const auto inLatex = numbersIn(latexCells(read(file + "tex")));
            QVERIFY2(inCsv == inLatex, qPrintable(tables[i].name));
            QVERIFY2(!inCsv.isEmpty(), qPrintable(tables[i].name));
        }
    }

    void nothingToSaveIsSaid()
    {
        exporter().askPicture();
        exporter().askTable();
        exporter().askPlan();
        QVERIFY(!studio_->window().messages()->messages().isEmpty());
        QVERIFY_THROWS_EXCEPTION(Error, exporter().savePlan(studio_->path("plan.json")));
    }

    void everyPictureIsWrittenInEveryForm()
    {
        open();
        auto *tabs = page().detailsTabs();
        auto *pair = page().pairDetails()->findChild<QTabWidget *>(QStringLiteral("pairTabs"));
        int all = 0;
        const auto write = [&] {
            const auto pictures = exporter().pictures();
            QCOMPARE(pictures.size(), qsizetype(2));
            for (const auto &picture : pictures)
                QVERIFY(writesAll(picture, ++all));
        };
        for (int tab = 0; tab < pair->count(); ++tab) {
            pair->setCurrentIndex(tab);
            write();
        }
        tabs->setCurrentWidget(page().networkPage());
        QTRY_VERIFY(!page().networkPage()->pictures().isEmpty());
        write();
        tabs->setCurrentWidget(page().alignmentPage());
        QTRY_VERIFY(page().alignmentPage()->story());
        write();
    }

    void plotsAreDrawnNotPhotographed()
    {
        open();
        page().detailsTabs()->setCurrentWidget(page().networkPage());
        QTRY_VERIFY(!page().networkPage()->pictures().isEmpty());
        // Lines that fade on screen have their colors in a file, too.
        const auto matching = studio_->path(QStringLiteral("matching.svg"));
        savePicture(matching, exporter().pictures().first());
        const auto color = ink(Ink::Taken, page().palette()).name().toUtf8();
        QVERIFY(read(matching).count("stroke=\"" + color + '"') >=
                std::ssize(page().matchingPanel()->view()->curves()) / 2);
        const auto file = studio_->path(QStringLiteral("network.svg"));
        savePicture(file, page().networkPage()->pictures().first());
        const auto text = read(file);
        QVERIFY(text.contains("<path") || text.contains("<polyline"));
        QVERIFY(!text.contains("<image"));
        QVERIFY(text.contains("Variance"));
    }

    void sizeAndTextAreAsChosen_data()
    {
        QTest::addColumn<QSizeF>("millimeters");
        QTest::addColumn<double>("points");
        QTest::addColumn<int>("dots");
        QTest::newRow("a column") << QSizeF(85, 60) << 8.0 << 300;
        QTest::newRow("a page") << QSizeF(170, 100) << 10.0 << 150;
        QTest::newRow("a slide") << QSizeF(300, 170) << 18.0 << 96;
    }

    void sizeAndTextAreAsChosen()
    {
        QFETCH(QSizeF, millimeters);
        QFETCH(double, points);
        QFETCH(int, dots);
        open();
        page().detailsTabs()->setCurrentWidget(page().networkPage());
        QTRY_VERIFY(!page().networkPage()->pictures().isEmpty());
        const auto picture = page().networkPage()->pictures().first();
        QVERIFY(picture.paintAs);
        QFont font(QStringLiteral("DejaVu Sans Mono"));
        font.setPointSizeF(points);
        const auto before = page().networkPage()->findChild<DepthPlot *>()->font();
        const PictureShape shape{millimeters, font, dots};
        const auto file = studio_->path(QStringLiteral("shaped."));
        for (const auto *suffix : {"png", "svg", "pdf"})
            savePicture(file + suffix, picture, shape);
        QCOMPARE(page().networkPage()->findChild<DepthPlot *>()->font(), before);

        const QImage image(file + "png");
        const auto expected = millimeters / 25.4 * dots;
        QVERIFY(std::abs(image.width() - expected.width()) <= dots / 96.0);
        QVERIFY(std::abs(image.height() - expected.height()) <= dots / 96.0);
        QCOMPARE(image.dotsPerMeterX(), qRound(dots / 0.0254));

        const QRegularExpression width(QStringLiteral("<svg width=\"([0-9.]+)mm\""));
        const auto svg = QString::fromUtf8(read(file + "svg"));
        QVERIFY(std::abs(width.match(svg).captured(1).toDouble() - millimeters.width()) < 0.3);
        QVERIFY(svg.contains("DejaVu Sans Mono"));
        const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) "));
        const auto pdf = box.match(QString::fromLatin1(read(file + "pdf")));
        QVERIFY(std::abs(pdf.captured(1).toDouble() / 72 * 25.4 - millimeters.width()) < 0.5);
    }

    /// A photograph of widgets keeps its proportions.
    void whatIsNotLaidOutIsScaled()
    {
        open();
        const auto picture = exporter().pictures().first();
        QVERIFY(!picture.paintAs);
        const auto file = studio_->path(QStringLiteral("scaled.png"));
        savePicture(file, picture, PictureShape{{170, 20}, QFont(), 96});
        const QImage image(file);
        QVERIFY(std::abs(image.width() - 170 / 25.4 * 96) <= 1);
        QVERIFY(std::abs(double(image.height()) / image.width() -
                         double(picture.size.height()) / picture.size.width()) < 0.01);
    }

    void badNamesAndFoldersAreRefused()
    {
        open();
        const auto picture = exporter().pictures().first();
        QVERIFY_THROWS_EXCEPTION(Error, savePicture(studio_->path("x.gif"), picture));
        for (const auto *name : {"/nowhere/x.png", "/nowhere/x.svg", "/nowhere/x.pdf"})
            QVERIFY_THROWS_EXCEPTION(Error, savePicture(QString::fromLatin1(name), picture));
        QVERIFY_THROWS_EXCEPTION(Error, saveTable("/nowhere/x.csv", exporter().tables().first()));
    }

    void aFullDiskLeavesTheFileThatWasThere_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const auto *suffix : {"png", "svg", "pdf"})
            QTest::newRow(suffix) << QString::fromLatin1(suffix);
    }

    void aFullDiskLeavesTheFileThatWasThere()
    {
        QFETCH(QString, suffix);
        const Picture picture{QStringLiteral("Lines"), {400, 300}, [](QPainter &painter) {
                                  for (int at = 0; at < 300; at += 3)
                                      painter.drawLine(0, at, 400, 300 - at);
                              }};
        const auto file = studio_->path(QStringLiteral("lines.") + suffix);
        savePicture(file, picture);
        const auto before = read(file);
        QVERIFY(before.size() > 500);
        {
            const test::SmallDisk disk(400);
            QVERIFY_THROWS_EXCEPTION(Error, savePicture(file, picture));
        }
        QVERIFY(read(file) == before);
    }

    void tablesAreWhole()
    {
        open();
        page().detailsTabs()->setCurrentWidget(page().networkPage());
        QTRY_VERIFY(!page().networkPage()->tables().isEmpty());
        page().detailsTabs()->setCurrentWidget(page().alignmentPage());
        QTRY_VERIFY(page().alignmentPage()->story());
        const auto tables = exporter().tables();
        QVERIFY(tables.size() >= 6);
        for (const auto &table : tables) {
            QVERIFY(!table.name.isEmpty());
            QVERIFY(table.rows.size() > 1);
            for (const auto &row : table.rows)
                QCOMPARE(row.size(), table.rows.first().size());
        }
        const auto &pairs = tables.first().rows;
        QCOMPARE(std::size_t(pairs.size()), studio_->session().plan()->layers.size() + 1);
        const auto file = studio_->path(QStringLiteral("pairs.csv"));
        saveTable(file, tables.first());
        QCOMPARE(read(file), csv(tables.first()));
    }

    void thePlanIsWrittenAsJson()
    {
        open();
        const auto file = studio_->path(QStringLiteral("plan.json"));
        exporter().savePlan(file);
        const auto json = Json::parse(read(file).toStdString());
        QCOMPARE(json["seed"].get<quint64>(), studio_->session().seed());
        QCOMPARE(strategy_from_json(json["strategy"], "plan"), studio_->session().strategy());
        QCOMPARE(json["layers"].size(), studio_->session().plan()->layers.size());
    }

    void theDoorAsksWhichAndWhere()
    {
        open();
        exporter().askPicture();
        auto *chooser = studio_->window().findChild<ExportChooser *>();
        QVERIFY(chooser);
        auto *list = chooser->findChild<QListWidget *>();
        QCOMPARE(list->count(), int(exporter().pictures().size()));
        QVERIFY(!list->item(0)->icon().isNull());
        list->setCurrentRow(1);
        auto *shape = chooser->findChild<PictureShapeBox *>();
        QVERIFY(shape && !shape->shape());
        shape->setChecked(true);
        chooser->findChild<QDoubleSpinBox *>(QStringLiteral("pictureWidth"))->setValue(120);
        const auto wanted = shape->shape();
        emit list->itemActivated(list->item(1));
        auto *dialog = studio_->window().findChild<QFileDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->nameFilters().size(), qsizetype(3));
        // Another form leaves the name that was typed.
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))
            ->setText(QStringLiteral("my.own name"));
        dialog->findChild<QComboBox *>(QStringLiteral("fileTypeCombo"))->setFocus();
        emit dialog->filterSelected(dialog->nameFilters()[2]);
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), "my.own name.pdf");
        emit dialog->filterSelected(dialog->nameFilters()[1]);
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), "my.own name.svg");
        const auto file = studio_->path(QStringLiteral("chosen.svg"));
        QSignalSpy saved(&exporter(), &Exporter::saved);
        emit dialog->fileSelected(file);
        dialog->close();
        QCOMPARE(saved.size(), 1);
        QVERIFY(read(file).contains("<svg width=\"120"));
        // And is asked for again.
        exporter().askPicture();
        const auto again = studio_->window().findChildren<PictureShapeBox *>();
        QVERIFY(again.last()->shape() == wanted);
    }

private:
    Exporter &exporter() { return *studio_->window().exporter(); }
    TransferPage &page() { return *studio_->window().transferPage(); }

    void open()
    {
        auto strategy = preset("tlvfc");
        strategy.matching = Matching::DpFlat;
        studio_->session().setStrategy(strategy);
        studio_->choose(Side::Source, QStringLiteral("resnet20"));
        studio_->choose(Side::Target, QStringLiteral("resnet32"));
        QTRY_VERIFY(studio_->isPlanned());
        const auto layer = studio_->session().targetArchitecture()->find("layer2.1.conv1");
        page().matchingPanel()->selectTarget(layer);
        QTRY_VERIFY(page().pairDetails()->facts() &&
                    page().pairDetails()->facts()->detail->target == layer);
    }

    static QStringList csvCells(const QByteArray &text)
    {
        QStringList cells{{}};
        bool isQuoted = false;
        for (const auto sign : QString::fromUtf8(text)) {
            if (sign == u'"')
                isQuoted = !isQuoted;
            else if (!isQuoted && (sign == u',' || sign == u'\n'))
                cells << QString();
            else if (sign != u'\r')
                cells.last() += sign;
        }
        return cells;
    }

    static QStringList latexCells(const QByteArray &text)
    {
        QStringList cells;
        for (const auto &line : QString::fromUtf8(text).split(u'\n')) {
            if (!line.endsWith(QLatin1String(" \\\\")))
                continue;
            for (auto cell : line.chopped(3).split(QStringLiteral(" & ")))
                cells << cell.replace(QStringLiteral("$-$"), QStringLiteral("-"));
        }
        return cells;
    }

    static QStringList numbersIn(const QStringList &cells)
    {
        QStringList numbers;
        for (const auto &cell : cells) {
            bool isNumber = false;
            cell.toDouble(&isNumber);
            if (isNumber)
                numbers << cell;
        }
        return numbers;
    }

    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    bool writesAll(const Picture &picture, int number)
    {
        const auto path = [&](const char *suffix) {
            return studio_->path(QStringLiteral("%1.%2").arg(number).arg(QLatin1String(suffix)));
        };
        for (const auto *suffix : {"png", "svg", "pdf"})
            savePicture(path(suffix), picture);
        const QImage image(path("png"));
        // Not one color alone.
        bool isDrawn = false;
        for (int x = 0; x < image.width() && !isDrawn; ++x) {
            for (int y = 0; y < image.height() && !isDrawn; ++y)
                isDrawn = image.pixel(x, y) != image.pixel(0, 0);
        }
        return isDrawn && image.size() == picture.size * 2 && read(path("svg")).contains("<svg") &&
               read(path("pdf")).startsWith("%PDF");
    }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestExports)
#include "tst_exports.moc"

#include "tests/ui/window/studio_fixture.h"

#include "core/checkpoint/checkpoint.h"
#include "core/transfer/apply.h"
#include "ui/inspect/notice_bar.h"
#include "ui/theme/text_size.h"
#include "ui/training/data_chooser.h"
#include "ui/training/launch_panel.h"
#include "ui/window/demo_project.h"
#include "ui/window/message_bar.h"
#include "ui/window/strategy_files.h"
#include "ui/window/weights_saver.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFontInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QSpinBox>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init() { studio_ = std::make_unique<test::StudioFixture>(); }
    void cleanup() { studio_.reset(); }

    void everyActionSaysWhatItDoes()
    {
        int actions = 0;
        for (const auto *menu : window().menuBar()->findChildren<QMenu *>()) {
            for (const auto *action : menu->actions()) {
                if (action->isSeparator() || action->menu())
                    continue;
                ++actions;
                QVERIFY(!action->text().isEmpty());
                QVERIFY2(!action->statusTip().isEmpty() || action->isCheckable(),
                         qPrintable(action->text()));
            }
        }
        QVERIFY(actions > 40); // the zoo stands there twice
    }

    void fitsASmallScreen()
    {
        window().resize(3000, 2000);
        window().fitScreen();
        const auto room = window().screen()->availableSize().expandedTo(window().minimumSizeHint());
        QVERIFY2(window().width() <= room.width() && window().height() <= room.height(),
                 qPrintable(QStringLiteral("%1x%2").arg(window().width()).arg(window().height())));
        QVERIFY(window().minimumSizeHint().width() <= 1024);
        QVERIFY(window().minimumSizeHint().height() <= 700);
    }

    void theDemoOpensReadyToTrain()
    {
        window().openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), 30000);
        const auto project = demoProject();
        QVERIFY(QFile::exists(QString::fromStdString(project.source.weights)));
        QCOMPARE(studio_->session().sourceArchitecture()->name, project.source.name);
        QCOMPARE(studio_->session().targetArchitecture()->name, project.target.name);
        QVERIFY(studio_->launch().check());
        QVERIFY(window().messages()->messages().isEmpty());
        const auto launched = studio_->launch().spec();
        QCOMPARE(launched.training, project.training);
        QCOMPARE(launched.source.weights, project.source.weights);
    }

    void aNewTargetHasTheDatasClasses()
    {
        QTRY_COMPARE(studio_->launch().data()->classes(), 10); // made-up pictures
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        QTRY_VERIFY(studio_->session().targetArchitecture() &&
                    studio_->session().targetArchitecture()->classes == 10);

        studio_->launch()
            .data()
            ->findChild<QSpinBox *>(QStringLiteral("classes-limit"))
            ->setValue(4);
        QTRY_COMPARE(studio_->session().targetArchitecture()->classes, 4);

        // What a person sets by hand stays, until the data's number changes.
        studio_->panel(Side::Target)
            ->findChild<QSpinBox *>(QStringLiteral("classesBox"))
            ->setValue(7);
        QTRY_COMPARE(studio_->session().targetArchitecture()->classes, 7);
        QTRY_VERIFY(studio_->session().target());
        QCOMPARE(studio_->session().targetArchitecture()->classes, 7);
    }

    void badFilesAreRefusedWhereThePersonWantsThat()
    {
        auto *data = studio_->launch().data();
        auto *refuse = data->findChild<QCheckBox *>(QStringLiteral("refuseBad"));
        QVERIFY(refuse->isHidden()); // made-up pictures have no files
        data->findChild<QComboBox *>(QStringLiteral("dataKind"))
            ->setCurrentIndex(DataSourceBox::OnDisk);
        QVERIFY(!refuse->isHidden());
        QVERIFY(data->spec().on_bad == BadFilePolicy::LeaveOut);
        refuse->click();
        QVERIFY(data->spec().on_bad == BadFilePolicy::Refuse);
        auto spec = data->spec();
        spec.on_bad = BadFilePolicy::LeaveOut;
        data->setSpec(spec);
        QVERIFY(!refuse->isChecked());
    }

    void theSeedIsOneForBothPages()
    {
        studio_->session().setSeed(11);
        auto *seed = studio_->launch().findChild<QLineEdit *>(QStringLiteral("seed"));
        QCOMPARE(seed->text(), QStringLiteral("11"));
        seed->setText(QStringLiteral("12"));
        emit seed->editingFinished();
        QCOMPARE(studio_->session().seed(), quint64(12));
    }

    void aWrongFileIsSaidInPlace()
    {
        QFile file(studio_->path(QStringLiteral("no.safetensors")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("these are no weights");
        file.close();
        StudioOptions options;
        options.source = file.fileName();
        window().open(options);
        auto *notice = studio_->panel(Side::Source)->notice();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().contains(QLatin1String("no.safetensors")),
                 qPrintable(notice->sentence()));
    }

    void anUnknownNetworkIsSaidInPlace()
    {
        StudioOptions options;
        options.target = QStringLiteral("resnet19");
        window().open(options);
        QTRY_VERIFY(
            studio_->panel(Side::Target)->notice()->sentence().contains(QLatin1String("resnet19")));
    }

    void savedWeightsAreThoseOfThePlan_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("safetensors") << "start.safetensors";
        QTest::newRow("torch") << "start.pth";
    }

    void savedWeightsAreThoseOfThePlan()
    {
        QFETCH(QString, name);
        QVERIFY(!window().weightsSaver()->hindrance().isEmpty());
        studio_->choose(Side::Source, QStringLiteral("resnet20"));
        studio_->choose(Side::Target, QStringLiteral("resnet32"));
        QTRY_VERIFY(studio_->isPlanned());
        QCOMPARE(window().weightsSaver()->hindrance(), QString());
        QSignalSpy saved(window().weightsSaver(), &WeightsSaver::saved);
        const auto file = studio_->path(name);
        window().weightsSaver()->save(file);
        QVERIFY(saved.wait(20000));
        const auto expected = apply_plan(*studio_->session().plan());
        const auto written = read_weights(file.toStdString()).weights;
        QCOMPARE(written.size(), expected.size());
        for (const auto &[parameter, tensor] : expected) {
            const auto bytes = written.at(parameter).bytes();
            QVERIFY2(std::ranges::equal(bytes, tensor.bytes()), parameter.c_str());
        }
    }

    void weightsOrderedTogetherAreAllWritten()
    {
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        studio_->session().setStrategy(preset("he"));
        QTRY_VERIFY(studio_->isPlanned());
        QSignalSpy saved(window().weightsSaver(), &WeightsSaver::saved);
        for (const auto *name : {"1.safetensors", "2.pth", "3.safetensors"})
            window().weightsSaver()->save(studio_->path(QLatin1String(name)));
        QTRY_COMPARE(saved.size(), 3);
        QCOMPARE(read_weights(studio_->path("1.safetensors").toStdString()).weights.size(),
                 read_weights(studio_->path("2.pth").toStdString()).weights.size());
    }

    void theWindowWaitsForItsWeights_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("closes");
        QTest::newRow("written") << "start.safetensors" << true;
        QTest::newRow("not to be written") << "nowhere/start.safetensors" << false;
    }

    void theWindowWaitsForItsWeights()
    {
        QFETCH(QString, file);
        QFETCH(bool, closes);
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        studio_->session().setStrategy(preset("he"));
        QTRY_VERIFY(studio_->isPlanned());
        QSignalSpy busy(window().weightsSaver(), &WeightsSaver::busyChanged);
        window().weightsSaver()->save(studio_->path(file));
        QVERIFY(!window().close());
        QVERIFY(window().messages()->messages().first().contains("being written"));
        QTRY_COMPARE(busy.size(), 2);
        QTRY_COMPARE(!window().isVisible(), closes);
        QCOMPARE(QFile::exists(studio_->path(file)), closes);
        window().show();
        QVERIFY(window().close());
    }

    void whoClosesAgainDoesNotWait()
    {
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        studio_->session().setStrategy(preset("he"));
        QTRY_VERIFY(studio_->isPlanned());
        window().weightsSaver()->save(studio_->path(QStringLiteral("start.safetensors")));
        QVERIFY(!window().close());
        QVERIFY(window().close());
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        studio_->choose(Side::Target, QStringLiteral("resnet20"));
        studio_->session().setStrategy(preset("he"));
        QTRY_VERIFY(studio_->isPlanned());
        window().weightsSaver()->save(QStringLiteral("/nowhere/at/all/x.safetensors"));
        QTRY_VERIFY(!window().messages()->messages().isEmpty());
        QVERIFY(window().messages()->messages().first().contains(QLatin1String("/nowhere")));
    }

    void whatCannotTrainIsSaidBeforeItStarts_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("fault");
        QTest::newRow("no target") << ""
                                   << ""
                                   << "no target network";
        QTest::newRow("no source") << ""
                                   << "resnet20"
                                   << "needs a source";
        QTest::newRow("both") << "resnet20"
                              << "resnet32"
                              << "";
    }

    void whatCannotTrainIsSaidBeforeItStarts()
    {
        QFETCH(QString, source);
        QFETCH(QString, target);
        QFETCH(QString, fault);
        if (!source.isEmpty())
            studio_->choose(Side::Source, source);
        if (!target.isEmpty())
            studio_->choose(Side::Target, target);
        QTRY_VERIFY(target.isEmpty() || studio_->session().target());
        QTRY_VERIFY(source.isEmpty() || studio_->session().source());
        QCOMPARE(studio_->launch().check(), fault.isEmpty());
        const auto *said = studio_->launch().findChild<QLabel *>(QStringLiteral("launchFault"));
        QVERIFY2(said->text().contains(fault), qPrintable(said->text()));
    }

    void thePageIsRemembered()
    {
        window().showPage(MainWindow::Train);
        studio_->reopen();
        QCOMPARE(window().page(), MainWindow::Train);
    }

    void presentationsHaveLargerTextThatComesBack()
    {
        const auto *tree = window().transferPage()->matchingPanel()->targetPanel();
        const auto *note = window().findChild<QLabel *>(QStringLiteral("networkNote"));
        const double usual = QFontInfo(tree->font()).pointSizeF();
        const double small = QFontInfo(note->font()).pointSizeF();
        QVERIFY(small < usual);
        const int leastOfMeasures = window()
                                        .findChild<QComboBox *>(QStringLiteral("compareMeasure"))
                                        ->minimumSizeHint()
                                        .width();
        auto *action = window().findChild<QAction *>(QStringLiteral("presentation"));
        const auto isScaled = [](double now, double before) {
            return std::abs(now / before - presentationScale) < 0.05;
        };
        action->trigger();
        QVERIFY(isScaled(QFontInfo(tree->font()).pointSizeF(), usual));
        QVERIFY(isScaled(QFontInfo(note->font()).pointSizeF(), small));
        QVERIFY(lineScale(tree->font()) > 1.0);
        studio_->reopen(); // remembered
        tree = window().transferPage()->matchingPanel()->targetPanel();
        note = window().findChild<QLabel *>(QStringLiteral("networkNote"));
        action = window().findChild<QAction *>(QStringLiteral("presentation"));
        QVERIFY(action->isChecked());
        QVERIFY(isScaled(QFontInfo(tree->font()).pointSizeF(), usual));
        QVERIFY(isScaled(QFontInfo(note->font()).pointSizeF(), small));
        action->trigger();
        QCOMPARE(QFontInfo(tree->font()).pointSizeF(), usual);
        QVERIFY(std::abs(QFontInfo(note->font()).pointSizeF() - small) < 0.3);
        auto *measures = window().findChild<QComboBox *>(QStringLiteral("compareMeasure"));
        QCOMPARE(measures->minimumSizeHint().width(), leastOfMeasures);
    }

    void strategiesGoThroughFilesAndTheClipboard()
    {
        auto *files = window().strategyFiles();
        auto strategy = preset("tlvfc");
        strategy.keep = SelectionRule::MaxVar;
        studio_->session().setStrategy(strategy);
        const auto file = studio_->path(QStringLiteral("mine.json"));
        files->save(file);
        files->copy();
        studio_->session().setStrategy(preset("he"));
        files->open(file);
        QTRY_COMPARE(studio_->session().strategy(), strategy);
        window().history()->stack()->undo();
        QCOMPARE(studio_->session().strategy(), preset("he"));
        files->paste();
        QCOMPARE(studio_->session().strategy(), strategy);

        const auto faults = window().messages()->messages().size();
        files->open(studio_->path(QStringLiteral("nowhere.json")));
        QTRY_VERIFY(window().messages()->messages().size() > faults);
        QGuiApplication::clipboard()->setText(QStringLiteral("hello"));
        files->paste();
        QVERIFY(window().messages()->messages().size() > faults + 1);
        QCOMPARE(studio_->session().strategy(), strategy);
    }

    void colorsFollowTheChoice()
    {
        window().setTheme(ThemeChoice::Dark);
        QTRY_VERIFY(window().palette().color(QPalette::Window).lightness() < 100);
        window().setTheme(ThemeChoice::Light);
        QTRY_VERIFY(window().palette().color(QPalette::Window).lightness() > 200);
    }

private:
    MainWindow &window() { return studio_->window(); }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

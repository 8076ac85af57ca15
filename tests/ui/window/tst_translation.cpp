#include "tests/ui/window/studio_fixture.h"

#include "core/base/error.h"
#include "core/compare/tested_run.h"
#include "tests/ui/window/pseudo_translation.h"
#include "tests/ui/window/text_inspection.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/images_page.h"
#include "ui/details/alignment_page.h"
#include "ui/details/crossover_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/learn/help_pages.h"
#include "ui/learn/help_window.h"
#include "ui/learn/tour_card.h"
#include "ui/learn/tour_guide.h"
#include "ui/learn/tour_text.h"
#include "ui/session/pinned_strategies.h"
#include "ui/training/form_section.h"
#include "ui/training/launch_panel.h"
#include "ui/training/queue_panel.h"
#include "ui/training/runs_model.h"
#include "ui/training/sweep_dialog.h"
#include "ui/window/about.h"
#include "ui/window/close_question.h"
#include "ui/window/command_palette.h"
#include "ui/window/example_runs.h"
#include "ui/window/export_chooser.h"
#include "ui/window/exporter.h"
#include "ui/window/learning.h"
#include "ui/window/message_bar.h"
#include "ui/window/translations.h"

#include <QFile>
#include <QFontDatabase>
#include <QMenuBar>
#include <QProcess>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTimer>
#include <QXmlStreamReader>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

constexpr int patienceMs = 60'000;
constexpr QSize size(1280, 720);

} // namespace

/// The window in a language that no one speaks, on every page and in every dialog.
class TestTranslation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { studio_.reset(); }
    void walksThroughTheWindow();
    void leavesNoneOut();
    void clipsNone();
    void everyTextIsInTheTranslatorsFile();

private:
    MainWindow &window() { return studio_->window(); }
    TransferPage &page() { return *window().transferPage(); }
    void look(const QString &where);
    void lookAtDialog(QWidget *dialog, const QString &where);
    void transferPage();
    void trainingPage();
    void comparePage();
    void dialogs();
    void modalDialogs();
    void allowNames();
    void allowDocument(const QString &title);

    test::PseudoTranslation translation_;
    std::unique_ptr<test::StudioFixture> studio_;
    std::unique_ptr<test::TextInspection> inspection_;
    QStringList grown_; ///< where the window took more room than it was given
};

void TestTranslation::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QCoreApplication::installTranslator(&translation_);
    studio_ = std::make_unique<test::StudioFixture>();
    inspection_ = std::make_unique<test::TextInspection>();
    window().resize(size);
}

void TestTranslation::look(const QString &where)
{
    for (int i = 0; i < 3; ++i)
        QTest::qWait(20); // laid out and painted
    if (window().size() != size)
        grown_
            << QStringLiteral("%1: %2×%3").arg(where).arg(window().width()).arg(window().height());
    inspection_->look(&window(), where);
    const auto folder = qEnvironmentVariable("TLVFC_TEST_PICTURES");
    if (!folder.isEmpty())
        window().grab().save(folder + u'/' + QString(where).replace(u' ', u'-') +
                             QStringLiteral(".png"));
}

void TestTranslation::lookAtDialog(QWidget *dialog, const QString &where)
{
    QTest::qWait(50);
    inspection_->look(dialog, where);
    const auto folder = qEnvironmentVariable("TLVFC_TEST_PICTURES");
    if (!folder.isEmpty())
        dialog->grab().save(folder + u'/' + QString(where).replace(u' ', u'-') +
                            QStringLiteral(".png"));
}

void TestTranslation::walksThroughTheWindow()
{
    look(QStringLiteral("nothing open"));
    for (const auto &name : summarize_data(studio_->launch().spec().data).classes)
        inspection_->allow(QString::fromStdString(name));
    window().showPage(MainWindow::Train);
    look(QStringLiteral("train without runs"));
    window().showPage(MainWindow::Compare);
    look(QStringLiteral("compare without runs"));
    for (const auto &page : helpPages())
        allowDocument(page.title);
    transferPage();
    trainingPage();
    comparePage();
    dialogs();
    modalDialogs();
    for (const auto *action : window().findChildren<QAction *>())
        inspection_->look(action,
                          QStringLiteral("an action of ") +
                              (action->parent() ? action->parent()->objectName() : QString()));
}

/// What of the open transfer is named by its networks, or told by core.
void TestTranslation::allowNames()
{
    // A date's words are the locale's, which Qt knows by itself; "1 Dec …" is left of one that is
    // cut.
    for (int month = 1; month <= 12; ++month)
        inspection_->allow(QLocale().standaloneMonthName(month, QLocale::ShortFormat));
    for (const auto side : {Side::Source, Side::Target}) {
        for (const auto &layer : studio_->session().architecture(side)->layers) {
            const auto kind = to_string(layer.kind);
            inspection_->allow(QString::fromStdString(layer.path));
            inspection_->allow(QString::fromUtf8(kind.data(), qsizetype(kind.size())));
        }
        inspection_->allowSentence(
            QString::fromStdString(studio_->session().network(side)->origin));
    }
    for (const auto &layer : studio_->session().plan()->layers) {
        const auto reason = QString::fromStdString(layer.reason);
        const auto summary = QString::fromStdString(layer.summary);
        inspection_->allowSentence(reason + QStringLiteral(". ") + summary + u'.');
        inspection_->allowSentence(reason);
        inspection_->allowSentence(summary);
    }
    for (const auto &note : studio_->session().plan()->notes)
        inspection_->allowSentence(QString::fromStdString(note));
}

void TestTranslation::allowDocument(const QString &title)
{
    inspection_->allowTitle(title);
    inspection_->allowSentence(title); // within a text of the window's
}

void TestTranslation::transferPage()
{
    window().openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), patienceMs);
    allowNames();
    auto *tabs = page().pairDetails()->findChild<QTabWidget *>(QStringLiteral("pairTabs"));
    for (const char *path : {"layer3.0.conv1", "conv1", "fc", "layer1.0.bn1"}) {
        const auto layer = studio_->session().targetArchitecture()->find(path);
        page().matchingPanel()->selectTarget(layer);
        QTRY_VERIFY_WITH_TIMEOUT(page().pairDetails()->facts() &&
                                     page().pairDetails()->facts()->detail->target == layer,
                                 patienceMs);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (!tabs->isTabVisible(tab))
                continue;
            tabs->setCurrentIndex(tab);
            look(QStringLiteral("%1 tab %2").arg(QLatin1String(path)).arg(tab));
        }
    }
    auto *details = page().detailsTabs();
    details->setCurrentWidget(page().crossoverPage());
    QTRY_VERIFY_WITH_TIMEOUT(page().crossoverPage()->facts(), patienceMs);
    look(QStringLiteral("crossover"));
    page().pinned()->pin();
    studio_->session().setStrategy(preset("dpiat"));
    QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), patienceMs);
    allowNames();
    look(QStringLiteral("no crossover"));
    details->setCurrentWidget(page().networkPage());
    QTRY_VERIFY_WITH_TIMEOUT(!page().networkPage()->isBusy(), patienceMs);
    look(QStringLiteral("whole network"));
    page().networkPage()->setQuantities(NetworkPage::OfSignals);
    QTRY_VERIFY_WITH_TIMEOUT(!page().networkPage()->isBusy(), patienceMs);
    look(QStringLiteral("signals"));
    details->setCurrentWidget(page().alignmentPage());
    QTRY_VERIFY_WITH_TIMEOUT(page().alignmentPage()->story(), patienceMs);
    look(QStringLiteral("alignment"));
    details->setCurrentIndex(0);
    studio_->session().setStrategy(preset("tlvfc"));
    QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), patienceMs);
}

void TestTranslation::trainingPage()
{
    window().showPage(MainWindow::Train);
    window().setRunsRoot(QString::fromStdString(exampleRuns().string()));
    auto *runs = studio_->training().runsModel();
    QTRY_COMPARE_WITH_TIMEOUT(runs->rowCount(), int(exampleRunNames().size()), patienceMs);
    for (int row = 0; row < runs->rowCount(); ++row)
        QTRY_VERIFY_WITH_TIMEOUT(runs->watcher(row)->hasLooked(), patienceMs);
    for (const auto &name : exampleRunNames())
        inspection_->allow(name);
    inspection_->allow(QStringLiteral("example")); // the machine that they ran on
    runs->setAllShown(true);
    look(QStringLiteral("runs"));
    for (auto *section : studio_->launch().findChildren<FormSection *>()) {
        section->setOpen(true);
        look(section->objectName());
        section->setOpen(false);
    }
    for (const auto *stream : {"initialization", "split", "order", "augmentation", "mixup",
                               "crossover", "dropout", "clean", "crossover-fill", "auto"})
        inspection_->allow(QLatin1String(stream)); // as METHOD.md and the specification call them
    auto *pages = studio_->training().logAndQueue();
    for (int tab = 0; tab < pages->count(); ++tab) {
        pages->setCurrentIndex(tab);
        look(QStringLiteral("below the curves %1").arg(tab));
    }
}

void TestTranslation::comparePage()
{
    window().showPage(MainWindow::Compare);
    auto *compare = window().comparePage();
    QTRY_VERIFY_WITH_TIMEOUT(compare->comparison(), patienceMs);
    for (const auto &setting : compare->comparison()->settings) {
        inspection_->allowSentence(QString::fromStdString(setting.name));
        for (const auto &warning : setting.warnings)
            inspection_->allowSentence(QString::fromStdString(warning));
    }
    for (const auto &warning : compare->comparison()->notes)
        inspection_->allowSentence(QString::fromStdString(warning));
    look(QStringLiteral("compare"));
    compare->showImages();
    QTRY_VERIFY_WITH_TIMEOUT(compare->images()->hasSettled(), patienceMs);
    try {
        read_tested_run({exampleRuns() / "he-seed1"});
    } catch (const Error &fault) {
        inspection_->allowSentence(QString::fromUtf8(fault.what()));
    }
    look(QStringLiteral("compare images"));
    compare->showFirstKernels();
    look(QStringLiteral("compare first kernels"));
    compare->showMethods();
}

void TestTranslation::dialogs()
{
    window().showPage(MainWindow::Transfer);
    window().showPalette();
    auto *palette = window().findChild<CommandPalette *>();
    lookAtDialog(palette, QStringLiteral("commands"));
    palette->close();
    for (const auto &family : QFontDatabase::families())
        inspection_->allow(family);
    window().exporter()->askPicture();
    auto *chooser = window().findChild<ExportChooser *>();
    lookAtDialog(chooser, QStringLiteral("save picture"));
    chooser->close();
    window().showPage(MainWindow::Train);
    studio_->training().planComparison();
    auto *sweep = window().findChild<SweepDialog *>();
    QTRY_VERIFY_WITH_TIMEOUT(!sweep->isPlanning(), patienceMs);
    lookAtDialog(sweep, QStringLiteral("plan a comparison"));
    sweep->reject();
    auto *learning = window().findChild<Learning *>();
    learning->showHelp(QStringLiteral("strategy"));
    lookAtDialog(learning->helpWindow(), QStringLiteral("help"));
    learning->helpWindow()->close();
    learning->startTour();
    for (const auto &step : learning->guide()->tour().steps) {
        allowDocument(step.title);
        for (const auto &exercise : step.exercises) {
            inspection_->allowSentence(exercise.question);
            for (const auto &choice : exercise.choices)
                inspection_->allowSentence(choice);
        }
    }
    inspection_->allowSentence(learning->guide()->tour().title);
    learning->guide()->goTo(7);
    QTRY_VERIFY_WITH_TIMEOUT(!learning->guide()->isBusy(), patienceMs);
    const auto *text = learning->card()->findChild<TourText *>();
    inspection_->allowSentence(text->toPlainText().simplified());
    look(QStringLiteral("tour"));
    learning->guide()->leave();
}

/// They hold the program up, so that someone has to look while they do.
void TestTranslation::modalDialogs()
{
    const auto lookWhile = [this](const QString &where, const std::function<void()> &ask) {
        QTimer::singleShot(200, this, [this, where] {
            auto *dialog = QApplication::activeModalWidget();
            QVERIFY(dialog);
            lookAtDialog(dialog, where);
            dialog->close();
        });
        ask();
    };
    for (const auto *library :
         {"Qt LGPL LibTorch BSD-3-Clause QCustomPlot GPL-3.0-or-later",
          "nlohmann-json CLI11 MIT BSD-2-Clause Boost.Math BSL-1.0 IJG",
          "libjpeg-turbo libpng libdeflate libarchive libcurl OpenSSL curl", "Apache-2.0 TLVFC"})
        inspection_->allow(QLatin1String(library));
    lookWhile(QStringLiteral("about"), [this] { showAbout(&window()); });
    lookWhile(QStringLiteral("closing"), [this] { askAboutRuns(&window(), {"he-seed1"}); });
}

/// Each in a line of its own: the test's own message has room for few.
static int tell(const QMap<QString, QString> &findings)
{
    for (auto found = findings.begin(); found != findings.end(); ++found)
        qWarning().noquote() << found.key() << QLatin1String(" — ") << found.value();
    return int(findings.size());
}

void TestTranslation::leavesNoneOut() { QCOMPARE(tell(inspection_->untranslated()), 0); }

void TestTranslation::clipsNone()
{
    QVERIFY2(grown_.isEmpty(), qPrintable(grown_.join(u'\n')));
    QCOMPARE(tell(inspection_->clipped()), 0);
}

/// Whatever the window asked for on its way is what lupdate finds in the sources, in the same
/// context: no translation goes astray.
void TestTranslation::everyTextIsInTheTranslatorsFile()
{
#ifdef TLVFC_LUPDATE
    QFile core(studio_->path(QStringLiteral("core_texts.cpp")));
    QVERIFY(core.open(QIODevice::WriteOnly));
    for (const auto &text : coreTexts())
        core.write(QStringLiteral("auto x = QT_TRANSLATE_NOOP(\"core\", \"%1\");\n")
                       .arg(QString(text).replace(u'"', QStringLiteral("\\\"")))
                       .toUtf8());
    core.close();
    const auto file = studio_->path(QStringLiteral("all.ts"));
    const auto sources = QStringLiteral(TLVFC_SOURCES);
    QProcess lupdate;
    lupdate.start(QStringLiteral(TLVFC_LUPDATE),
                  {QStringLiteral("-I"), sources, sources + QStringLiteral("/ui"), core.fileName(),
                   QStringLiteral("-ts"), file});
    QVERIFY(lupdate.waitForFinished(120'000));
    const auto said = QString::fromLocal8Bit(lupdate.readAllStandardError());
    QVERIFY2(lupdate.exitCode() == 0 && said.isEmpty(), qPrintable(said));
    QSet<std::pair<QString, QString>> found;
    QFile all(file);
    QVERIFY(all.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&all);
    for (QString context; !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"source")
            found.insert({context, xml.readElementText()});
    }
    QVERIFY(found.size() > 1000);
    QStringList astray;
    int asked = 0;
    for (const auto &text : translation_.asked()) {
        // Qt's own classes have Qt's own files.
        if (text.first.startsWith(u'Q') || text.first.startsWith(u"CloseButton"))
            continue;
        ++asked;
        if (!found.contains(text))
            astray << text.first + QStringLiteral(": ") + text.second;
    }
    QVERIFY2(astray.isEmpty(), qPrintable(u'\n' + astray.join(u'\n')));
    QVERIFY(asked > 600);
#else
    QSKIP("Qt's tools for translations are not installed");
#endif
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"

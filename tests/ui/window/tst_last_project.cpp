#include "tests/ui/window/studio_fixture.h"

#include "ui/inspect/notice_bar.h"
#include "ui/training/launch_panel.h"
#include "ui/window/last_project.h"
#include "ui/window/message_bar.h"

#include <QAction>

using namespace tlvfc;
using namespace tlvfc::ui;

constexpr int openingMs = 30000;

class TestLastProject : public QObject
{
    Q_OBJECT

private slots:
    void init() { studio_ = std::make_unique<test::StudioFixture>(); }
    void cleanup() { studio_.reset(); }

    void whatStoodOpenComesBack()
    {
        QVERIFY(!action()->isEnabled());
        studio_->window().openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), openingMs);
        auto strategy = preset("dpiat");
        strategy.pad = PadMethod::Init;
        studio_->session().setStrategy(strategy);
        studio_->session().setSeed(9);
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), openingMs);
        const auto kept = projectOf(studio_->window());
        QVERIFY(studio_->window().close());

        studio_->reopen();
        QVERIFY(studio_->session().targetSpec().is_absent()); // until it is asked for
        QVERIFY(action()->isEnabled());
        // Closed without a network, the window forgets nothing.
        QVERIFY(studio_->window().close());
        studio_->reopen();
        studio_->window().showPage(MainWindow::Train);
        action()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(studio_->isPlanned(), openingMs);
        QCOMPARE(studio_->window().page(), MainWindow::Transfer);
        QCOMPARE(to_text(to_json(projectOf(studio_->window()))), to_text(to_json(kept)));
        QVERIFY(studio_->window().messages()->messages().isEmpty());
    }

    void whatCannotBeOpenedIsSaid_data()
    {
        QTest::addColumn<QString>("project");
        QTest::addColumn<QString>("what");
        QTest::newRow("garbage") << "{\"target\": "
                                 << "the settings";
        QTest::newRow("of a newer version") << "{\"target\": {\"name\": \"resnet20\"}, \"what\": 1}"
                                            << "what";
        QTest::newRow("a target that is gone")
            << "{\"target\": {\"weights\": \"/nowhere/at/all.safetensors\"}}"
            << "all.safetensors";
    }

    void whatCannotBeOpenedIsSaid()
    {
        QFETCH(QString, project);
        QFETCH(QString, what);
        Settings(studio_->path(QStringLiteral("studio.ini"))).setLastProject(project);
        studio_->reopen();
        action()->trigger();
        const auto said = [&] {
            QStringList sentences{studio_->panel(Side::Target)->notice()->sentence()};
            for (const auto &message : studio_->window().messages()->messages())
                sentences << message;
            return sentences.join(u'\n');
        };
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(what), openingMs);
    }

private:
    QAction *action() { return studio_->window().lastProject()->action(); }

    std::unique_ptr<test::StudioFixture> studio_;
};

QTEST_MAIN(TestLastProject)
#include "tst_last_project.moc"

// The rows of pinned strategies, whatever comes and goes while a name is being typed.
#include "ui/session/pinned_strategies.h"
#include "ui/strategy/pin_bar.h"

#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace tlvfc;
using namespace tlvfc::ui;

class TestPinBar : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        session_ = std::make_unique<TransferSession>();
        pinned_ = std::make_unique<PinnedStrategies>(session_.get());
        window_ = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(window_.get());
        layout->addWidget(new PinBar(pinned_.get()));
        window_->resize(400, 800);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        for (const auto *method : {"tlvfc", "he", "dpiat"}) {
            session_->setStrategy(preset(method));
            pinned_->pin();
        }
        QCOMPARE(letters(), QStringLiteral("ABC"));
        // Rows of before go later.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTRY_COMPARE(window_->findChildren<QLineEdit *>().size(), 3);
    }

    void cleanup()
    {
        window_.reset();
        pinned_.reset();
        session_.reset();
    }

    void aNameIsKeptByItsPin_data()
    {
        QTest::addColumn<QString>("typedAt");
        QTest::addColumn<int>("removed"); ///< -1: all
        QTest::addColumn<QString>("names");
        QTest::newRow("one before goes") << "B" << 0 << "B=mine C=";
        QTest::newRow("one behind goes") << "B" << 2 << "A= B=mine";
        QTest::newRow("the last itself goes") << "C" << 2 << "A= B=";
        QTest::newRow("the first itself goes") << "A" << 0 << "B= C=";
        QTest::newRow("all go") << "B" << -1 << "";
    }

    void aNameIsKeptByItsPin()
    {
        QFETCH(QString, typedAt);
        QFETCH(int, removed);
        QFETCH(QString, names);
        auto *name = window_->findChild<QLineEdit *>(QStringLiteral("pinName") + typedAt);
        QTRY_VERIFY(name->isVisible());
        name->setFocus();
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("mine"));
        if (removed < 0)
            pinned_->removeAll();
        else
            pinned_->remove(removed);
        QStringList found;
        for (const auto &pin : pinned_->pins())
            found << QStringLiteral("%1=%2").arg(pin.letter).arg(pin.name);
        QCOMPARE(found.join(QLatin1Char(' ')), names);
    }

    void itsOwnButtonTakesARowAway()
    {
        const auto press = [this](const char *button) {
            window_->findChild<QToolButton *>(QLatin1String(button))->click();
        };
        press("removePinA");
        QCOMPARE(letters(), QStringLiteral("BC"));
        press("returnToPinB");
        QCOMPARE(session_->strategy(), preset("he"));
        press("removePinC");
        QCOMPARE(letters(), QStringLiteral("B"));
    }

private:
    QString letters() const
    {
        QString letters;
        for (const auto &pin : pinned_->pins())
            letters += pin.letter;
        return letters;
    }

    std::unique_ptr<TransferSession> session_;
    std::unique_ptr<PinnedStrategies> pinned_;
    std::unique_ptr<QWidget> window_;
};

QTEST_MAIN(TestPinBar)
#include "tst_pin_bar.moc"

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/checkpoint/checkpoint.h"
#include "core/transfer/mean_variance.h"
#include "ui/inspect/elided_label.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/reading_bar.h"
#include "ui/session/layer_measurer.h"
#include "ui/session/transfer_history.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace tlvfc;
using namespace tlvfc::ui;

namespace {

NetworkSpec fromZoo(const char *name)
{
    NetworkSpec spec;
    spec.name = name;
    spec.classes = 10;
    return spec;
}

std::shared_ptr<const Network> drawn(const char *name)
{
    return std::make_shared<const Network>(open_network(fromZoo(name), 2));
}

} // namespace

class TestReading : public QObject
{
    Q_OBJECT

private slots:
    void everyLayerIsMeasured()
    {
        LayerMeasurer measurer;
        const auto network = drawn("resnet20");
        measurer.setNetwork(network);
        QVERIFY(measurer.isBusy());
        QTRY_VERIFY(!measurer.isBusy());
        QVERIFY(!measurer.isStopped());
        QCOMPARE(int(measurer.variances().size()), measurer.count());
        const auto conv = network->architecture.find("layer1.0.conv1");
        QCOMPARE(measurer.variances()[conv.value], *mean_variance(*network, conv));
        measurer.setNetwork(nullptr);
        QVERIFY(measurer.variances().isEmpty());
        QVERIFY(!measurer.isStopped());
    }

    void measuringStopsAndGoesOn()
    {
        LayerMeasurer measurer;
        measurer.setNetwork(drawn("resnet20"));
        measurer.stop();
        QVERIFY(measurer.isStopped());
        QVERIFY(measurer.variances().size() < measurer.count());
        measurer.goOn();
        QTRY_VERIFY(!measurer.isBusy());
        QCOMPARE(int(measurer.variances().size()), measurer.count());
    }

    void theBarSaysWhatGoesOnAndEndsIt()
    {
        LayerMeasurer measurer;
        QWidget window;
        ReadingBar bar(&measurer, &window);
        window.show();
        auto *button = bar.findChild<QToolButton *>("readingButton");
        QSignalSpy canceled(&bar, &ReadingBar::cancelRequested);
        QVERIFY(!bar.isVisible());
        bar.setReading(0.3);
        QVERIFY(!bar.isVisible()); // it may be over in a blink
        QTRY_VERIFY(bar.isVisible());
        QCOMPARE(button->text(), QStringLiteral("Cancel"));
        button->click();
        QCOMPARE(canceled.size(), 1);
        bar.endReading();
        QVERIFY(!bar.isVisible());

        measurer.setNetwork(drawn("resnet20"));
        measurer.stop();
        QVERIFY(bar.isVisible());
        QCOMPARE(button->text(), QStringLiteral("Go On"));
        button->click();
        QTRY_VERIFY(!bar.isVisible());
        QCOMPARE(int(measurer.variances().size()), measurer.count());
    }

    void rowsWaitForTheirFigures()
    {
        TransferSession session;
        MatchingPanel panel(&session);
        auto *model = panel.targetPanel()->model();
        QStringList texts;
        connect(model, &QAbstractItemModel::modelReset, this, [&] {
            QMetaObject::invokeMethod(
                &panel,
                [&] {
                    const auto conv = model->architecture()->find("conv1");
                    texts << model->indexOfLayer(conv, NetworkModel::VarianceColumn)
                                 .data()
                                 .toString();
                },
                Qt::QueuedConnection);
        });
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        QCOMPARE(texts, QStringList{QStringLiteral("…")});
        const auto conv = model->architecture()->find("conv1");
        const auto text = [&](int column) {
            return model->indexOfLayer(conv, column).data().toString();
        };
        QTRY_VERIFY(text(NetworkModel::VarianceColumn) != QStringLiteral("…"));
        QVERIFY(text(NetworkModel::VarianceColumn).toDouble() > 0);
        QTRY_COMPARE(text(NetworkModel::ShareColumn), QStringLiteral("100 %"));
        session.setStrategy(preset("he"));
        QTRY_COMPARE(text(NetworkModel::ShareColumn), QStringLiteral("0 %"));
    }

    void aCanceledFileLeavesWhatStoodBefore()
    {
        QTemporaryDir folder;
        NetworkSpec file;
        file.weights = folder.filePath(QStringLiteral("some.safetensors")).toStdString();
        write_safetensors(file.weights, drawn("resnet44")->weights);

        TransferSession session;
        TransferHistory history(&session);
        session.openSource(fromZoo("resnet20"));
        session.openTarget(fromZoo("resnet32"));
        QTRY_VERIFY(session.planHasWeights());
        history.clear();
        QSignalSpy failed(&session, &TransferSession::openFailed);
        QSignalSpy canceled(&session, &TransferSession::openCanceled);
        QSignalSpy told(&session, &TransferSession::weightsProgressed);
        QStringList trees;
        // While the weights are on their way: the tree is there and they cannot be.
        const auto cancel = connect(&session, &TransferSession::sourceChanged, this, [&] {
            trees << QString::fromStdString(session.sourceArchitecture()->name);
            QMetaObject::invokeMethod(
                &session, [&] { session.cancelOpening(Side::Source); }, Qt::QueuedConnection);
        });
        session.openSource(file);
        QTRY_COMPARE(canceled.size(), 1);
        disconnect(cancel);
        QCOMPARE(trees, (QStringList{"resnet44", "resnet20"}));
        QTRY_VERIFY(session.planHasWeights() && !session.isBusy());
        QCOMPARE(session.sourceArchitecture()->name, std::string("resnet20"));
        QVERIFY(failed.isEmpty());
        QVERIFY(!history.stack()->canUndo());

        // Not canceled it is read to its end.
        told.clear();
        session.openSource(file);
        QTRY_VERIFY(session.source() && session.sourceSpec() == file);
        QVERIFY(!told.isEmpty());
        QCOMPARE(told.last()[1].toDouble(), 1.0);
        QVERIFY(history.stack()->canUndo());

        // Nothing is being read.
        session.cancelOpening(Side::Source);
        QCOMPARE(canceled.size(), 1);
        QVERIFY(session.sourceSpec() == file);
    }

    void whatIsCutIsInItsTooltip()
    {
        ElidedLabel label;
        const auto tip = [&label](int width) {
            QToolTip::hideText();
            label.resize(width, 20);
            QHelpEvent help(QEvent::ToolTip, {2, 2}, label.mapToGlobal(QPoint(2, 2)));
            QCoreApplication::sendEvent(&label, &help);
            return QToolTip::isVisible() ? QToolTip::text() : QString();
        };
        label.show();
        label.setText(QStringLiteral("18 of 20 layers matched"));
        QCOMPARE(tip(60), label.text());
        label.setText(QStringLiteral("18 of 20 <b>layers</b> matched"));
        QVERIFY2(tip(60).contains(QLatin1String("&lt;b&gt;")), qPrintable(tip(60)));
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible()); // it takes its time
        QCOMPARE(tip(label.sizeHint().width() + 100), QString());
    }
};

QTEST_MAIN(TestReading)
#include "tst_reading.moc"

#include "ui/plots/depth_plot.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace tlvfc::ui;

class TestDepthPlot : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        plot_ = std::make_unique<DepthPlot>(DepthPlot::Scale::Logarithmic,
                                            QStringLiteral("Standard deviation"));
        plot_->setTitleHint(QStringLiteral("of a layer's weights"));
        plot_->setLayerNames({QStringLiteral("conv1"), QStringLiteral("conv2"),
                              QStringLiteral("conv3"), QStringLiteral("fc")});
        const double gap = std::numeric_limits<double>::quiet_NaN();
        plot_->setCurves({{QStringLiteral("now"), Qt::red, DepthCurve::Shape::Disc, {1, 2, 4, 8}},
                          {QStringLiteral("he"), Qt::blue, DepthCurve::Shape::Cross, {1, gap, 3}}});
        plot_->resize(400, 240);
        // As the page that holds it does.
        connect(plot_.get(), &DepthPlot::hovered, plot_.get(), &DepthPlot::setCursor);
        plot_->show();
        plot_->activateWindow();
        plot_->setFocus();
        QTRY_VERIFY(plot_->hasFocus());
    }
    void cleanup() { plot_.reset(); }

    void theKeyboardReadsIt_data()
    {
        QTest::addColumn<int>("selected");
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<int>("layer");
        using Keys = QList<int>;
        QTest::newRow("first") << -1 << Keys{Qt::Key_Right} << 0;
        QTest::newRow("right") << -1 << Keys{Qt::Key_Right, Qt::Key_Right} << 1;
        QTest::newRow("from the selected one") << 2 << Keys{Qt::Key_Left} << 1;
        QTest::newRow("end") << -1 << Keys{Qt::Key_End} << 3;
        QTest::newRow("not beyond") << -1 << Keys{Qt::Key_End, Qt::Key_Right} << 3;
        QTest::newRow("home") << 3 << Keys{Qt::Key_Left, Qt::Key_Home} << 0;
    }

    void theKeyboardReadsIt()
    {
        QFETCH(int, selected);
        QFETCH(QList<int>, keys);
        QFETCH(int, layer);
        plot_->setSelected(selected);
        int clicked = -1;
        connect(plot_.get(), &DepthPlot::clicked, this, [&](int at) { clicked = at; });
        for (const int key : keys)
            QTest::keyClick(plot_.get(), Qt::Key(key));
        QCOMPARE(plot_->cursor(), layer);
        QTest::keyClick(plot_.get(), Qt::Key_Return);
        QCOMPARE(clicked, layer);
    }

    void whatIsReadIsSpoken()
    {
        QCOMPARE(plot_->accessibleDescription(), QStringLiteral("of a layer's weights"));
        QTest::keyClick(plot_.get(), Qt::Key_Home);
        QTest::keyClick(plot_.get(), Qt::Key_Right);
        QCOMPARE(plot_->accessibleDescription(), QStringLiteral("conv2: now 2; he –"));
        QTest::keyClick(plot_.get(), Qt::Key_End);
        QCOMPARE(plot_->accessibleDescription(), QStringLiteral("fc: now 8"));
        QTest::keyClick(plot_.get(), Qt::Key_Escape);
        QCOMPARE(plot_->cursor(), -1);
        QCOMPARE(plot_->accessibleDescription(), QStringLiteral("of a layer's weights"));
    }

    /// However many are pinned: what matters most is how the network begins now, the last curve.
    void theLastCurveIsReadWhateverTheRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("wide") << QSize(900, 220) << true;
        QTest::newRow("normal") << QSize(300, 220) << true;
        QTest::newRow("low") << QSize(300, 115) << false;
        QTest::newRow("smallest") << QSize(150, 115) << false;
        QTest::newRow("narrow") << QSize(150, 300) << false;
    }

    void theLastCurveIsReadWhateverTheRoom()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isWhole);
        QList<DepthCurve> curves;
        for (int i = 0; i < 6; ++i)
            curves.append({QString::number(i),
                           Qt::blue,
                           DepthCurve::Shape::Cross,
                           {0.01234 + i, 0.0234, 0.034, 1}});
        curves.append(
            {QStringLiteral("now"), Qt::red, DepthCurve::Shape::Disc, {0.04321, 0.0532, 0.012, 3}});
        plot_->setCurves(curves);
        plot_->resize(size);
        QTRY_COMPARE(plot_->size(), size);
        const auto place = plot_->placeOf(0);
        QTest::keyClick(plot_.get(), Qt::Key_Home);
        const auto words = plot_->reading();
        QVERIFY2(words.endsWith(QLatin1String("0.0432")) || words.endsWith(QLatin1String("0.043")),
                 qPrintable(words));
        if (isWhole)
            QVERIFY2(!words.contains(QChar(0x2026)), qPrintable(words));
        // Whatever is read, the axes stay.
        QCOMPARE(plot_->placeOf(0), place);
        QTest::keyClick(plot_.get(), Qt::Key_Escape);
        QVERIFY(plot_->reading().isEmpty());
        QVERIFY(!plot_->grab().isNull());
        QCOMPARE(plot_->placeOf(0), place);
    }

    void withoutCurvesThereIsNothingToRead()
    {
        plot_->setCurves({});
        QTest::keyClick(plot_.get(), Qt::Key_Right);
        QCOMPARE(plot_->cursor(), -1);
    }

private:
    std::unique_ptr<DepthPlot> plot_;
};

QTEST_MAIN(TestDepthPlot)
#include "tst_depth_plot.moc"

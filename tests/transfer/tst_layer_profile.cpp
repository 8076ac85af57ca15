#include "core/base/error.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/layer_profile.h"
#include "tests/support/pattern_network.h"

#include <QTest>

#include <cmath>

using namespace tlvfc;

namespace {

TransferPlan planOf(const char *source, const char *target, const Strategy &strategy)
{
    Generator generator(2);
    return make_plan(test::pattern_network(source, 10, 1), test::pattern_network(target, 10, 100),
                     strategy, generator);
}

const LayerProfile &of(const std::vector<LayerProfile> &profiles, const TransferPlan &plan,
                       const char *path)
{
    return *std::ranges::find(profiles, plan.target->architecture.find(path),
                              &LayerProfile::target);
}

} // namespace

class TestLayerProfile : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheLayersThemselves_data()
    {
        QTest::addColumn<QString>("method");
        for (const auto *method : {"he", "dpiat", "tlvfc", "tlvfc-base", "he-norm"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }

    void agreesWithTheLayersThemselves()
    {
        QFETCH(QString, method);
        const auto plan = planOf("resnet20", "resnet32", preset(method.toStdString()));
        const auto profiles = profile_plan(plan, 2);
        QCOMPARE(profiles.size(), plan.layers.size());
        for (std::size_t i = 0; i < profiles.size(); ++i) {
            const auto detail = make_detail(plan, plan.layers[i].target);
            QCOMPARE(profiles[i].target, plan.layers[i].target);
            double mean = 0.0;
            double squares = 0.0;
            const auto values = detail.after.values();
            for (const float value : values) {
                mean += value / double(values.size());
                squares += double(value) * value;
            }
            QVERIFY(std::abs(profiles[i].norm - std::sqrt(squares)) < 1e-6 * (1 + squares));
            const double variance = squares / double(values.size()) - mean * mean;
            QVERIFY(std::abs(profiles[i].variance - variance) < 1e-6 * (1 + variance));
            if (plan.layers[i].action == LayerAction::Variance &&
                method != QLatin1String("he-norm")) {
                QCOMPARE(profiles[i].source_share,
                         double(detail.kernels_from_source()) / double(detail.origins.size()));
                QCOMPARE(profiles[i].distinct_source, detail.distinct_source_kernels());
            }
        }
    }

    void saysWhereVarianceSaysNothing()
    {
        auto strategy = preset("tlvfc");
        strategy.keep = SelectionRule::MaxVar;
        const auto plan = planOf("resnet50", "resnet18", strategy);
        for (const auto &profile : profile_plan(plan, 2)) {
            const auto *layer = plan.find(profile.target);
            if (layer->action != LayerAction::Variance)
                continue;
            const auto &from = *plan.source->architecture.layer(layer->source).weight_shape;
            const auto &to = *plan.target->architecture.layer(layer->target).weight_shape;
            const bool isBlind = to[2] == 1 && from[1] > to[1];
            if (isBlind)
                QVERIFY(!profile.variance_informative);
            if (to[2] > 1 && from[2] > 1)
                QVERIFY(profile.variance_informative);
        }
    }

    void sharesAreOfTheWeights()
    {
        const auto he = planOf("resnet20", "resnet18", preset("he"));
        for (const auto &profile : profile_plan(he))
            QCOMPARE(profile.source_share, 0.0);
        auto strategy = preset("dpiat");
        // 64×64×3×3 over 128×128×3×3.
        strategy.locks = {{"layer3.1.conv1", "layer2.1.conv1"}};
        const auto clip = planOf("resnet20", "resnet18", strategy);
        QCOMPARE(of(profile_plan(clip), clip, "layer2.1.conv1").source_share, 0.25);
        const auto statistics = planOf("resnet20", "resnet18", preset("tlvfc"));
        QCOMPARE(of(profile_plan(statistics), statistics, "fc").source_share, 0.0);
    }

    void stops()
    {
        const auto plan = planOf("resnet20", "resnet32", preset("tlvfc"));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, profile_plan(plan, 1, stop.get_token()));
    }
};

QTEST_GUILESS_MAIN(TestLayerProfile)
#include "tst_layer_profile.moc"

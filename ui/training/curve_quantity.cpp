#include "ui/training/curve_quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

struct CurveQuantity
{
    Q_DECLARE_TR_FUNCTIONS(CurveQuantity)
};

double worstClass(const EpochPoint &point)
{
    double worst = EpochPoint::not_measured;
    for (const double accuracy : point.val_class_accuracy)
        worst = std::fmin(worst, accuracy);
    return worst;
}

} // namespace

const QList<QuantityInfo> &quantities()
{
    using Line = CurveSeries::Line;
    using Values = CurvePlot::Values;
    using Point = const EpochPoint &;
    static const QList<QuantityInfo> all = {
        {Quantity::Accuracy,
         CurveQuantity::tr("Accuracy"),
         Values::Percent,
         {{Line::Faint, [](Point p) { return p.train_accuracy; }},
          {Line::Dotted, [](Point p) { return p.clean_accuracy; }},
          {Line::Strong, [](Point p) { return p.val_accuracy; }}}},
        {Quantity::Loss,
         CurveQuantity::tr("Loss"),
         Values::Plain,
         {{Line::Faint, [](Point p) { return p.train_loss; }},
          {Line::Strong, [](Point p) { return p.val_loss; }}}},
        {Quantity::Top5,
         CurveQuantity::tr("Top-5 accuracy"),
         Values::Percent,
         {{Line::Strong, [](Point p) { return p.val_top5; }}}},
        {Quantity::WorstClass,
         CurveQuantity::tr("Worst class's accuracy"),
         Values::Percent,
         {{Line::Strong, worstClass}}},
        {Quantity::LearningRate,
         CurveQuantity::tr("Learning rate"),
         Values::Plain,
         {{Line::Strong, [](Point p) { return p.learning_rate; }}}},
        {Quantity::Throughput,
         CurveQuantity::tr("Images per second"),
         Values::Plain,
         {{Line::Strong, [](Point p) { return p.images_per_second; }}}},
        {Quantity::GradientNorm,
         CurveQuantity::tr("Gradient norm"),
         Values::Plain,
         {{Line::Strong, [](Point p) { return p.gradient_norm; }}}},
        {Quantity::Memory,
         CurveQuantity::tr("Memory in MB"),
         Values::Plain,
         {{Line::Strong, [](Point p) { return p.memory_mb; }}}},
    };
    return all;
}

QList<double> placesOf(const ShownRun &run, CurvePlot::Along along)
{
    using Along = CurvePlot::Along;
    double perEpoch = 1;
    if (along == Along::Steps)
        perEpoch = run.size.stepsPerEpoch;
    else if (along == Along::Images)
        perEpoch = run.size.trainImages;
    QList<double> places;
    if (perEpoch <= 0)
        return places;
    places.reserve(run.points.size());
    for (const auto &point : run.points) {
        double place = along == Along::Minutes ? point.elapsed_s / 60 : perEpoch * point.epoch;
        if (!places.isEmpty())
            place = std::isfinite(place) ? std::max(place, places.last()) : places.last();
        places.append(std::isfinite(place) ? place : 0.0);
    }
    return places;
}

} // namespace tlvfc::ui

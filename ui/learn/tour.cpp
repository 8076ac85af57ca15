#include "ui/learn/tour.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

struct TourWords
{
    Q_DECLARE_TR_FUNCTIONS(TourWords)
};

} // namespace

// In the order of TourAction::Kind.
const QList<TourWord> &tourActions()
{
    static const QList<TourWord> words{
        {QStringLiteral("open-demo"), TourWords::tr("opens the demo project")},
        {QStringLiteral("open"), TourWords::tr("opens networks of the zoo")},
        {QStringLiteral("example-runs"),
         TourWords::tr("lists the finished runs that the program brings")},
        {QStringLiteral("select"), TourWords::tr("selects a target layer by its path")},
        {QStringLiteral("strategy"), TourWords::tr("sets options of the strategy")},
        {QStringLiteral("show"), TourWords::tr("shows a panel, whichever page or tab it is on")},
        {QStringLiteral("sort"), TourWords::tr("sorts bars by variance, or not")},
        {QStringLiteral("filter"), TourWords::tr("chooses a filter of the target")},
    };
    return words;
}

const QList<TourWord> &tourFacts()
{
    static const QList<TourWord> words{
        {QStringLiteral("source-filters"), TourWords::tr("filters of the source layer")},
        {QStringLiteral("target-filters"), TourWords::tr("filters of the target layer")},
        {QStringLiteral("serving-layer"), TourWords::tr("path of the source layer that serves")},
        {QStringLiteral("matched-layers"),
         TourWords::tr("target layers that a source layer serves")},
        {QStringLiteral("largest-variance"),
         TourWords::tr("the source filter with the largest variance")},
        {QStringLiteral("smallest-variance"),
         TourWords::tr("the source filter with the smallest variance")},
        {QStringLiteral("kept-filters"), TourWords::tr("source filters that are kept")},
        {QStringLiteral("overwritten-filters"),
         TourWords::tr("different target filters overwritten")},
        {QStringLiteral("kernels-from-source"),
         TourWords::tr("finished kernels that come from the source")},
        {QStringLiteral("place-of-filter"),
         TourWords::tr("where a target filter stands in the end")},
        {QStringLiteral("fc-mean"), TourWords::tr("mean of the statistics")},
        {QStringLiteral("fc-deviation"), TourWords::tr("deviation of the statistics")},
        {QStringLiteral("crossover-width"), TourWords::tr("features that crossover can reach")},
    };
    return words;
}

const QList<TourWord> &tourPages()
{
    static const QList<TourWord> words{
        {QStringLiteral("transfer"), TourWords::tr("the Transfer page")},
        {QStringLiteral("train"), TourWords::tr("the Train page")},
        {QStringLiteral("compare"), TourWords::tr("the Compare page")},
    };
    return words;
}

} // namespace tlvfc::ui

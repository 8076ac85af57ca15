#include "ui/learn/tour.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Tour", text); }

} // namespace

// In the order of TourAction::Kind.
const QList<TourWord> &tourActions()
{
    static const QList<TourWord> words{
        {QStringLiteral("open-demo"), tr("opens the demo project")},
        {QStringLiteral("open"), tr("opens networks of the zoo")},
        {QStringLiteral("example-runs"), tr("lists the finished runs that the program brings")},
        {QStringLiteral("select"), tr("selects a target layer by its path")},
        {QStringLiteral("strategy"), tr("sets options of the strategy")},
        {QStringLiteral("show"), tr("shows a panel, whichever page or tab it is on")},
        {QStringLiteral("sort"), tr("sorts bars by variance, or not")},
        {QStringLiteral("filter"), tr("chooses a filter of the target")},
    };
    return words;
}

const QList<TourWord> &tourFacts()
{
    static const QList<TourWord> words{
        {QStringLiteral("source-filters"), tr("filters of the source layer")},
        {QStringLiteral("target-filters"), tr("filters of the target layer")},
        {QStringLiteral("serving-layer"), tr("path of the source layer that serves")},
        {QStringLiteral("matched-layers"), tr("target layers that a source layer serves")},
        {QStringLiteral("largest-variance"), tr("the source filter with the largest variance")},
        {QStringLiteral("smallest-variance"), tr("the source filter with the smallest variance")},
        {QStringLiteral("kept-filters"), tr("source filters that are kept")},
        {QStringLiteral("overwritten-filters"), tr("different target filters overwritten")},
        {QStringLiteral("kernels-from-source"), tr("finished kernels that come from the source")},
        {QStringLiteral("place-of-filter"), tr("where a target filter stands in the end")},
        {QStringLiteral("fc-mean"), tr("mean of the statistics")},
        {QStringLiteral("fc-deviation"), tr("deviation of the statistics")},
        {QStringLiteral("crossover-width"), tr("features that crossover can reach")},
    };
    return words;
}

const QList<TourWord> &tourPages()
{
    static const QList<TourWord> words{
        {QStringLiteral("transfer"), tr("the Transfer page")},
        {QStringLiteral("train"), tr("the Train page")},
        {QStringLiteral("compare"), tr("the Compare page")},
    };
    return words;
}

} // namespace tlvfc::ui

// The ways to begin that are shown side by side: published methods, pinned strategies, and now.
#pragma once

#include "ui/details/way_service.h"
#include "ui/plots/depth_plot.h"

#include <QPalette>

namespace tlvfc::ui {

class PinnedStrategies;
class TransferSession;

struct Way
{
    QString name;
    DepthCurve::Shape shape = DepthCurve::Shape::Disc;
    int color = 0; ///< for colorOf()
    WayOrder order;
    WayService::Numbers numbers; ///< null while they are on their way
};

/// The methods that now is compared with, where nobody pinned them.
struct MethodsShown
{
    bool he = true; ///< or the target as it was opened
    bool dpiat = true;
    bool tlvfc = true;
};

/// In the order of the legend. A method that is the same as now, or as a pin, is not shown twice.
/// @pre the session has a plan with weights
QList<Way> waysOf(const TransferSession &session, const PinnedStrategies &pinned,
                  const MethodsShown &shown, const std::optional<BatchOrder> &batch);

QColor colorOf(const Way &way, const QPalette &palette);

/// "● now: TLVFC", colored; with the loss where signals were measured.
QString legendText(const QList<Way> &ways, const QPalette &palette);

/// "● now: TLVFC, loss 2.31", plain.
QString legendEntry(const Way &way);

/// What was sent through where signals were measured, else where variance says nothing now; and
/// what is wrong with ways that cannot be carried out. May be empty.
QString waysNote(const QList<Way> &ways, const Architecture &architecture);

/// Every layer's numbers for each of the ways, of the target's architecture.
QList<QStringList> waysTable(const QList<Way> &ways, const Architecture &architecture);

} // namespace tlvfc::ui

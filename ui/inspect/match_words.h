// The matching between two networks in sentences.
#pragma once

#include "ui/inspect/match_curves.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace tlvfc::ui {

/// "13 of 39 source layers serve 20 of 52 target layers", and what else is taken over.
QString matchText(const TransferPlan &plan);

/// " · index and dp agree on 12 of 31 layers", what follows matchText() where two are compared.
QString agreementText(const TransferPlan &plan, const TransferPlan &other);

/// What a line's tooltip says: its pairs with their scores, for a single one why and what happens.
/// @pre The plan has a source.
QString curveText(const TransferPlan &plan, const std::vector<MatchLink> &links,
                  const MatchCurve &curve);

/// Why target layers take nothing over, and why source layers serve none, by LayerId's value.
QHash<int, QString> targetRemarks(const TransferPlan &plan);
QHash<int, QString> sourceRemarks(const TransferPlan &plan);

} // namespace tlvfc::ui

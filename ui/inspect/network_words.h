// Networks and layers in words and figures.
#pragma once

#include "core/nets/architecture.h"

#include <QString>

#include <map>

namespace tlvfc::ui {

/// "25,557,032", as the locale groups digits.
QString parametersText(std::int64_t count);

/// "11.2 million"; plain below ten thousand.
QString roundCountText(std::int64_t count);

/// "64×3×7×7", empty where the layer has no weight.
QString weightShapeText(const LayerRecord &layer);

/// "Conv2d".
QString kindText(LayerKind kind);

/// "4 conv · 4 norm", what has weights alone; and "4 Conv2d, 4 BatchNorm2d, 2 ReLU", all.
QString kindsText(const std::map<LayerKind, int> &kinds);
QString allKindsText(const std::map<LayerKind, int> &kinds);

/// "0.00125", "3.4e-07".
QString meanVarianceText(double variance);

/// "75 %", "<1 %", ">99 %": the ends are said of all and of nothing alone.
QString shareText(double share);

/// "3×3, stride 2, padding 1", empty where the kind has no geometry.
QString geometryText(const LayerRecord &layer);

/// Core's clauses begin small and end without a full stop: a sentence of one; empty of none.
QString sentenceOf(const std::string &clause);

/// "VGG", "ResNet", "ResNet for CIFAR".
QString familyText(Family family);

} // namespace tlvfc::ui

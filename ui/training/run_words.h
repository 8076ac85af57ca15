// How runs are named and numbers written in this room, in one voice.
#pragma once

#include "core/base/error.h"
#include "core/runs/run_lock.h"
#include "core/training/epoch_point.h"

#include <QString>

namespace tlvfc::ui {

class RunWatcher;

/// "TLVFC": a method's title.
QString methodTitle(const std::string &method);

/// "TLVFC", or "DPIAT (1 lock)", "TLVFC (changed)" where options differ from the preset's.
QString strategyTitle(const Strategy &strategy);

/// "resnet32 (resnet32-d509ac18.th)", "resnet18".
QString networkTitle(const NetworkSpec &network);

/// The person's title, else "TLVFC, resnet32 → resnet18"; the method as strategyTitle() has it.
QString runTitle(const RunSpec &spec);

/// What the person calls the run, else runTitle(); its folder's name where that cannot be read.
QString runName(const RunWatcher &run);

/// "ResNet32 (file) → ResNet18, TLVFC, crossover 0.1": what a spec will run, on one line.
QString runSummary(const RunSpec &spec);

QString stateTitle(RunState state);

/// "77.24 %" from 0.7724, always two decimals, so that numbers below each other align.
QString percentText(double share);

/// "0.7124".
QString lossText(double loss);

/// "top-5 93.21 %, gradient norm 1.42, memory 812 MB": what only some runs measure; empty without.
QString measuredText(const EpochPoint &point);

/// What is wrong and what to do, without where: it is said in place.
QString faultText(const Error &error);

} // namespace tlvfc::ui

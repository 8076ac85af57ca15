// Many runs at once: what they share, and lists of what sets them apart.
#pragma once

#include "core/runs/spec.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc {

/// An empty list means the base's own value.
struct SweepSpec
{
    RunSpec base; ///< need not be complete: the lists may give what it lacks
    std::vector<Strategy> methods;
    std::vector<NetworkSpec> sources;
    std::vector<NetworkSpec> targets;
    std::vector<DataSpec> data;
    std::vector<TrainingOptions> training;
    std::vector<std::uint64_t> seeds;
};

/// One combination.
struct SweepRun
{
    std::string name; ///< of its folder, see sweep_run_name()
    RunSpec spec;
};

/// {"schema":1, "base":{a run's specification}, "methods":[…], "sources":[…], "targets":[…],
/// "data":[…], "training":[…], "seeds":[…]}, all but the lists that matter may be absent.
///
/// A method is a preset's name or a strategy object. A network is a zoo name, a weights file, a
/// run's folder (what it trained) or a network object. Data is a source, which is read like the
/// base's, or an object whose absent keys are the base's; so is training, such as
/// {"lr":0.001}. Paths become absolute, from the working
/// folder.
/// @throws Error naming `where` and the list's entry at fault, an unknown key among others.
SweepSpec sweep_spec_from_json(const Json &json, const std::string &where);

/// @throws Error naming the file.
SweepSpec read_sweep_spec(const std::filesystem::path &file);

/// Every combination once, those that can be compared with each other beside each other. A method
/// without a source drops it, so that its runs are the same for every source.
/// @throws Error (InvalidRequest) where two combinations would share a folder.
std::vector<SweepRun> cross(const SweepSpec &sweep);

} // namespace tlvfc

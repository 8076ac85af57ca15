// All that decides a run's result.
#pragma once

#include "core/base/json.h"
#include "core/data/dataset.h"
#include "core/training/options.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace tlvfc {

/// A network as a run names it.
struct NetworkSpec
{
    std::string name;    ///< the zoo's name; empty where the weights file alone says what it is
    std::string weights; ///< a file; empty for new weights
    int classes = 0;     ///< 0: the zoo's default, or what the weights hold
    /// With weights: all but the last Linear, which is drawn anew for `classes`, so that a
    /// pretrained network can be fine-tuned on other data.
    bool new_classifier = false;

    bool is_absent() const { return name.empty() && weights.empty(); }

    friend bool operator==(const NetworkSpec &, const NetworkSpec &) = default;
};

struct RunSpec
{
    std::string title;  ///< for people; decides nothing
    NetworkSpec source; ///< absent for a method without a source
    NetworkSpec target; ///< classes are the data's
    Strategy strategy;
    DataSpec data;
    TrainingOptions training;
    std::string device = "auto"; ///< cpu, cuda, cuda:K, auto
    int threads = 0;             ///< of each process; 0: all cores, shared among the processes
    /// That share each batch among them, on this machine; batch norms then see the parts, as they
    /// do where a batch is split for want of memory.
    int processes = 1;
    std::uint64_t seed = 2;

    /// Looks at no file and no device. @throws Error (InvalidRequest) that names the option.
    void validate() const;
};

/// The complete document: every default is written out.
Json to_json(const RunSpec &spec);

/// Absent keys take their defaults; an unknown key is an error, since a misspelled option would
/// silently change a result. @throws Error naming the key and `where`.
RunSpec run_spec_from_json(const Json &json, const std::string &where);

/// @throws Error naming the file.
RunSpec read_run_spec(const std::filesystem::path &file);

} // namespace tlvfc

#include "core/runs/spec.h"

#include "core/base/error.h"
#include "core/nets/zoo.h"
#include "core/training/device.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace tlvfc {

namespace {

constexpr int schema = 1;

Json to_json(const NetworkSpec &network)
{
    return {{"name", network.name},
            {"weights", network.weights},
            {"classes", network.classes},
            {"new_classifier", network.new_classifier}};
}

void refuse_unknown_keys(const Json &json, std::initializer_list<std::string_view> known,
                         const std::string &where)
{
    if (!json.is_object())
        throw unreadable_input("not a JSON object", where, "give a run's specification");
    for (const auto &[key, value] : json.items()) {
        if (std::ranges::find(known, key) == known.end())
            throw unreadable_input("unknown key '" + key + "'", where,
                                   "mend its spelling, or remove it");
    }
}

NetworkSpec network_from_json(const Json &json, const std::string &where)
{
    refuse_unknown_keys(json, {"name", "weights", "classes", "new_classifier"}, where);
    return {json_value<std::string>(json, "name", "", where),
            json_value<std::string>(json, "weights", "", where),
            json_value(json, "classes", 0, where),
            json_value(json, "new_classifier", false, where)};
}

/// What can be told without opening a file.
void check_network(const NetworkSpec &network)
{
    if (!network.name.empty())
        build_architecture(network.name, network.classes);
    if (network.classes < 0)
        throw invalid_request("a network cannot have " + std::to_string(network.classes) +
                                  " classes",
                              "option classes", "give a positive number, or 0");
    if (network.new_classifier && network.weights.empty())
        throw invalid_request("a new classifier for a network without weights",
                              "option new-classifier", "give the weights that it is to stand on");
}

/// Whether the value was taken as it stands. JSON's conversions are generous: 2.7 epochs would
/// become 2, and a seed of -1 some huge number.
bool is_kept(const Json &given, const Json &taken)
{
    if (given.is_object() && taken.is_object()) {
        return std::ranges::all_of(given.items(), [&](const auto &item) {
            return taken.contains(item.key()) && is_kept(item.value(), taken[item.key()]);
        });
    }
    if (given.is_array() && taken.is_array())
        return std::ranges::equal(given, taken, is_kept);
    const bool overflows =
        given.is_number_integer() && !given.is_number_unsigned() && taken.is_number_unsigned();
    return given == taken && !(overflows && given.get<std::int64_t>() < 0);
}

/// Refuses keys that the complete document does not have and values that it does not repeat.
void require_kept(const Json &given, const Json &complete, const std::string &prefix,
                  const std::string &where)
{
    for (const auto &[key, value] : given.items()) {
        if (value.is_object() && complete[key].is_object())
            require_kept(value, complete[key], prefix + key + ".", where);
        else if (!is_kept(value, complete[key]))
            throw_wrong_type(prefix + key, where);
    }
}

/// Before the schedule had names, a flag turned its steps on.
Json with_named_schedule(Json json)
{
    const auto training = json.find("training");
    if (training == json.end() || !training->is_object() || !training->contains("decay_lr"))
        return json;
    const auto flag = training->at("decay_lr");
    if (flag.is_boolean() && !training->contains("schedule")) {
        (*training)["schedule"] =
            option_name(flag.get<bool>() ? Schedule::Steps : Schedule::Constant);
        training->erase("decay_lr");
    }
    return json;
}

Json section(const Json &json, const char *key)
{
    const auto it = json.find(key);
    return it == json.end() ? Json::object() : *it;
}

} // namespace

void RunSpec::validate() const
{
    strategy.validate();
    training.validate();
    data.validate();
    if (target.is_absent())
        throw invalid_request("no target network", "option target", "choose one of the zoo");
    if (strategy.needs_source() && source.is_absent())
        throw invalid_request("the method needs a source network", "option source",
                              "choose one, or a method without a source");
    check_network(source);
    check_network(target);
    check_device_name(device);
    if (processes < 1 || processes > 64)
        throw invalid_request("cannot train in " + std::to_string(processes) + " processes",
                              "option processes", "give a number from 1 to 64");
    if (processes > 1 && device.starts_with("cuda"))
        throw invalid_request("several processes train on the CPU only", "option processes",
                              "give device cpu, or one process");
    if (processes > 1 && training.on_out_of_memory == OnOutOfMemory::Split)
        throw invalid_request("several processes cannot split their batches alike",
                              "options processes and on-out-of-memory",
                              "give a smaller batch, or one process");
    if (processes > training.batch / 2)
        throw invalid_request("a batch of " + std::to_string(training.batch) + " images for " +
                                  std::to_string(processes) + " processes",
                              "option processes", "give each process two images or more");
    if (threads < 0 || threads > 1024)
        throw invalid_request("cannot work with " + std::to_string(threads) + " threads",
                              "option threads", "give a number from 1, or 0 for all cores");
}

Json to_json(const RunSpec &spec)
{
    return {
        {"schema", schema},
        {"title", spec.title},
        {"source", to_json(spec.source)},
        {"target", to_json(spec.target)},
        {"strategy", to_json(spec.strategy)},
        {"data", to_json(spec.data)},
        {"training", to_json(spec.training)},
        {"device", spec.device},
        {"threads", spec.threads},
        {"processes", spec.processes},
        {"seed", spec.seed},
    };
}

RunSpec run_spec_from_json(const Json &document, const std::string &where)
{
    const auto json = with_named_schedule(document);
    // First of all: what a newer version writes may have other keys.
    if (!json.is_object())
        throw unreadable_input("not a JSON object", where, "give a run's specification");
    if (const auto version = json_value(json, "schema", schema, where); version != schema)
        throw unreadable_input(
            "written for version " + std::to_string(version) +
                " of the specification, this program knows " + std::to_string(schema),
            where, version > schema ? "use a newer TLVFC Studio" : "mend 'schema'");
    refuse_unknown_keys(json,
                        {"schema", "title", "source", "target", "strategy", "data", "training",
                         "device", "threads", "processes", "seed"},
                        where);
    // Defaults of a section are what its own writer gives, so its keys are the known ones.
    const auto check_keys = [&](const char *key, const Json &complete) {
        const auto given = section(json, key);
        if (!given.is_object())
            throw_wrong_type(key, where);
        for (const auto &[name, value] : given.items()) {
            if (!complete.contains(name))
                throw unreadable_input("unknown key '" + std::string(key) + "." + name + "'", where,
                                       "mend its spelling, or remove it");
        }
    };
    check_keys("strategy", to_json(Strategy()));
    check_keys("data", to_json(DataSpec()));
    check_keys("training", to_json(TrainingOptions()));

    RunSpec spec;
    spec.title = json_value<std::string>(json, "title", "", where);
    spec.source = network_from_json(section(json, "source"), where);
    spec.target = network_from_json(section(json, "target"), where);
    spec.strategy = strategy_from_json(section(json, "strategy"), where);
    spec.data = data_spec_from_json(section(json, "data"), where);
    spec.training = training_options_from_json(section(json, "training"), where);
    spec.device = json_value(json, "device", spec.device, where);
    spec.threads = json_value(json, "threads", spec.threads, where);
    spec.processes = json_value(json, "processes", spec.processes, where);
    spec.seed = json_value(json, "seed", spec.seed, where);
    require_kept(json, to_json(spec), "", where);
    return spec;
}

RunSpec read_run_spec(const std::filesystem::path &file)
{
    return run_spec_from_json(read_json(file), file.string());
}

} // namespace tlvfc

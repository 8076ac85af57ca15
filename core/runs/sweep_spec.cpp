#include "core/runs/sweep_spec.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/sweep_name.h"
#include "core/runs/weights_place.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr int schema = 1;
constexpr std::array<std::string_view, 8> known_keys = {"schema",  "base", "methods",  "sources",
                                                        "targets", "data", "training", "seeds"};

/// What `read` gives; its errors name the place.
template <typename Read>
auto at(const std::string &place, Read &&read)
{
    try {
        return read();
    } catch (const Error &error) {
        const bool says_more = !error.where().empty() && error.where() != place;
        throw Error(error.kind(),
                    error.fault() + (says_more ? " (" + error.where() + ")" : std::string()), place,
                    error.remedy());
    }
}

/// Every entry of a list through `read`, which gets the entry and its place.
template <typename T, typename Read>
std::vector<T> read_list(const Json &json, const char *key, const std::string &where, Read &&read)
{
    std::vector<T> values;
    const auto list = json.find(key);
    if (list == json.end())
        return values;
    if (!list->is_array())
        throw_wrong_type(key, where);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto place = std::string(key) + "[" + std::to_string(i) + "] of " + where;
        values.push_back(at(place, [&] { return read((*list)[i], place); }));
    }
    return values;
}

/// The section of a run's specification that `value` is, with all that is checked there.
RunSpec run_with(const char *section, const Json &value, const std::string &where)
{
    return run_spec_from_json({{section, value}}, where);
}

NetworkSpec with_weights_in_place(NetworkSpec network)
{
    if (!network.weights.empty())
        network.weights = whole_path(weights_place(network.weights)).string();
    return network;
}

Strategy read_method(const Json &json, const std::string &where)
{
    return json.is_string() ? preset(json.get<std::string>())
                            : run_with("strategy", json, where).strategy;
}

NetworkSpec read_network(const char *section, const Json &json, const std::string &where)
{
    if (json.is_string())
        return with_weights_in_place(network_by_name(json.get<std::string>(), where));
    const auto run = run_with(section, json, where);
    return with_weights_in_place(std::string_view(section) == "source" ? run.source : run.target);
}

/// Leaves size and normalization alone, other than with_source().
std::string absolute_source(const std::string &source) { return with_source({}, source).source; }

DataSpec read_data(const Json &json, const DataSpec &base, const std::string &where)
{
    if (json.is_string())
        return with_source(base, json.get<std::string>());
    if (!json.is_object())
        throw unreadable_input("neither a source nor an object", where, "give one of the two");
    const auto source = json_value<std::string>(json, "source", base.source, where);
    auto complete = to_json(json.contains("source") ? with_source(base, source) : base);
    for (const auto &[key, value] : json.items()) {
        if (key != "source")
            complete[key] = value;
    }
    return run_with("data", complete, where).data;
}

TrainingOptions read_training(const Json &json, const TrainingOptions &base,
                              const std::string &where)
{
    if (!json.is_object())
        throw unreadable_input("not an object", where, "give one such as {\"lr\": 0.001}");
    auto complete = to_json(base);
    complete.update(json);
    return run_with("training", complete, where).training;
}

std::uint64_t read_seed(const Json &json, const std::string &where)
{
    return run_with("seed", json, where).seed;
}

/// A list's values, or the base's where there is none.
template <typename T>
std::vector<T> or_base(const std::vector<T> &list, const T &base)
{
    return list.empty() ? std::vector<T>{base} : list;
}

} // namespace

SweepSpec sweep_spec_from_json(const Json &json, const std::string &where)
{
    if (!json.is_object())
        throw unreadable_input("not a JSON object", where, "give a sweep's specification");
    if (const auto version = json_value(json, "schema", schema, where); version != schema)
        throw unreadable_input(
            "written for version " + std::to_string(version) +
                " of a sweep's specification, this program knows " + std::to_string(schema),
            where, version > schema ? "use a newer TLVFC Studio" : "mend 'schema'");
    for (const auto &[key, value] : json.items()) {
        if (std::ranges::find(known_keys, key) == known_keys.end())
            throw unreadable_input("unknown key '" + key + "'", where,
                                   "mend its spelling, or put it into 'base'");
    }
    SweepSpec sweep;
    const auto base = json.find("base");
    const auto base_place = "base of " + where;
    sweep.base = at(base_place, [&] {
        auto run = run_spec_from_json(base == json.end() ? Json::object() : *base, base_place);
        run.source = with_weights_in_place(run.source);
        run.target = with_weights_in_place(run.target);
        run.data.source = absolute_source(run.data.source);
        return run;
    });
    sweep.methods = read_list<Strategy>(json, "methods", where, read_method);
    const auto network = [](const char *section) {
        return [section](const Json &entry, const std::string &place) {
            return read_network(section, entry, place);
        };
    };
    sweep.sources = read_list<NetworkSpec>(json, "sources", where, network("source"));
    sweep.targets = read_list<NetworkSpec>(json, "targets", where, network("target"));
    sweep.data =
        read_list<DataSpec>(json, "data", where, [&](const Json &entry, const std::string &place) {
            return read_data(entry, sweep.base.data, place);
        });
    sweep.training = read_list<TrainingOptions>(
        json, "training", where, [&](const Json &entry, const std::string &place) {
            return read_training(entry, sweep.base.training, place);
        });
    sweep.seeds = read_list<std::uint64_t>(json, "seeds", where, read_seed);
    return sweep;
}

SweepSpec read_sweep_spec(const fs::path &file)
{
    return sweep_spec_from_json(read_json(file), file.string());
}

std::vector<SweepRun> cross(const SweepSpec &sweep)
{
    std::vector<SweepRun> runs;
    std::map<std::string, std::string> known; // documents by name
    const auto add = [&](RunSpec spec) {
        if (!spec.strategy.needs_source())
            spec.source = {};
        auto name = sweep_run_name(spec, sweep.base);
        const auto document = to_text(to_json(spec));
        const auto [place, is_new] = known.try_emplace(name, document);
        if (is_new)
            runs.push_back({std::move(name), std::move(spec)});
        else if (place->second != document)
            throw invalid_request("two combinations would share the folder " + name, "the lists",
                                  "give one of them in a sweep of its own");
    };
    auto spec = sweep.base;
    const auto each_method = [&] {
        for (const auto &source : or_base(sweep.sources, sweep.base.source)) {
            for (const auto &method : or_base(sweep.methods, sweep.base.strategy)) {
                spec.source = source;
                spec.strategy = method;
                add(spec);
            }
        }
    };
    for (const auto &data : or_base(sweep.data, sweep.base.data)) {
        spec.data = data;
        for (const auto &target : or_base(sweep.targets, sweep.base.target)) {
            spec.target = target;
            for (const auto seed : or_base(sweep.seeds, sweep.base.seed)) {
                spec.seed = seed;
                for (const auto &training : or_base(sweep.training, sweep.base.training)) {
                    spec.training = training;
                    each_method();
                }
            }
        }
    }
    return runs;
}

} // namespace tlvfc

#include "core/runs/sweep_name.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <span>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_part = 60;
constexpr std::size_t longest_name = 200; ///< file systems take 255

std::string digits_of(const std::string &text)
{
    return sha256_hex(std::as_bytes(std::span(text))).substr(0, 8);
}

/// Different texts give different parts: what is changed is told apart by its digest.
std::string file_name_part(const std::string &text)
{
    auto part = text.substr(0, longest_part);
    std::ranges::replace_if(
        part,
        [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_' && c != '.'; },
        '-');
    return part == text ? part : part + "_" + digits_of(text);
}

/// _KEY-VALUE for every key whose value is not the usual one.
std::string differences(const Json &json, const Json &usual)
{
    std::string text;
    for (const auto &[key, value] : json.items()) {
        if (value != usual[key])
            text +=
                "_" + key + "-" + (value.is_string() ? value.get<std::string>() : to_text(value));
    }
    return text;
}

std::string method_label(const Strategy &strategy)
{
    return file_name_part(strategy.method +
                          differences(to_json(strategy), to_json(preset(strategy.method))));
}

/// A path's last part and its digest: two folders may be called the same.
std::string path_label(const std::string &path)
{
    const auto trimmed = path.substr(0, path.find_last_not_of('/') + 1);
    return file_name_part(fs::path(trimmed).stem().string()) + "_" + digits_of(path);
}

std::string network_label(const NetworkSpec &network)
{
    auto label = file_name_part(network.name);
    if (!network.weights.empty())
        label += (label.empty() ? "" : "_") + path_label(network.weights);
    if (network.classes != 0)
        label += "_" + std::to_string(network.classes);
    if (network.new_classifier)
        label += "_new_classifier";
    return label;
}

std::string data_label(const DataSpec &data, const DataSpec &base)
{
    const bool is_path = data.source.find('/') != std::string::npos;
    auto usual = to_json(with_source(base, data.source));
    if (data.source == base.source)
        usual = to_json(base);
    usual["source"] = data.source;
    return (is_path ? path_label(data.source) : file_name_part(data.source)) +
           file_name_part(differences(to_json(data), usual));
}

} // namespace

std::string sweep_run_name(const RunSpec &run, const RunSpec &base)
{
    auto name = method_label(run.strategy);
    if (!run.source.is_absent() && run.source != base.source)
        name += "-from-" + network_label(run.source);
    name += "-" + network_label(run.target) + "-" + data_label(run.data, base.data) +
            file_name_part(differences(to_json(run.training), to_json(base.training))) + "-seed" +
            std::to_string(run.seed);
    return name.size() <= longest_name ? name
                                       : name.substr(0, longest_name) + "_" + digits_of(name);
}

} // namespace tlvfc

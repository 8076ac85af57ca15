#include "core/checkpoint/shard_index.h"

#include "core/checkpoint/contents.h"
#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace tlvfc::checkpoint {

namespace {

/// Of larger networks than any that is read here; every shard is an open mapping.
constexpr std::size_t most_shards = 4096;
constexpr std::size_t longest_file_name = 255;
/// The metadata may nest, and nobody looks at it.
constexpr int deepest = 16;

void check_file_name(std::string_view name)
{
    const bool control = std::ranges::any_of(
        name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.empty() || name.size() > longest_file_name || name == "." || name == ".." || control ||
        name.find_first_of("/\\") != std::string_view::npos)
        throw damaged("the index names the shard " + in_quotes(name) +
                      ", which is no plain file name");
}

/// Takes the index event by event, so that no tree of a hostile one is ever built.
class IndexEvents : public nlohmann::json_sax<nlohmann::json>
{
public:
    ShardIndex index;
    bool saw_map = false;

    bool start_object(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override
    {
        if (in_map_)
            throw no_index();
        return enter();
    }
    bool end_array() override { return leave(); }

    bool key(std::string &text) override
    {
        if (depth_ == 1) {
            in_map_ = text == "weight_map";
            if (in_map_ && saw_map)
                throw damaged("the index has two weight maps");
            saw_map |= in_map_;
        } else if (in_map_) {
            tensor_ = std::move(text);
        }
        return true;
    }

    bool string(std::string &text) override
    {
        if (depth_ == 0)
            throw no_index();
        if (!in_map_)
            return true;
        if (depth_ != 2)
            throw no_index();
        check_name(tensor_);
        if (!names_.insert(tensor_).second)
            throw about_tensor(damaged("the index has it twice"), tensor_);
        if (index.tensors.size() == Contents::most_tensors)
            throw damaged("it holds more tensors than any network");
        index.tensors.emplace_back(std::move(tensor_), position_of(text));
        tensor_.clear();
        return true;
    }

    bool number_unsigned(std::uint64_t) override { return other(); }
    bool number_integer(std::int64_t) override { return other(); }
    bool number_float(double, const std::string &) override { return other(); }
    bool null() override { return other(); }
    bool boolean(bool) override { return other(); }
    bool binary(binary_t &) override { return other(); }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        throw damaged("the index is no valid JSON");
    }

private:
    static Error no_index()
    {
        return not_readable("this JSON file is no index of shards",
                            "give the weights file itself, or MODEL.safetensors.index.json");
    }

    bool other() const
    {
        if (depth_ == 0 || in_map_)
            throw no_index();
        return true;
    }

    bool enter()
    {
        // Within the map stand names and files only.
        if (depth_ == deepest || (in_map_ && depth_ >= 2))
            throw no_index();
        ++depth_;
        return true;
    }

    bool leave()
    {
        if (--depth_ == 1)
            in_map_ = false;
        return true;
    }

    std::size_t position_of(std::string &file)
    {
        const auto known = positions_.find(file);
        if (known != positions_.end())
            return known->second;
        check_file_name(file);
        if (index.shards.size() == most_shards)
            throw damaged("the index names more shards than any network has");
        positions_.emplace(file, index.shards.size());
        index.shards.push_back(std::move(file));
        return index.shards.size() - 1;
    }

    int depth_ = 0;
    bool in_map_ = false;
    std::string tensor_;
    std::unordered_set<std::string> names_;
    std::unordered_map<std::string, std::size_t> positions_;
};

} // namespace

ShardIndex parse_shard_index(std::string_view json)
{
    IndexEvents events;
    nlohmann::json::sax_parse(json.begin(), json.end(), &events);
    if (!events.saw_map)
        throw not_readable("this JSON file has no 'weight_map', as an index of shards does",
                           "give the weights file itself, or MODEL.safetensors.index.json");
    if (events.index.tensors.empty())
        throw not_readable("the index names no tensors", "save the weights again");
    return std::move(events.index);
}

} // namespace tlvfc::checkpoint

#include "core/data/catalog.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/data/catalog_text.h"

#include <algorithm>
#include <cctype>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr int schema = 1;

/// A name becomes a folder's: it must stay one.
void require_plain_name(const std::string &name, const std::string &where)
{
    const bool plain =
        !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](unsigned char c) {
            return std::isalnum(c) || c == '-' || c == '_' || c == '.';
        });
    if (!plain)
        throw unreadable_input("'" + name + "' is no name for an entry", where,
                               "use letters, digits, '-' and '_'");
}

std::string text(const Json &json, const char *key, const std::string &where)
{
    return json_value<std::string>(json, key, "", where);
}

CatalogEntry entry_from_json(const Json &json, const std::string &catalog)
{
    CatalogEntry entry;
    entry.name = text(json, "name", catalog);
    require_plain_name(entry.name, catalog);
    const auto where = catalog + ", " + entry.name;
    entry.title = text(json, "title", where);
    entry.homepage = text(json, "homepage", where);
    entry.license = text(json, "license", where);
    entry.url = text(json, "url", where);
    entry.archive = {json_value<std::uint64_t>(json, "bytes", 0, where), text(json, "md5", where),
                     text(json, "sha256", where)};
    entry.checksum_source = text(json, "checksum_source", where);
    entry.note = text(json, "note", where);
    const auto splits = json_value(json, "splits", Json::object(), where);
    if (!splits.is_object())
        throw_wrong_type("splits", where);
    for (const auto &[split, place] : splits.items()) {
        if (!place.is_object() || (split != "train" && split != "val" && split != "test"))
            throw_wrong_type("splits", where);
        entry.splits[split] = {text(place, "folder", where), text(place, "list", where)};
    }
    entry.known_bad = json_value(json, "known_bad", entry.known_bad, where);
    entry.classes = json_value(json, "classes", 0, where);
    entry.train = json_value(json, "train", 0, where);
    entry.test = json_value(json, "test", 0, where);
    entry.image_size = json_value(json, "image_size", 32, where);
    entry.mean = json_value(json, "mean", entry.mean, where);
    entry.deviation = json_value(json, "std", std::array<double, 3>{1, 1, 1}, where);
    return entry;
}

CatalogWeights weights_from_json(const Json &json, const std::string &base,
                                 const std::string &where)
{
    CatalogWeights weights{text(json, "name", where), text(json, "network", where),
                           text(json, "file", where), text(json, "recipe", where),
                           text(json, "url", where)};
    require_plain_name(weights.name, where);
    require_plain_name(weights.file, where);
    if (weights.url.empty())
        weights.url = base + weights.file;
    (void)weights.content();
    return weights;
}

Json list_of(const Json &json, const char *key, const std::string &where)
{
    auto list = json_value(json, key, Json::array(), where);
    if (!list.is_array() ||
        !std::ranges::all_of(list, [](const Json &item) { return item.is_object(); }))
        throw_wrong_type(key, where);
    return list;
}

template <typename Entry>
void put_before(std::vector<Entry> &own, std::vector<Entry> others)
{
    std::erase_if(others, [&](const Entry &other) {
        return std::ranges::any_of(own, [&](const Entry &e) { return e.name == other.name; });
    });
    std::ranges::move(others, std::back_inserter(own));
}

template <typename Entry>
Entry find(const std::vector<Entry> &entries, const std::string &name, const char *kind)
{
    std::string names;
    for (const auto &entry : entries) {
        if (entry.name == name)
            return entry;
        names += (names.empty() ? "" : ", ") + entry.name;
    }
    throw invalid_request(std::string("no ") + kind + " '" + name + "' in the catalog", "NAME",
                          "choose one of " + names);
}

/// @throws Error (UnreadableInput) that names the key and `where`.
Catalog catalog_from_json(const Json &json, const std::string &where)
{
    if (!json.is_object() || json_value(json, "schema", 0, where) != schema)
        throw unreadable_input("not a catalog of version " + std::to_string(schema), where,
                               "mend 'schema', or remove the file");
    Catalog catalog;
    for (const auto &item : list_of(json, "data", where))
        catalog.data.push_back(entry_from_json(item, where));
    const auto base = text(json, "weights_url", where);
    for (const auto &item : list_of(json, "weights", where))
        catalog.weights.push_back(weights_from_json(item, base, where));
    return catalog;
}

} // namespace

ExpectedContent CatalogWeights::content() const
{
    // As in torch.hub: NAME-DIGITS.pth
    const auto stem = fs::path(file).stem().string();
    const auto digits = stem.substr(stem.rfind('-') + 1);
    const bool hexadecimal = digits.size() >= 8 && digits.size() < stem.size() &&
                             digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hexadecimal)
        throw unreadable_input("the weights' name '" + file + "' holds no checksum", "catalog",
                               "name the file as it is published");
    return {0, {}, digits};
}

Catalog read_catalog()
{
    auto built_in = catalog_from_json(Json::parse(catalog_text()), "the built-in catalog");
    const auto file = data_folder() / "catalog.json";
    std::error_code error;
    if (!fs::exists(file, error))
        return built_in;
    auto own = catalog_from_json(read_json(file), file.string());
    put_before(own.data, std::move(built_in.data));
    put_before(own.weights, std::move(built_in.weights));
    return own;
}

std::optional<CatalogEntry> find_in_catalog(const std::string &name)
{
    for (auto &entry : read_catalog().data) {
        if (entry.name == name)
            return std::move(entry);
    }
    return {};
}

CatalogEntry catalog_entry(const std::string &name)
{
    return find(read_catalog().data, name, "data set");
}

CatalogWeights catalog_weights(const std::string &name)
{
    return find(read_catalog().weights, name, "weights");
}

fs::path dataset_folder(const CatalogEntry &entry) { return data_folder() / "data" / entry.name; }

fs::path weights_file(const CatalogWeights &weights)
{
    return cache_folder() / "weights" / weights.file;
}

} // namespace tlvfc

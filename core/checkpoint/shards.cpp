#include "core/checkpoint/shards.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/read_contents.h"
#include "core/checkpoint/shard_index.h"

#include <algorithm>
#include <iterator>
#include <system_error>

namespace tlvfc::checkpoint {

namespace {

namespace fs = std::filesystem;

/// The shard's path, if all links on the way end in the index's own folder, or in the one where
/// the index itself lies behind its link: Hugging Face's cache keeps a repository's files in one
/// folder and links to them from another.
fs::path path_of_shard(const fs::path &index, const std::string &shard)
{
    const auto here = index.parent_path().empty() ? fs::path(".") : index.parent_path();
    const auto path = here / shard;
    std::error_code error;
    const auto end = fs::canonical(path, error);
    // A missing file is for the mapping to report.
    if (error)
        return path;
    std::error_code ignored;
    if (end.parent_path() != fs::canonical(here, ignored) &&
        end.parent_path() != fs::canonical(index, ignored).parent_path())
        throw damaged("the shard " + in_quotes(shard) + " is a link to another folder");
    return end;
}

Error about_shard(const Error &error, const std::string &shard)
{
    const auto place = "shard " + in_quotes(shard);
    return {error.kind(), error.fault(),
            error.where().empty() ? place : error.where() + " in " + place, error.remedy()};
}

Contents read_shard(const fs::path &index, const std::string &shard)
{
    try {
        return read_contents(map_file(path_of_shard(index, shard)));
    } catch (const Error &error) {
        throw about_shard(error, shard);
    }
}

} // namespace

Contents read_shards(std::string_view index, const fs::path &file)
{
    const auto [shards, tensors] = parse_shard_index(index);
    std::vector<Contents> parts;
    parts.reserve(shards.size());
    for (const auto &shard : shards)
        parts.push_back(read_shard(file, shard));
    Contents all(WeightsFormat::Sharded);
    for (const auto &[name, position] : tensors) {
        const auto *tensor = parts[position].find(name);
        if (!tensor)
            throw about_tensor(damaged("the index says that the shard " +
                                       in_quotes(shards[position]) +
                                       " holds it, which it does not"),
                               name);
        all.set(name, *tensor);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const auto &[name, tensor] : parts[i].tensors()) {
            if (!all.contains(name))
                throw about_tensor(damaged("the shard " + in_quotes(shards[i]) +
                                           " holds it, but the index does not name it"),
                                   name);
        }
        all.file_size += parts[i].file_size;
        std::ranges::move(parts[i].files, std::back_inserter(all.files));
        for (auto &note : parts[i].notes)
            all.notes.push_back(note + " in shard " + in_quotes(shards[i]));
        // The shards of one writing say the same.
        all.metadata.merge(parts[i].metadata);
    }
    all.notes.push_back("read from " + counted(static_cast<std::int64_t>(shards.size()), "shard"));
    return all;
}

} // namespace tlvfc::checkpoint

#include "core/runs/kernel_history.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/checkpoint/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "epoch-";
constexpr std::string_view suffix = ".safetensors";
constexpr int each_until = 10;
constexpr int about = 50;

/// The epoch that a file is of; -1 for a stranger.
int epoch_of(const fs::path &file)
{
    auto name = file.filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix))
        return -1;
    name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    int epoch = -1;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), epoch);
    return fault == std::errc() && end == name.data() + name.size() ? epoch : -1;
}

FirstKernels read(const fs::path &file, int epoch)
{
    auto weights = read_weights(file).weights;
    if (weights.size() != 1 || weights.begin()->second.shape().size() != 4)
        throw unreadable_input("this is not a layer's kernels", file.string(),
                               "remove the file; the run itself is as it was");
    const auto &[name, weight] = *weights.begin();
    return {epoch, name.substr(0, name.rfind('.')), weight};
}

} // namespace

bool keeps_kernels(int epoch, int epochs)
{
    return epoch <= each_until || epoch == epochs || epoch % std::max(1, epochs / about) == 0;
}

void keep_first_kernels(const RunFolder &run, int epoch, const Architecture &architecture,
                        const Weights &weights)
{
    const auto first =
        std::ranges::find(architecture.layers, LayerKind::Conv2d, &LayerRecord::kind);
    if (first == architecture.layers.end())
        return;
    const auto name = first->path + ".weight";
    Weights alone;
    alone.set(name, weights.at(name));
    std::error_code ignored; // writing says what is wrong
    fs::create_directories(run.kernels(), ignored);
    write_safetensors(
        run.kernels() / (std::string(prefix) + std::to_string(epoch) + std::string(suffix)), alone);
}

std::vector<FirstKernels> read_first_kernels(const RunFolder &run,
                                             std::vector<std::string> &problems)
{
    std::vector<FirstKernels> kept;
    // A run of an earlier version has no such folder.
    for (const auto &entry : entries_of(run.kernels())) {
        const int epoch = epoch_of(entry);
        if (epoch < 0)
            continue;
        try {
            kept.push_back(read(entry, epoch));
        } catch (const Error &error) {
            problems.emplace_back(error.what());
        }
    }
    std::ranges::sort(kept, {}, &FirstKernels::epoch);
    return kept;
}

} // namespace tlvfc

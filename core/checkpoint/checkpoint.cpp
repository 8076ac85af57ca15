#include "core/checkpoint/checkpoint.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/file_kind.h"
#include "core/checkpoint/load.h"
#include "core/checkpoint/read_contents.h"
#include "core/checkpoint/shards.h"

#include <new>
#include <stdexcept>

namespace tlvfc {

namespace {

using namespace checkpoint;

Contents open_contents(const std::filesystem::path &file)
{
    const auto mapped = map_file(file);
    const std::string_view text{reinterpret_cast<const char *>(mapped.bytes.data()),
                                mapped.bytes.size()};
    auto contents = file_kind(mapped.bytes) == FileKind::Index ? read_shards(text, file)
                                                               : read_contents(mapped);
    throw_if_lost(mapped);
    contents.remove_prefixes();
    for (auto &note : conversion_notes(contents))
        contents.notes.push_back(std::move(note));
    return contents;
}

Error about_file(const Error &error, const std::filesystem::path &file)
{
    const auto where =
        error.where().empty() ? file.string() : error.where() + " in " + file.string();
    return {error.kind(), error.fault(), where, error.remedy()};
}

Error no_memory(const std::filesystem::path &file)
{
    return failure("there is not enough memory for the weights", file.string(),
                   "close other programs");
}

/// The same errors from every way of reading, each with the file's name.
template <typename Read>
auto reading(const std::filesystem::path &file, Read read)
{
    try {
        return read();
    } catch (const Error &error) {
        throw about_file(error, file);
    } catch (const std::bad_alloc &) {
        throw no_memory(file);
    } catch (const std::length_error &) {
        throw no_memory(file);
    }
}

} // namespace

std::string to_string(WeightsFormat format)
{
    switch (format) {
    case WeightsFormat::Safetensors:
        return "safetensors";
    case WeightsFormat::TorchZip:
        return "torch.save (zip)";
    case WeightsFormat::TorchLegacy:
        return "torch.save (legacy)";
    case WeightsFormat::TorchTar:
        return "torch.save (old tar)";
    case WeightsFormat::TorchScript:
        return "TorchScript";
    case WeightsFormat::Sharded:
        return "index of shards";
    case WeightsFormat::Onnx:
        return "ONNX";
    }
    return "unknown";
}

WeightsOutline read_outline(const std::filesystem::path &file)
{
    return reading(file, [&] {
        auto contents = open_contents(file);
        contents.refuse_swelling(); // sums of sizes stay small
        WeightsOutline outline{
            {}, contents.format, std::move(contents.notes), std::move(contents.metadata)};
        for (const auto &[name, tensor] : contents.tensors())
            outline.tensors.push_back(
                {name, tensor.shape, dtype_of(tensor.type), std::string(name_of(tensor.type))});
        return outline;
    });
}

Checkpoint read_weights(const std::filesystem::path &file, std::stop_token stop,
                        const ProgressHandler &progress)
{
    return reading(file, [&] {
        auto contents = open_contents(file);
        Checkpoint checkpoint;
        checkpoint.weights = load(contents, stop, progress);
        checkpoint.format = contents.format;
        checkpoint.notes = std::move(contents.notes);
        checkpoint.metadata = std::move(contents.metadata);
        return checkpoint;
    });
}

void write_weights(const std::filesystem::path &file, const Weights &weights,
                   const WriteOptions &options)
{
    const auto extension = file.extension().string();
    if (extension == ".safetensors")
        return write_safetensors(file, weights, options);
    if (extension == ".pth" || extension == ".pt")
        return write_torch_zip(file, weights, options);
    throw invalid_request("weights cannot be written with the ending " + in_quotes(extension),
                          file.string(), "end the name in .safetensors, .pth or .pt");
}

} // namespace tlvfc

#include "core/checkpoint/checkpoint.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/file_kind.h"
#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/names.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/torch_readers.h"

#include <new>
#include <stdexcept>

namespace tlvfc {

namespace {

using namespace checkpoint;

Checkpoint read_content(std::span<const std::byte> bytes, Materials &materials)
{
    switch (file_kind(bytes)) {
    case FileKind::Safetensors:
        return read_safetensors(bytes, materials);
    case FileKind::Zip:
        return read_torch_zip(bytes, materials);
    case FileKind::Legacy:
        return read_torch_legacy(bytes, materials);
    case FileKind::Tar:
        return read_torch_tar(bytes, materials);
    }
    throw failure("a kind of file has no reader");
}

Error about_file(const Error &error, const std::filesystem::path &file)
{
    const auto where =
        error.where().empty() ? file.string() : error.where() + " in " + file.string();
    return {error.kind(), error.fault(), where, error.remedy()};
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
    }
    return "unknown";
}

Checkpoint read_weights(const std::filesystem::path &file)
{
    const auto no_memory = [&] {
        return failure("there is not enough memory for the weights", file.string(),
                       "close other programs");
    };
    try {
        const auto mapped = map_file(file);
        Materials materials(mapped.owner, mapped.bytes.size());
        auto checkpoint = read_content(mapped.bytes, materials);
        remove_prefixes(checkpoint);
        for (auto &note : materials.notes())
            checkpoint.notes.push_back(std::move(note));
        return checkpoint;
    } catch (const Error &error) {
        throw about_file(error, file);
    } catch (const std::bad_alloc &) {
        throw no_memory();
    } catch (const std::length_error &) {
        throw no_memory();
    }
}

void write_weights(const std::filesystem::path &file, const Weights &weights)
{
    const auto extension = file.extension().string();
    if (extension == ".safetensors")
        return write_safetensors(file, weights);
    if (extension == ".pth" || extension == ".pt")
        return write_torch_zip(file, weights);
    throw invalid_request("weights cannot be written with the ending " + in_quotes(extension),
                          file.string(), "end the name in .safetensors, .pth or .pt");
}

} // namespace tlvfc

#include "tests/fuzz/fuzz_one.h"

#include "core/base/error.h"
#include "core/checkpoint/load.h"
#include "core/checkpoint/onnx.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/shards.h"
#include "core/checkpoint/torch_readers.h"

#include <filesystem>
#include <stdexcept>
#include <stdlib.h>

namespace tlvfc::test {

namespace {

using namespace checkpoint;
namespace fs = std::filesystem;

/// Two shards, which the seeds of the index name; removed at the end.
class ShardFolder
{
public:
    ShardFolder()
    {
        auto name = (fs::temp_directory_path() / "tlvfc_fuzz_XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw std::runtime_error("no temporary folder for the shards");
        path_ = name;
        Weights first;
        first.set("a", Tensor({2, 3}));
        Weights second;
        second.set("b", Tensor(Shape{5}));
        write_safetensors(path_ / "first.safetensors", first);
        write_safetensors(path_ / "second.safetensors", second);
    }
    ~ShardFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ShardFolder(const ShardFolder &) = delete;
    ShardFolder &operator=(const ShardFolder &) = delete;

    fs::path index() const { return path_ / "model.safetensors.index.json"; }

private:
    fs::path path_;
};

Contents read(FuzzForm form, std::span<const std::byte> bytes)
{
    switch (form) {
    case FuzzForm::Safetensors:
        return read_safetensors(bytes);
    case FuzzForm::TorchZip:
    case FuzzForm::TorchScript:
        return read_torch_zip(bytes);
    case FuzzForm::TorchLegacy:
        return read_torch_legacy(bytes);
    case FuzzForm::TorchTar:
        return read_torch_tar(bytes);
    case FuzzForm::Onnx:
        return read_onnx(bytes);
    case FuzzForm::ShardIndex: {
        static const ShardFolder folder;
        return read_shards({reinterpret_cast<const char *>(bytes.data()), bytes.size()},
                           folder.index());
    }
    }
    throw std::logic_error("a form without a reader");
}

void look_at_everything(Contents &contents)
{
    contents.remove_prefixes();
    const auto weights = load(contents);
    if (weights.size() != contents.tensors().size())
        throw std::logic_error("a tensor was lost on the way");
    unsigned sum = 0;
    for (const auto &[name, tensor] : weights) {
        const auto *described = contents.find(name);
        if (!described || described->shape != tensor.shape() || described->count != tensor.size())
            throw std::logic_error("a tensor is not what was described");
        for (const auto byte : tensor.bytes())
            sum += static_cast<unsigned>(byte);
    }
    // Said to be used, so that the compiler keeps the reading.
    asm volatile("" : : "r"(sum));
}

} // namespace

FuzzOutcome fuzz_one(FuzzForm form, std::span<const std::byte> bytes)
{
    try {
        auto contents = read(form, bytes);
        // The bytes are the caller's and outlive the tensors.
        contents.file_size += bytes.size();
        look_at_everything(contents);
        return FuzzOutcome::Read;
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::UnreadableInput)
            throw;
        if (error.fault().empty() ||
            std::string_view(error.what()).find_first_of("\n\r\x1b") != std::string_view::npos)
            throw std::logic_error("a refusal that cannot be shown");
        return FuzzOutcome::Refused;
    }
}

} // namespace tlvfc::test

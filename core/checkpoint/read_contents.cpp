#include "core/checkpoint/read_contents.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/file_kind.h"
#include "core/checkpoint/onnx.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/torch_readers.h"

namespace tlvfc::checkpoint {

namespace {

Contents read(std::span<const std::byte> bytes)
{
    switch (file_kind(bytes)) {
    case FileKind::Safetensors:
        return read_safetensors(bytes);
    case FileKind::Zip:
        return read_torch_zip(bytes);
    case FileKind::Legacy:
        return read_torch_legacy(bytes);
    case FileKind::Tar:
        return read_torch_tar(bytes);
    case FileKind::Onnx:
        return read_onnx(bytes);
    case FileKind::Index:
        break;
    }
    throw not_readable("this is an index of shards where the shard itself is needed",
                       "give the index alone");
}

} // namespace

Contents read_contents(const MappedFile &file)
{
    auto contents = read(file.bytes);
    contents.file_size = file.bytes.size();
    contents.files.push_back(file);
    return contents;
}

} // namespace tlvfc::checkpoint

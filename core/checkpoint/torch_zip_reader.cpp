#include "core/checkpoint/faults.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/torch_content.h"
#include "core/checkpoint/torch_readers.h"
#include "core/checkpoint/zip_archive.h"

#include <algorithm>

namespace tlvfc::checkpoint {

namespace {

/// The members FOLDER/data/KEY.
class ZipStorages : public StorageBytes
{
public:
    ZipStorages(const ZipArchive &archive, std::string folder)
        : archive_(archive)
        , folder_(std::move(folder))
    {
    }

    StoragePart of(const Storage &storage) const override
    {
        const auto name = folder_ + "/data/" + std::string(storage.key);
        const auto [bytes, summed] = archive_.unread_member(name);
        return {claimed_part(bytes, storage), summed};
    }

private:
    const ZipArchive &archive_;
    std::string folder_;
};

/// The folder in the archive that holds data.pkl; torch names it after the file.
std::string folder_of(const ZipArchive &archive)
{
    constexpr std::string_view pickle = "/data.pkl";
    const auto &names = archive.names();
    for (const auto name : names) {
        if (name.ends_with(pickle) && name.find('/') == name.size() - pickle.size())
            return std::string(name.substr(0, name.size() - pickle.size()));
    }
    const bool old_script = std::any_of(names.begin(), names.end(), [](std::string_view name) {
        return name.ends_with("/model.json");
    });
    if (old_script)
        throw not_readable("this is TorchScript from before torch 1.4",
                           "load it with torch.jit.load and save its state_dict");
    throw not_readable("this is a zip archive, but none that torch wrote",
                       "unpack it and give the weights file inside, if there is one");
}

void check_byte_order(const ZipArchive &archive, const std::string &folder)
{
    const auto name = folder + "/byteorder";
    if (archive.contains(name) && archive.text(name) != "little")
        throw not_readable("its numbers are big-endian", "save it again on a common computer");
}

} // namespace

Contents read_torch_zip(std::span<const std::byte> file)
{
    const ZipArchive archive(file);
    const auto folder = folder_of(archive);
    check_byte_order(archive, folder);
    ByteReader in(archive.member(folder + "/data.pkl"), "the pickled part");
    PickleHeap heap(weights_limits);
    TorchObjects objects;
    const auto root = pickle::read_pickle(in, heap, objects);
    const ZipStorages storages(archive, folder);
    const TorchContent content{heap, objects, storages, root};
    // torch.load tells the two apart in the same way.
    auto contents = archive.contains(folder + "/constants.pkl")
                        ? module_tensors(content, WeightsFormat::TorchScript)
                        : state_dict(content, WeightsFormat::TorchZip);
    if (const auto notes = folder + std::string(zip_metadata); archive.contains(notes))
        contents.metadata = parse_safetensors_header(archive.text(notes)).metadata;
    return contents;
}

} // namespace tlvfc::checkpoint

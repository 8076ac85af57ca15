#include "core/checkpoint/names.h"
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
    ZipStorages(ZipArchive &archive, std::string folder)
        : archive_(archive)
        , folder_(std::move(folder))
    {
    }

    std::span<const std::byte> of(const Storage &storage) const override
    {
        const auto name = folder_ + "/data/" + std::string(storage.key);
        return claimed_part(archive_.member(name), storage);
    }

private:
    ZipArchive &archive_;
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

void check_byte_order(ZipArchive &archive, const std::string &folder)
{
    const auto name = folder + "/byteorder";
    if (archive.contains(name) && archive.text(name) != "little")
        throw not_readable("its numbers are big-endian", "save it again on a common computer");
}

} // namespace

Checkpoint read_torch_zip(std::span<const std::byte> file, Materials &materials)
{
    ZipArchive archive(file);
    const auto folder = folder_of(archive);
    check_byte_order(archive, folder);
    ByteReader in(archive.member(folder + "/data.pkl"), "the pickled part");
    PickleHeap heap;
    TorchObjects objects;
    const auto root = read_pickle(in, heap, objects);
    const ZipStorages storages(archive, folder);
    const TorchContent content{heap, objects, storages, materials, root};
    // torch.load tells the two apart in the same way.
    if (archive.contains(folder + "/constants.pkl"))
        return module_tensors(content, WeightsFormat::TorchScript);
    return state_dict(content, WeightsFormat::TorchZip);
}

} // namespace tlvfc::checkpoint

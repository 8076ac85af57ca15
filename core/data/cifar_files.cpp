#include "core/data/cifar.h"

#include "core/base/error.h"
#include "core/base/read_file.h"
#include "core/data/archive.h"

#include <algorithm>
#include <array>
#include <set>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> cifar10_names{"airplane", "automobile", "bird",  "cat",  "deer",
                                             "dog",      "frog",       "horse", "ship", "truck"};

std::vector<std::string> five_batches(const std::string &ending)
{
    std::vector<std::string> names;
    for (int i = 1; i <= 5; ++i)
        names.push_back("data_batch_" + std::to_string(i) + ending);
    return names;
}

const std::array<CifarForm, 4> &forms()
{
    static const std::array<CifarForm, 4> all{
        CifarForm{"CIFAR-10 binary", "cifar-10-batches-bin", false, five_batches(".bin"),
                  "test_batch.bin", "batches.meta.txt", "", "", 1, cifar10_names},
        CifarForm{"CIFAR-10 Python", "cifar-10-batches-py", true, five_batches(""), "test_batch",
                  "batches.meta", "label_names", "labels", 0, cifar10_names},
        CifarForm{"CIFAR-100 binary",
                  "cifar-100-binary",
                  false,
                  {"train.bin"},
                  "test.bin",
                  "fine_label_names.txt",
                  "",
                  "",
                  2,
                  {}},
        CifarForm{"CIFAR-100 Python",
                  "cifar-100-python",
                  true,
                  {"train"},
                  "test",
                  "meta",
                  "fine_label_names",
                  "fine_labels",
                  0,
                  {}},
    };
    return all;
}

std::vector<std::string> file_names(const CifarForm &form)
{
    auto names = form.train;
    names.push_back(form.test);
    names.push_back(form.names);
    return names;
}

/// Whether these files are of the form. CIFAR-100's "train" and "test" are no names to go by alone.
bool is_of_form(const CifarForm &form, const std::map<std::string, CifarFile> &files)
{
    const bool has_images = files.contains(form.train.front()) || files.contains(form.test);
    return has_images && (!form.default_names.empty() || files.contains(form.names));
}

std::map<std::string, CifarFile> files_in_folder(const fs::path &folder, const CifarForm &form)
{
    std::map<std::string, CifarFile> files;
    for (const auto &name : file_names(form)) {
        std::error_code error;
        if (fs::is_regular_file(folder / name, error))
            files[name] = {folder / name, {}};
    }
    return files;
}

std::map<std::string, CifarFile> files_in_archive(const fs::path &file)
{
    /// All of CIFAR takes 185 MB.
    constexpr std::size_t most_bytes = std::size_t{1} << 30;
    std::set<std::string> wanted;
    for (const auto &form : forms()) {
        for (const auto &name : file_names(form))
            wanted.insert(name);
    }
    std::map<std::string, CifarFile> files;
    std::size_t total = 0;
    Archive archive(file);
    for (ArchiveMember member; archive.next(member);) {
        const auto name = fs::path(member.path).filename().string();
        if (!member.is_file || !wanted.contains(name) || files.contains(name))
            continue;
        auto &entry = files[name];
        entry.path = file / name;
        for (auto bytes = archive.read(); !bytes.empty(); bytes = archive.read()) {
            total += bytes.size();
            if (total > most_bytes)
                throw unreadable_input("the archive holds more than CIFAR does", file.string(),
                                       "unpack it, and give the folder");
            entry.content.append(bytes.data(), bytes.size());
        }
    }
    return files;
}

/// A missing part shall be named when it is read, not passed over.
CifarFiles complete(const CifarForm &form, const fs::path &place,
                    std::map<std::string, CifarFile> files)
{
    for (const auto &name : form.train) {
        if (files.contains(form.train.front()))
            files.try_emplace(name, CifarFile{place / name, {}});
    }
    return {&form, std::move(files)};
}

} // namespace

std::string CifarFile::read() const
{
    if (!content.empty())
        return content;
    auto bytes = read_file(path);
    if (bytes.empty())
        throw unreadable_input("the file is empty", path.string(), "unpack the archive again");
    return bytes;
}

std::optional<CifarFiles> find_cifar_files(const fs::path &source)
{
    std::error_code error;
    if (fs::is_regular_file(source, error)) {
        if (!is_archive(source))
            return {};
        auto files = files_in_archive(source);
        for (const auto &form : forms()) {
            if (is_of_form(form, files))
                return complete(form, source, std::move(files));
        }
        return {};
    }
    for (const auto &form : forms()) {
        for (const auto &folder : {source, source / form.folder}) {
            auto files = files_in_folder(folder, form);
            if (is_of_form(form, files))
                return complete(form, folder, std::move(files));
        }
    }
    return {};
}

} // namespace tlvfc

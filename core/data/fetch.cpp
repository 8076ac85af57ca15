#include "core/data/fetch.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/data/source.h"
#include "core/data/unpack.h"

#include <fstream>
#include <vector>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

void require_content(const fs::path &file, const ExpectedContent &expected,
                     const std::stop_token &stop, const ProgressHandler &progress)
{
    const auto fault = content_fault(file, expected, stop, progress);
    if (!fault.empty())
        throw unreadable_input("not the file that was published: " + fault, file.string(),
                               "get it again");
}

/// Looks at what was unpacked: it must open, and as what the catalog says.
void require_entry(const CatalogEntry &entry, const fs::path &folder, const fs::path &archive)
{
    DataSpec spec;
    spec.source = folder.string();
    const auto source = open_entry(entry, folder, spec);
    if (!source)
        throw unreadable_input("the archive does not hold '" + entry.name + "'", archive.string(),
                               "get it from " + entry.homepage);
    const auto classes = source->classes().size();
    if (entry.classes != 0 && classes != static_cast<std::size_t>(entry.classes))
        throw unreadable_input("the archive holds " + std::to_string(classes) +
                                   " classes in place of " + std::to_string(entry.classes),
                               archive.string(), "get it from " + entry.homepage);
}

/// The last part of an address, for a name on disk.
std::string file_name_of(const std::string &url, const std::string &fallback)
{
    auto name = url.substr(0, url.find_first_of("?#"));
    name = name.substr(name.rfind('/') + 1);
    return name.empty() || name.starts_with('.') ? fallback : name;
}

void copy_file(const fs::path &from, const fs::path &to, const std::stop_token &stop,
               const ProgressHandler &progress)
{
    std::ifstream in(from, std::ios::binary);
    const auto total = static_cast<double>(file_bytes(from));
    ProgressThrottle throttle(progress);
    write_file(to, [&](std::ostream &out) {
        std::vector<char> buffer(std::size_t{1} << 20);
        double done = 0;
        while (in && out) {
            throw_if_stopped(stop);
            in.read(buffer.data(), std::ssize(buffer));
            out.write(buffer.data(), in.gcount());
            done += static_cast<double>(in.gcount());
            throttle.report("copying " + from.filename().string(), done / total);
        }
        if (!in.eof())
            throw unreadable_input("cannot read the file to its end", from.string(),
                                   "check its rights and the disk");
    });
}

/// Whether `--from` is an address, and not a file that is here already.
bool is_web_address(const std::string &from)
{
    return from.starts_with("http://") || from.starts_with("https://");
}

} // namespace

fs::path fetch_dataset(const CatalogEntry &entry, const std::string &from,
                       const DownloadOptions &options, std::stop_token stop,
                       const ProgressHandler &progress)
{
    const auto folder = dataset_folder(entry);
    if (is_folder(folder))
        return folder;
    const auto accept_from = [&](const fs::path &archive) {
        unpack(
            archive, folder,
            [&](const fs::path &unpacked) { require_entry(entry, unpacked, archive); }, stop,
            progress);
    };
    if (!from.empty() && !is_web_address(from)) {
        require_content(from, entry.archive, stop, progress);
        accept_from(from);
        return folder;
    }
    const auto url = from.empty() ? entry.url : from;
    if (url.empty())
        throw invalid_request("'" + entry.name + "' cannot be downloaded without an account",
                              entry.homepage,
                              "download its archive there and give it with --from FILE");
    const auto archive = cache_folder() / "downloads" / file_name_of(url, entry.name);
    // One from before that was not unpacked, say because the disk was full.
    if (!is_there(archive) || !content_fault(archive, entry.archive, stop, progress).empty())
        download(url, archive, entry.archive, options, stop, progress);
    try {
        accept_from(archive);
    } catch (const Error &error) {
        std::error_code ignored;
        if (error.kind() == ErrorKind::UnreadableInput)
            fs::remove(archive, ignored); // fetching it again is all that can be done
        throw;
    }
    std::error_code ignored;
    fs::remove(archive, ignored);
    return folder;
}

fs::path fetch_weights(const CatalogWeights &weights, const std::string &from,
                       const DownloadOptions &options, std::stop_token stop,
                       const ProgressHandler &progress)
{
    const auto file = weights_file(weights);
    const auto expected = weights.content();
    if (is_there(file) && content_fault(file, expected, stop, progress).empty())
        return file;
    if (!from.empty() && !is_web_address(from)) {
        require_content(from, expected, stop, progress);
        make_folder(file.parent_path());
        copy_file(from, file, stop, progress);
    } else {
        download(from.empty() ? weights.url : from, file, expected, options, stop, progress);
    }
    return file;
}

} // namespace tlvfc

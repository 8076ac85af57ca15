#include "core/data/class_folders.h"

#include "core/base/error.h"
#include "core/base/read_file.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

std::string lower_case(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Everything but notes and lists, so that a damaged picture is found and named whatever its name.
bool may_be_image(const fs::path &file)
{
    static const std::set<std::string> others{".txt", ".csv", ".json", ".md", ".db", ".ini"};
    return !others.contains(lower_case(file.extension().string()));
}

/// The folders, or else the files, in `folder`, without the hidden ones.
std::vector<fs::path> sorted_entries(const fs::path &folder, bool folders)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code unknown; // a dangling link counts as a file, to be found bad and named
        const bool hidden = it->path().filename().string().starts_with('.');
        if (!hidden && it->is_directory(unknown) == folders)
            entries.push_back(it->path());
    }
    if (error)
        throw unreadable_input("the folder cannot be listed: " + error.message(), folder.string(),
                               "check its permissions");
    std::ranges::sort(entries);
    return entries;
}

/// Which split a folder of that name holds; empty for any other name.
std::string split_named(const std::string &name)
{
    static const std::map<std::string, std::string> splits{
        {"train", "train"}, {"training", "train"}, {"val", "val"},
        {"valid", "val"},   {"validation", "val"}, {"test", "test"}};
    const auto it = splits.find(lower_case(name));
    return it == splits.end() ? std::string() : it->second;
}

/// CLASS/NAME of each line.
std::vector<fs::path> read_list(const fs::path &file)
{
    std::istringstream in(read_file(file));
    std::vector<fs::path> images;
    for (std::string line; std::getline(in, line);) {
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())))
            line.pop_back();
        const fs::path image(line);
        if (line.empty())
            continue;
        if (std::distance(image.begin(), image.end()) != 2 || image.is_absolute() ||
            *image.begin() == ".." || image.filename() == "..")
            throw unreadable_input("'" + line + "' is not CLASS/NAME", file.string(),
                                   "unpack the archive again");
        images.push_back(image);
    }
    return images;
}

class ClassFolders : public ImageSource
{
public:
    ClassFolders(const SplitFolders &splits, const DataSpec &spec)
        : enough_(spec.scaled_decode ? spec.image_size + spec.resize_margin : 0)
    {
        std::set<std::string> all; // sorted; a class that only one split has is a class
        for (const auto &[split, place] : splits) {
            for (const auto &folder : sorted_entries(place.folder, true)) {
                if (std::ranges::any_of(sorted_entries(folder, false), may_be_image))
                    all.insert(folder.filename().string());
            }
        }
        classes_ = wanted_classes({all.begin(), all.end()}, spec);
        for (const auto &[split, place] : splits) {
            if (place.list.empty())
                list(place.folder, splits_[split]);
            else
                take(place, splits_[split]);
        }
    }

    bool empty() const { return files_.empty(); }
    std::string kind() const override { return "folder"; }
    std::string preparation() const override
    {
        return enough_ > 0 ? "decoded for " + std::to_string(enough_) : std::string();
    }
    std::vector<std::string> classes() const override { return classes_; }

    std::vector<Sample> samples(const std::string &split) const override
    {
        const auto it = splits_.find(split);
        return it == splits_.end() ? std::vector<Sample>() : it->second;
    }

    Image read(const Sample &sample) const override { return decode_image(file(sample), enough_); }

    fs::path file(const Sample &sample) const override
    {
        return files_[static_cast<std::size_t>(sample.place)];
    }

private:
    void list(const fs::path &folder, std::vector<Sample> &samples)
    {
        for (std::size_t label = 0; label < classes_.size(); ++label) {
            std::error_code hidden;
            if (!fs::is_directory(folder / classes_[label], hidden))
                continue;
            for (const auto &file : sorted_entries(folder / classes_[label], false)) {
                if (!may_be_image(file))
                    continue;
                samples.push_back({(fs::path(classes_[label]) / file.filename()).string(),
                                   static_cast<std::int32_t>(label), files_.size()});
                files_.push_back(file);
            }
        }
    }

    /// What the split's list names, whether it is there or not: a missing image shall be named.
    void take(const SplitFolder &place, std::vector<Sample> &samples)
    {
        for (const auto &image : read_list(place.list)) {
            const auto it = std::ranges::find(classes_, image.begin()->string());
            if (it == classes_.end())
                continue;
            samples.push_back({image.string() + ".jpg",
                               static_cast<std::int32_t>(it - classes_.begin()), files_.size()});
            files_.push_back(place.folder / (image.string() + ".jpg"));
        }
    }

    int enough_;
    std::vector<std::string> classes_;
    std::vector<fs::path> files_;
    std::map<std::string, std::vector<Sample>> splits_;
};

SplitFolders find_splits(const fs::path &root)
{
    SplitFolders splits;
    for (const auto &folder : sorted_entries(root, true)) {
        // A folder of pictures that is called "test" is a class of that name.
        const auto split = split_named(folder.filename().string());
        if (!split.empty() && !sorted_entries(folder, true).empty())
            splits.try_emplace(split, SplitFolder{folder, {}});
    }
    // Without split folders the class folders themselves are all for training.
    if (splits.empty())
        splits.try_emplace("train", SplitFolder{root, {}});
    return splits;
}

} // namespace

std::unique_ptr<ImageSource> open_class_folders(const DataSpec &spec)
{
    std::error_code hidden;
    if (!fs::is_directory(spec.source, hidden))
        return nullptr;
    return open_split_folders(find_splits(spec.source), spec);
}

std::unique_ptr<ImageSource> open_split_folders(const SplitFolders &splits, const DataSpec &spec)
{
    std::error_code hidden;
    for (const auto &[split, place] : splits) {
        if (!fs::is_directory(place.folder, hidden) ||
            !(place.list.empty() || fs::is_regular_file(place.list, hidden)))
            return nullptr;
    }
    auto folders = std::make_unique<ClassFolders>(splits, spec);
    return folders->empty() ? nullptr : std::move(folders);
}

} // namespace tlvfc

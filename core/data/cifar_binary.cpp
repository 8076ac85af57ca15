#include "core/data/source.h"

#include "core/base/error.h"

#include <algorithm>
#include <fstream>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr int side = 32;
constexpr std::size_t plane = side * side;
constexpr std::size_t record = 1 + 3 * plane; // a label, then red, green and blue

/// The label of every image of the file.
std::vector<std::uint8_t> read_labels(const fs::path &file)
{
    std::ifstream in(file, std::ios::binary);
    std::vector<std::uint8_t> labels;
    std::vector<char> bytes(record);
    while (in.read(bytes.data(), static_cast<std::streamsize>(record)))
        labels.push_back(static_cast<std::uint8_t>(bytes[0]));
    if (labels.empty() || in.gcount() != 0)
        throw unreadable_input("missing, truncated or not CIFAR-10's binary form", file.string(),
                               "unpack the archive again");
    return labels;
}

std::vector<std::string> read_names(const fs::path &file)
{
    std::ifstream in(file);
    std::vector<std::string> names;
    for (std::string line; std::getline(in, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (!line.empty())
            names.push_back(line);
    }
    if (names.empty())
        names = {"airplane", "automobile", "bird",  "cat",  "deer",
                 "dog",      "frog",       "horse", "ship", "truck"};
    return names;
}

class CifarBinary : public ImageSource
{
public:
    CifarBinary(const fs::path &folder, const DataSpec &spec)
    {
        const auto all = read_names(folder / "batches.meta.txt");
        classes_ = wanted_classes(all, spec);
        for (const auto &name : all) {
            const auto it = std::ranges::find(classes_, name);
            labels_.push_back(
                it == classes_.end() ? -1 : static_cast<std::int32_t>(it - classes_.begin()));
        }
        if (fs::exists(folder / "data_batch_1.bin")) {
            for (int i = 1; i <= 5; ++i)
                add(folder / ("data_batch_" + std::to_string(i) + ".bin"), train_);
        }
        if (fs::exists(folder / "test_batch.bin"))
            add(folder / "test_batch.bin", test_);
    }

    std::string kind() const override { return "CIFAR-10 binary"; }
    std::vector<std::string> classes() const override { return classes_; }

    std::vector<Sample> samples(const std::string &split) const override
    {
        return split == "train" ? train_ : split == "test" ? test_ : std::vector<Sample>();
    }

    Image read(const Sample &sample) const override
    {
        std::ifstream in(file(sample), std::ios::binary);
        in.seekg(static_cast<std::streamoff>(sample.place % file_stride * record + 1));
        std::vector<char> planes(3 * plane);
        if (!in.read(planes.data(), std::ssize(planes)))
            throw unreadable_input("cannot be read", sample.name);
        Image image{side, side, std::vector<std::uint8_t>(3 * plane)};
        for (std::size_t i = 0; i < plane; ++i) {
            for (std::size_t c = 0; c < 3; ++c)
                image.rgb[i * 3 + c] = static_cast<std::uint8_t>(planes[c * plane + i]);
        }
        return image;
    }

    fs::path file(const Sample &sample) const override
    {
        return files_[static_cast<std::size_t>(sample.place / file_stride)];
    }

private:
    /// A sample's place: file × file_stride + number in the file.
    static constexpr std::uint64_t file_stride = std::uint64_t{1} << 32;

    void add(const fs::path &file, std::vector<Sample> &samples)
    {
        const auto labels = read_labels(file);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (labels[i] >= labels_.size())
                throw unreadable_input("a label beyond the classes", file.string(),
                                       "unpack the archive again");
            if (labels_[labels[i]] >= 0)
                samples.push_back({file.filename().string() + ":" + std::to_string(i),
                                   labels_[labels[i]], files_.size() * file_stride + i});
        }
        files_.push_back(file);
    }

    std::vector<fs::path> files_;
    std::vector<std::string> classes_;
    std::vector<std::int32_t> labels_; // of the file's labels, -1 where not wanted
    std::vector<Sample> train_;
    std::vector<Sample> test_;
};

} // namespace

std::unique_ptr<ImageSource> open_cifar_binary(const DataSpec &spec)
{
    for (const fs::path &folder :
         {fs::path(spec.source), fs::path(spec.source) / "cifar-10-batches-bin"}) {
        if (fs::exists(folder / "data_batch_1.bin") || fs::exists(folder / "test_batch.bin"))
            return std::make_unique<CifarBinary>(folder, spec);
    }
    return nullptr;
}

} // namespace tlvfc

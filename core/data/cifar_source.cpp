#include "core/data/cifar.h"
#include "core/data/source.h"

#include "core/base/error.h"

#include <algorithm>
#include <fstream>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

class Cifar : public ImageSource
{
public:
    Cifar(CifarFiles found, const DataSpec &spec)
        : kind_(found.form->kind)
    {
        const auto all = read_cifar_names(found);
        classes_ = wanted_classes(all, spec);
        for (const auto &name : all) {
            const auto it = std::ranges::find(classes_, name);
            labels_.push_back(
                it == classes_.end() ? -1 : static_cast<std::int32_t>(it - classes_.begin()));
        }
        const auto &form = *found.form;
        const auto add_if_there = [&](const std::string &name, std::vector<Sample> &samples) {
            const auto file = found.files.find(name);
            if (file != found.files.end())
                add(form, std::move(file->second), samples);
        };
        for (const auto &name : form.train)
            add_if_there(name, train_);
        add_if_there(form.test, test_);
    }

    std::string kind() const override { return kind_; }
    std::vector<std::string> classes() const override { return classes_; }

    std::vector<Sample> samples(const std::string &split) const override
    {
        return split == "train" ? train_ : split == "test" ? test_ : std::vector<Sample>();
    }

    Image read(const Sample &sample) const override
    {
        const auto &part = parts_[static_cast<std::size_t>(sample.place / part_stride)];
        const auto number = static_cast<std::size_t>(sample.place % part_stride);
        const auto at = part.first + number * part.stride;
        std::string planes;
        if (part.file.content.empty()) {
            std::ifstream in(part.file.path, std::ios::binary);
            in.seekg(static_cast<std::streamoff>(at));
            planes.resize(3 * cifar_plane);
            if (!in.read(planes.data(), std::ssize(planes)))
                throw unreadable_input("cannot be read", sample.name);
        } else {
            planes = part.file.content.substr(at, 3 * cifar_plane);
        }
        Image image{cifar_side, cifar_side, std::vector<std::uint8_t>(3 * cifar_plane)};
        for (std::size_t i = 0; i < cifar_plane; ++i) {
            for (std::size_t c = 0; c < 3; ++c)
                image.rgb[i * 3 + c] = static_cast<std::uint8_t>(planes[c * cifar_plane + i]);
        }
        return image;
    }

    fs::path file(const Sample &sample) const override
    {
        return parts_[static_cast<std::size_t>(sample.place / part_stride)].file.path;
    }

private:
    struct Part
    {
        CifarFile file;
        std::size_t first = 0;
        std::size_t stride = 0;
    };

    /// A sample's place: part × part_stride + number in the part.
    static constexpr std::uint64_t part_stride = std::uint64_t{1} << 32;

    void add(const CifarForm &form, CifarFile file, std::vector<Sample> &samples)
    {
        const auto batch = read_cifar_batch(form, file);
        for (std::size_t i = 0; i < batch.labels.size(); ++i) {
            if (batch.labels[i] >= labels_.size())
                throw unreadable_input("a label beyond the classes", file.path.string(),
                                       "unpack the archive again");
            if (labels_[batch.labels[i]] >= 0)
                samples.push_back({file.path.filename().string() + ":" + std::to_string(i),
                                   labels_[batch.labels[i]], parts_.size() * part_stride + i});
        }
        parts_.push_back({std::move(file), batch.first, batch.stride});
    }

    std::string kind_;
    std::vector<Part> parts_;
    std::vector<std::string> classes_;
    std::vector<std::int32_t> labels_; // of the files' labels, -1 where not wanted
    std::vector<Sample> train_;
    std::vector<Sample> test_;
};

} // namespace

std::unique_ptr<ImageSource> open_cifar(const DataSpec &spec)
{
    auto found = find_cifar_files(spec.source);
    return found ? std::make_unique<Cifar>(std::move(*found), spec) : nullptr;
}

} // namespace tlvfc

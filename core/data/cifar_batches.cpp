#include "core/data/cifar.h"

#include "core/base/error.h"
#include "core/data/pickled_batch.h"

#include <sstream>

namespace tlvfc {

namespace {

constexpr std::size_t image_bytes = 3 * cifar_plane;

Error damaged(const CifarForm &form, const CifarFile &file)
{
    return unreadable_input("missing, truncated or not of the form " + form.kind,
                            file.path.string(), "unpack the archive again");
}

CifarBatch read_binary(const CifarForm &form, const CifarFile &file)
{
    const auto bytes = file.read();
    const auto record = form.label_bytes + image_bytes;
    if (bytes.size() % record != 0)
        throw damaged(form, file);
    CifarBatch batch{{}, form.label_bytes, record};
    for (std::size_t at = form.label_bytes - 1; at < bytes.size(); at += record)
        batch.labels.push_back(static_cast<unsigned char>(bytes[at]));
    return batch;
}

CifarBatch read_pickled(const CifarForm &form, const CifarFile &file)
{
    const auto bytes = file.read();
    const auto pickled = read_pickled_batch(bytes, file.path.string());
    const auto labels = pickled.numbers.find(form.labels_key);
    const auto images = pickled.arrays.find("data");
    if (labels == pickled.numbers.end() || images == pickled.arrays.end() ||
        images->second.columns != image_bytes || images->second.rows != labels->second.size())
        throw damaged(form, file);
    CifarBatch batch{{}, images->second.offset, image_bytes};
    for (const auto label : labels->second)
        batch.labels.push_back(static_cast<std::size_t>(label)); // a negative one is beyond all
    return batch;
}

std::vector<std::string> lines_of(const std::string &text)
{
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (!line.empty())
            lines.push_back(line);
    }
    return lines;
}

} // namespace

CifarBatch read_cifar_batch(const CifarForm &form, const CifarFile &file)
{
    return form.is_pickled ? read_pickled(form, file) : read_binary(form, file);
}

std::vector<std::string> read_cifar_names(const CifarFiles &found)
{
    const auto &form = *found.form;
    const auto file = found.files.find(form.names);
    if (file == found.files.end())
        return form.default_names;
    const auto bytes = file->second.read();
    if (!form.is_pickled)
        return lines_of(bytes);
    const auto pickled = read_pickled_batch(bytes, file->second.path.string());
    const auto names = pickled.texts.find(form.names_key);
    if (names == pickled.texts.end())
        throw damaged(form, file->second);
    return names->second;
}

} // namespace tlvfc

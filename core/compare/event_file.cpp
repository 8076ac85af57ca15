#include "core/compare/event_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/little_endian.h"

#include <boost/crc.hpp>

#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <set>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

template <typename Integer>
std::string little_endian(Integer value)
{
    std::string bytes;
    append_little_endian(bytes, value);
    return bytes;
}

/// CRC-32C, rotated and shifted: TFRecord's masking.
std::string masked_crc(const std::string &bytes)
{
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    const auto sum = static_cast<std::uint32_t>(crc.checksum());
    return little_endian(std::rotr(sum, 15) + std::uint32_t{0xA282EAD8});
}

std::string record(const std::string &event)
{
    const auto length = little_endian(static_cast<std::uint64_t>(event.size()));
    return length + masked_crc(length) + event + masked_crc(event);
}

// Protocol buffers' wire types.
constexpr std::uint64_t varint_type = 0;
constexpr std::uint64_t double_type = 1;
constexpr std::uint64_t bytes_type = 2;
constexpr std::uint64_t float_type = 5;

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>((value & 0x7F) | 0x80);
    return bytes + static_cast<char>(value);
}

std::string tagged(std::uint64_t field, std::uint64_t type, const std::string &payload)
{
    return varint(field << 3 | type) + payload;
}

std::string text_field(std::uint64_t field, const std::string &text)
{
    return tagged(field, bytes_type, varint(text.size()) + text);
}

/// tensorflow.Event's wall_time.
std::string wall_time(double seconds)
{
    return tagged(1, double_type, little_endian(std::bit_cast<std::uint64_t>(seconds)));
}

/// A Summary.Value, as the Summary's only field 1.
std::string scalar(const char *tag, double value)
{
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
    return text_field(1, text_field(1, tag) + tagged(2, float_type, little_endian(bits)));
}

std::string summary_of(const EpochPoint &point)
{
    std::string summary;
    const auto add = [&summary](const char *tag, double value) {
        if (!std::isnan(value))
            summary += scalar(tag, value);
    };
    add("train/loss", point.train_loss);
    add("train/accuracy", point.train_accuracy);
    add("train/clean_accuracy", point.clean_accuracy);
    add("train/gradient_norm", point.gradient_norm);
    add("val/loss", point.val_loss);
    add("val/accuracy", point.val_accuracy);
    add("val/top5", point.val_top5);
    add("learning_rate", point.learning_rate);
    add("images_per_second", point.images_per_second);
    return summary;
}

/// A log is appended to: its last change less what it tells is when it began.
double start_of(const RunRecord &run)
{
    std::error_code error;
    const auto changed = fs::last_write_time(run.folder.events(), error);
    if (error)
        throw unreadable_input("the log's time is not known: " + error.message(),
                               run.folder.events().string(), "check its rights");
    const std::chrono::duration<double> since_1970 =
        std::chrono::file_clock::to_sys(changed).time_since_epoch();
    return since_1970.count() - run.points.back().elapsed_s;
}

} // namespace

std::string event_file(const RunRecord &run, double start_s)
{
    auto file = record(wall_time(start_s) + text_field(3, "brain.Event:2"));
    for (const auto &point : run.points) {
        const auto step = static_cast<std::uint64_t>(point.epoch);
        file += record(wall_time(start_s + point.elapsed_s) + tagged(2, varint_type, varint(step)) +
                       text_field(5, summary_of(point)));
    }
    return file;
}

int write_event_files(const Collection &collection, const fs::path &folder)
{
    std::set<std::string> names;
    for (const auto &run : collection.runs) {
        if (const auto name = run.folder.path.filename().string(); !names.insert(name).second)
            throw invalid_request("two runs are called " + name, "the folders given",
                                  "write them to two folders, one after the other");
    }
    int written = 0;
    for (const auto &run : collection.runs) {
        if (run.points.empty())
            continue;
        const auto start = start_of(run);
        const auto place = folder / run.folder.path.filename();
        make_folder(place);
        // TensorBoard would add an earlier file's points to the same curve.
        std::error_code ignored;
        for (const auto &entry : entries_of(place)) {
            const auto name = entry.filename().string();
            if (name.starts_with("events.out.tfevents.") && name.ends_with(".tlvfc"))
                fs::remove(entry, ignored);
        }
        const auto seconds = std::to_string(static_cast<std::int64_t>(start));
        write_file(place / ("events.out.tfevents." + seconds + ".tlvfc"), event_file(run, start));
        ++written;
    }
    return written;
}

} // namespace tlvfc

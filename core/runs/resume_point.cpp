#include "core/runs/resume_point.h"

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/checkpoint/checkpoint.h"
#include "core/runs/events.h"

#include <algorithm>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int schema = 1;
constexpr auto metadata_key = "tlvfc_state";
constexpr auto longest_interval = 5min;
constexpr auto shortest_interval = 200ms;
constexpr int share_of_time = 50; // one in fifty: 2 %

constexpr std::string_view target_prefix = "target.";
constexpr std::string_view optimizer_prefix = "optimizer.";

std::string from_hex(const std::string &hex)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
    return bytes;
}

Json to_json(const ResumePoint &point)
{
    const auto &state = point.state;
    return {
        {"schema", schema},
        {"device", point.conditions.device},
        {"threads", point.conditions.threads},
        {"data", point.conditions.data},
        {"spec", point.conditions.spec},
        {"epoch", state.epoch},
        {"batches", state.batches},
        {"step", state.step},
        {"loss", state.loss},
        {"correct", state.correct},
        {"seen", state.seen},
        {"epochs_done", state.epochs_done},
        {"best", to_json(state.best)},
        {"elapsed_s", state.elapsed_s},
        {"mask_stream", to_hex(std::as_bytes(std::span(state.mask_stream)))},
        {"fill_stream", to_hex(std::as_bytes(std::span(state.fill_stream)))},
        {"dropout_stream", to_hex(std::as_bytes(std::span(state.dropout_stream)))},
    };
}

ResumePoint from_json(const Json &json, const std::string &where)
{
    ResumePoint point;
    auto &state = point.state;
    const auto read = [&](const char *key, auto &value) {
        if (!json.contains(key))
            throw unreadable_input("the state lacks '" + std::string(key) + "'", where,
                                   "remove the file to begin the run anew");
        value = json_value(json, key, value, where);
    };
    const auto read_stream = [&](const char *key, std::string &bytes) {
        read(key, bytes);
        bytes = from_hex(bytes);
    };
    read("device", point.conditions.device);
    read("threads", point.conditions.threads);
    read("data", point.conditions.data);
    read("spec", point.conditions.spec);
    read("epoch", state.epoch);
    read("batches", state.batches);
    read("step", state.step);
    read("loss", state.loss);
    read("correct", state.correct);
    read("seen", state.seen);
    read("epochs_done", state.epochs_done);
    read("elapsed_s", state.elapsed_s);
    read_stream("mask_stream", state.mask_stream);
    read_stream("fill_stream", state.fill_stream);
    read_stream("dropout_stream", state.dropout_stream);
    Json best;
    read("best", best);
    state.best = to_epoch_point({0, 0.0, "epoch", best});
    return point;
}

void add(Weights &all, std::string_view prefix, const Weights &part)
{
    for (const auto &[name, tensor] : part)
        all.set(std::string(prefix) + name, tensor);
}

} // namespace

std::string fingerprint(const PackedData &images)
{
    std::string parts;
    for (const auto *split : {&images.train, &images.val, &images.test}) {
        for (const auto &name : split->names)
            parts += name + '\n';
        parts += sha256_hex(std::as_bytes(std::span(split->labels))) + '\n' +
                 sha256_hex(std::as_bytes(std::span(split->pixels))) + '\n';
    }
    return sha256_hex(std::as_bytes(std::span(parts)));
}

std::string fingerprint(const RunSpec &spec)
{
    auto json = to_json(spec);
    json.erase("title");
    const auto text = to_text(json);
    return sha256_hex(std::as_bytes(std::span(text)));
}

std::optional<ResumePoint> read_resume_point(const RunFolder &run)
{
    const auto file = run.resume_point();
    if (!fs::exists(file))
        return {};
    const auto checkpoint = read_weights(file);
    const auto text = checkpoint.metadata.find(metadata_key);
    const auto json = text == checkpoint.metadata.end()
                          ? Json()
                          : Json::parse(text->second, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object() || json_value(json, "schema", 0, file.string()) != schema)
        throw unreadable_input("this is no state that this version can go on from", file.string(),
                               "go on with the version that wrote it");
    auto point = from_json(json, file.string());
    for (const auto &[name, tensor] : checkpoint.weights) {
        if (name.starts_with(target_prefix))
            point.state.target.set(name.substr(target_prefix.size()), tensor);
        else if (name.starts_with(optimizer_prefix))
            point.state.optimizer.set(name.substr(optimizer_prefix.size()), tensor);
    }
    return point;
}

ResumeKeeper::ResumeKeeper(const RunFolder &run, ResumeConditions conditions)
    : run_(run)
    , conditions_(std::move(conditions))
    , next_(Clock::now() + shortest_interval)
{
}

void ResumeKeeper::offer(const std::function<TrainingState()> &state, bool must)
{
    const auto start = Clock::now();
    if (!must && start < next_)
        return;
    const ResumePoint point{conditions_, state()};
    Weights all;
    add(all, target_prefix, point.state.target);
    add(all, optimizer_prefix, point.state.optimizer);
    const auto file = run_.resume_point();
    std::error_code error;
    fs::create_directories(file.parent_path(), error); // write_safetensors() says what is wrong
    WriteOptions options;
    options.metadata[metadata_key] = to_text(to_json(point));
    next_ = start + longest_interval; // should it fail
    write_safetensors(file, all, options);
    const auto taken = Clock::now() - start;
    next_ = Clock::now() +
            std::clamp<Clock::duration>(share_of_time * taken, shortest_interval, longest_interval);
}

} // namespace tlvfc

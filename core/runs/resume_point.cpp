#include "core/runs/resume_point.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/checkpoint/checkpoint.h"
#include "core/runs/events.h"

#include <algorithm>
#include <limits>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int schema = 2;
constexpr auto metadata_key = "tlvfc_state";
constexpr auto longest_interval = 5min;
constexpr auto shortest_interval = 200ms;
constexpr int share_of_time = 50; // one in fifty: 2 %

constexpr std::string_view target_prefix = "target.";
constexpr std::string_view optimizer_prefix = "optimizer.";
constexpr std::string_view average_prefix = "average.";
constexpr std::string_view good_prefix = "good."; ///< before the others

std::string from_hex(const std::string &hex)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
    return bytes;
}

Json to_json(const TrainingState &state)
{
    return {
        {"epoch", state.epoch},
        {"batches", state.batches},
        {"step", state.step},
        {"loss", state.loss},
        {"correct", state.correct},
        {"seen", state.seen},
        {"gradient_norm", state.gradient_norm},
        {"untold_losses", state.untold_losses},
        {"untold_gradient_norms", state.untold_gradient_norms},
        {"images", state.images},
        {"source_images", state.source_images},
        {"rate_share", state.rate_share},
        {"parts", state.parts},
        {"epochs_done", state.epochs_done},
        {"best", to_json(state.best)},
        {"elapsed_s", state.elapsed_s},
        {"mask_stream", to_hex(std::as_bytes(std::span(state.mask_stream)))},
        {"fill_stream", to_hex(std::as_bytes(std::span(state.fill_stream)))},
        {"dropout_stream", to_hex(std::as_bytes(std::span(state.dropout_stream)))},
        {"good_loss", state.good_loss},
        {"good", state.good ? to_json(*state.good) : Json()},
    };
}

/// The fields of a document that has them all.
class Fields
{
public:
    Fields(const Json &json, const std::string &where)
        : json_(json)
        , where_(where)
    {
    }

    template <typename Value>
    void read(const char *key, Value &value) const
    {
        if (!json_.contains(key))
            throw unreadable_input("the state lacks '" + std::string(key) + "'", where_,
                                   "remove the file to begin the run anew");
        value = json_value(json_, key, value, where_);
    }

    /// A number that was infinite, or none, stands as null.
    void read_number(const char *key, double &value) const
    {
        Json number;
        read(key, number);
        value = number.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                 : json_value(json_, key, 0.0, where_);
    }

    void read_stream(const char *key, std::string &bytes) const
    {
        read(key, bytes);
        bytes = from_hex(bytes);
    }

private:
    const Json &json_;
    const std::string &where_;
};

TrainingState state_from_json(const Json &json, const std::string &where)
{
    TrainingState state;
    const Fields fields(json, where);
    fields.read("epoch", state.epoch);
    fields.read("batches", state.batches);
    fields.read("step", state.step);
    fields.read_number("loss", state.loss);
    fields.read("correct", state.correct);
    fields.read("seen", state.seen);
    fields.read_number("gradient_norm", state.gradient_norm);
    fields.read("untold_losses", state.untold_losses);
    fields.read("untold_gradient_norms", state.untold_gradient_norms);
    fields.read("images", state.images);
    fields.read("source_images", state.source_images);
    fields.read("rate_share", state.rate_share);
    fields.read("parts", state.parts);
    fields.read("epochs_done", state.epochs_done);
    fields.read("elapsed_s", state.elapsed_s);
    fields.read_stream("mask_stream", state.mask_stream);
    fields.read_stream("fill_stream", state.fill_stream);
    fields.read_stream("dropout_stream", state.dropout_stream);
    Json best;
    fields.read("best", best);
    try {
        state.best = to_epoch_point({0, 0.0, "epoch", best});
    } catch (const Error &) {
        throw unreadable_input("its best epoch lacks a number", where,
                               "remove the file: the run then begins anew");
    }
    fields.read_number("good_loss", state.good_loss);
    Json good;
    fields.read("good", good);
    if (!good.is_null())
        state.good = std::make_shared<TrainingState>(state_from_json(good, where));
    return state;
}

ResumeConditions conditions_from_json(const Json &json, const std::string &where)
{
    ResumeConditions conditions;
    const Fields fields(json, where);
    fields.read("device", conditions.device);
    fields.read("threads", conditions.threads);
    fields.read("data", conditions.data);
    fields.read("spec", conditions.spec);
    return conditions;
}

/// Under the names that they have in the file.
void add_tensors(Weights &all, const TrainingState &state, const std::string &before)
{
    const auto add = [&](std::string_view prefix, const Weights &part) {
        const auto place = before + std::string(prefix);
        for (const auto &[name, tensor] : part)
            all.set(place + name, tensor);
    };
    add(target_prefix, state.target);
    add(optimizer_prefix, state.optimizer);
    add(average_prefix, state.average);
}

Weights all_tensors(const TrainingState &state)
{
    Weights all;
    add_tensors(all, state, "");
    if (state.good)
        add_tensors(all, *state.good, std::string(good_prefix));
    return all;
}

void set_tensor(TrainingState &state, std::string_view name, const Tensor &tensor)
{
    const std::pair<std::string_view, Weights *> parts[] = {
        {target_prefix, &state.target},
        {optimizer_prefix, &state.optimizer},
        {average_prefix, &state.average},
    };
    for (const auto &[prefix, part] : parts) {
        if (name.starts_with(prefix))
            part->set(std::string(name.substr(prefix.size())), tensor);
    }
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

namespace {

std::string digest(const Json &json)
{
    const auto text = to_text(json);
    return sha256_hex(std::as_bytes(std::span(text)));
}

void erase_where(Json &json, const char *key, const Json &value)
{
    if (json.value(key, Json()) == value)
        json.erase(key);
}

} // namespace

/// Without options that came later, where they change nothing: a state outlives an update.
std::string fingerprint(const RunSpec &spec)
{
    auto json = to_json(spec);
    json.erase("title");
    erase_where(json, "processes", 1);
    erase_where(json["training"], "trains", option_name(TrainedPart::All));
    for (const char *network : {"source", "target"})
        erase_where(json[network], "new_classifier", false);
    return digest(json);
}

bool is_fingerprint_of(const std::string &stored, const RunSpec &spec)
{
    auto json = to_json(spec); // as it was written before options could be left out
    json.erase("title");
    erase_where(json, "processes", 1);
    return stored == fingerprint(spec) || stored == digest(json);
}

std::optional<ResumePoint> read_resume_point(const RunFolder &run)
{
    const auto file = run.resume_point();
    if (!is_there(file))
        return {};
    const auto checkpoint = read_weights(file);
    const auto text = checkpoint.metadata.find(metadata_key);
    const auto json =
        text == checkpoint.metadata.end() ? Json() : parse_json(text->second, file.string());
    if (!json.is_object() || json_value(json, "schema", 0, file.string()) != schema)
        throw unreadable_input("this is no state that this version can go on from", file.string(),
                               "go on with the version that wrote it");
    ResumePoint point{conditions_from_json(json, file.string()),
                      state_from_json(json.value("state", Json::object()), file.string())};
    std::shared_ptr<TrainingState> good;
    if (point.state.good)
        good = std::make_shared<TrainingState>(*point.state.good);
    for (const auto &[name, tensor] : checkpoint.weights) {
        if (name.starts_with(good_prefix) && good)
            set_tensor(*good, std::string_view(name).substr(good_prefix.size()), tensor);
        else
            set_tensor(point.state, name, tensor);
    }
    point.state.good = good;
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
    const auto now = state();
    const auto file = run_.resume_point();
    std::error_code error;
    fs::create_directories(file.parent_path(), error); // write_safetensors() says what is wrong
    WriteOptions options;
    options.metadata[metadata_key] = to_text({
        {"schema", schema},
        {"device", conditions_.device},
        {"threads", conditions_.threads},
        {"data", conditions_.data},
        {"spec", conditions_.spec},
        {"state", to_json(now)},
    });
    next_ = start + longest_interval; // should it fail
    write_safetensors(file, all_tensors(now), options);
    const auto taken = Clock::now() - start;
    ++times_;
    seconds_ += std::chrono::duration<double>(taken).count();
    next_ = Clock::now() +
            std::clamp<Clock::duration>(share_of_time * taken, shortest_interval, longest_interval);
}

} // namespace tlvfc

#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/training/trainee.h"

#include <algorithm>
#include <map>

namespace tlvfc {

namespace {

/// Whether the job looks at its source's features.
bool looks_at_source(const TrainingJob &job)
{
    return job.crossover != CrossoverKind::Off && job.crossover_fill != CrossoverFill::Zero;
}

void check(const TrainingJob &job)
{
    job.options.validate();
    if (looks_at_source(job) && !job.source)
        throw invalid_request("crossover needs a source network", "option source",
                              "open a source, or turn crossover off");
    const auto classes = static_cast<int>(job.images->classes.size());
    if (job.target.architecture.classes != classes)
        throw invalid_request(job.target.architecture.name + " has " +
                                  std::to_string(job.target.architecture.classes) +
                                  " outputs where the data has " + std::to_string(classes) +
                                  " classes",
                              "option target-classes", "give the data's number of classes");
    if (job.images->train.count() < 2)
        throw invalid_request("the data holds fewer than two training images", job.data.source,
                              "choose another folder");
    if (job.options.patience > 0 && job.images->val.count() == 0)
        throw invalid_request("patience without validation images", "option patience",
                              "give a validation share, or a patience of 0");
}

bool share_stream(const TrainingJob &a, const TrainingJob &b)
{
    return a.images == b.images && a.data == b.data && a.options.batch == b.options.batch &&
           a.seed == b.seed && a.device == b.device;
}

LoaderOptions loader_options(const TrainingJob &job)
{
    LoaderOptions options;
    options.batch = job.options.batch;
    options.shuffle = true;
    options.augment = true;
    const auto images = job.images->train.count();
    const auto batch = static_cast<std::size_t>(options.batch);
    options.drop_last = images > batch && images % batch == 1; // see steps_per_epoch()
    return options;
}

/// Several targets and the stream that they share.
class Group
{
public:
    explicit Group(std::vector<Training> trainings)
        : trainings_(std::move(trainings))
        , first_(trainings_.front().job)
        , outcomes_(trainings_.size())
        , loader_(first_.images->train, first_.data, loader_options(first_), first_.seed)
    {
        members_.resize(trainings_.size());
        for (std::size_t i = 0; i < trainings_.size(); ++i) {
            guarded(i, [&] {
                check(trainings_[i].job);
                members_[i] = std::make_unique<Trainee>(trainings_[i], source_of(trainings_[i]));
            });
            trainings_[i].job.target.weights = {};
            trainings_[i].job.resume.reset();
        }
        for (auto &training : trainings_)
            training.job.source.reset(); // shared by pointer until here
    }

    std::vector<TrainingOutcome> run()
    {
        for (auto under_way = next_epoch(); !under_way.empty(); under_way = next_epoch())
            run_epoch(under_way);
        for (std::size_t i = 0; i < members_.size(); ++i)
            guarded(i, [&] { outcomes_[i].result = members_[i]->result(); });
        return std::move(outcomes_);
    }

private:
    /// One target's fault ends that target alone.
    template <typename Function>
    void guarded(std::size_t member, Function &&function)
    {
        if (outcomes_[member].fault)
            return;
        try {
            function();
        } catch (...) {
            outcomes_[member].fault = std::current_exception();
        }
    }

    SourceFeatures *source_of(const Training &training)
    {
        const auto &job = training.job;
        if (!looks_at_source(job))
            return nullptr;
        auto &features = sources_[{job.source.get(), job.options.precision}];
        if (!features) {
            auto made = std::make_unique<SourceFeatures>(*job.source, c10::Device(job.device),
                                                         job.options.precision);
            if (!varies_by_epoch(job.data) && job.options.epochs > 1)
                made->remember(job.images->train, job.data, job.options.batch, training.stop);
            features = std::move(made);
        }
        return features.get();
    }

    bool goes_on(std::size_t member) const
    {
        return !outcomes_[member].fault && !members_[member]->is_done() &&
               !members_[member]->is_stopping();
    }

    /// Who stands at the earliest epoch that is not done.
    std::vector<std::size_t> next_epoch() const
    {
        std::vector<std::size_t> earliest;
        for (std::size_t i = 0; i < members_.size(); ++i) {
            if (!goes_on(i))
                continue;
            if (!earliest.empty() && members_[i]->epoch() < members_[earliest.front()]->epoch())
                earliest.clear();
            if (earliest.empty() || members_[i]->epoch() == members_[earliest.front()]->epoch())
                earliest.push_back(i);
        }
        return earliest;
    }

    /// A stop leaves an epoch as it is, for when it goes on.
    void run_epoch(std::vector<std::size_t> members)
    {
        const auto done = [this](std::size_t i) { return members_[i]->batches(); };
        const auto first = done(*std::ranges::min_element(members, {}, done));
        for (const auto i : members)
            guarded(i, [&] { members_[i]->begin_epoch(); });
        try {
            pass_batches(members, first);
        } catch (...) {
            const auto fault = std::current_exception(); // of the batches, which all share
            for (const auto i : members)
                guarded(i, [&] { std::rethrow_exception(fault); });
        }
        for (const auto i : members)
            guarded(i, [&] { members_[i]->finish_epoch(); });
    }

    /// From `first` on, the batch of whoever has done the fewest; the others wait for theirs.
    /// Leaves those who came to the epoch's end.
    void pass_batches(std::vector<std::size_t> &members, std::int64_t first)
    {
        loader_.start_epoch(members_[members.front()]->epoch(), static_cast<std::size_t>(first));
        auto number = first;
        for (Batch batch; loader_.next(batch); ++number) {
            std::erase_if(members, [this](auto i) { return !goes_on(i); });
            if (members.empty())
                return;
            const auto on_device = to_torch(batch, c10::Device(first_.device));
            std::erase_if(members, [&](auto i) {
                bool stays = true;
                if (members_[i]->batches() == number)
                    guarded(i, [&] { stays = members_[i]->take(on_device); });
                return !stays;
            });
        }
    }

    std::vector<Training> trainings_;
    const TrainingJob &first_;
    std::vector<TrainingOutcome> outcomes_;
    Loader loader_;
    std::map<std::pair<const Network *, Precision>, std::unique_ptr<SourceFeatures>> sources_;
    std::vector<std::unique_ptr<Trainee>> members_;
};

} // namespace

std::vector<TrainingOutcome> train_together(std::vector<Training> trainings)
{
    if (trainings.empty())
        return {};
    for (const auto &training : trainings) {
        if (training.job.group && trainings.size() > 1)
            throw invalid_request("trainings side by side cannot share their batches with other "
                                  "processes",
                                  "option processes", "train one after the other");
        if (!share_stream(training.job, trainings.front().job))
            throw invalid_request("trainings side by side need one stream of images",
                                  "images, data, batch, seed and device",
                                  "let them be the same, or train one after the other");
    }
    return Group(std::move(trainings)).run();
}

TrainingResult train(TrainingJob job, const TrainingObserver &observer, std::stop_token stop)
{
    std::vector<Training> alone;
    alone.push_back({std::move(job), observer, std::move(stop)});
    auto outcomes = train_together(std::move(alone));
    if (outcomes.front().fault)
        std::rethrow_exception(outcomes.front().fault);
    return std::move(outcomes.front().result);
}

} // namespace tlvfc

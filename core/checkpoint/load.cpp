#include "core/checkpoint/load.h"

#include "core/base/side_by_side.h"
#include "core/checkpoint/checksum.h"
#include "core/checkpoint/convert.h"
#include "core/checkpoint/faults.h"
#include "core/checkpoint/non_finite.h"

#include <algorithm>
#include <array>
#include <exception>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <thread>
#include <unordered_set>

namespace tlvfc::checkpoint {

namespace {

/// A stretch that one thread does at a time, in numbers: small enough that all threads are busy to
/// the end, large enough that handing it out costs nothing.
constexpr std::int64_t stretch = std::int64_t{1} << 20;

/// Starting a thread costs about as much as reading this.
constexpr std::size_t worth_a_thread = std::size_t{4} << 20;
/// A few cores use up the memory's or the disk's speed.
constexpr std::size_t most_threads = 8;

unsigned threads_for(std::size_t bytes)
{
    return static_cast<unsigned>(std::min(
        {bytes / worth_a_thread, most_threads, std::size_t{std::thread::hardware_concurrency()}}));
}

/// Not zeroed, unlike a Tensor's own: every number is written by a conversion.
Tensor unwritten(const Shape &shape, DType dtype, std::size_t bytes)
{
    // Large pages where the system has them: fetching small ones takes longer than the numbers.
    constexpr std::size_t large_page = std::size_t{2} << 20;
    const bool large = bytes >= 2 * large_page;
    const std::align_val_t alignment{large ? large_page : 64};
    const std::shared_ptr<void> memory(::operator new(bytes, alignment),
                                       [alignment](void *p) { ::operator delete(p, alignment); });
    if (large)
        madvise(memory.get(), bytes, MADV_HUGEPAGE);
    return {shape, dtype, memory, memory.get()};
}

class Loading
{
public:
    Loading(Contents &contents, std::stop_token stop, const ProgressHandler &progress)
        : contents_(contents)
        , stop_(std::move(stop))
        , progress_(progress)
    {
    }

    Weights run()
    {
        contents_.refuse_swelling();
        for (const auto &file : contents_.files)
            expect_all(file);
        tensors_.reserve(contents_.tensors().size());
        for (std::size_t i = 0; i < contents_.tensors().size(); ++i)
            plan(i);
        // The longest first: the rest then fills the gaps.
        std::ranges::stable_sort(jobs_, std::ranges::greater{}, &Job::bytes);
        std::size_t bytes = 0;
        for (const auto &job : jobs_)
            bytes += job.bytes;
        side_by_side(jobs_.size(), threads_for(bytes), stop_, [this, bytes](std::size_t job) {
            do_safely(jobs_[job]);
            report(jobs_[job].bytes, bytes);
        });
        std::ranges::for_each(contents_.files, throw_if_lost); // which damage may follow from
        rethrow_first();
        note_non_finite();
        Weights weights;
        for (std::size_t i = 0; i < tensors_.size(); ++i)
            weights.set(contents_.tensors()[i].first, std::move(tensors_[i]));
        return weights;
    }

private:
    struct Job
    {
        enum class Kind { Sum, Copy } kind;
        std::size_t tensor;
        std::int64_t begin = 0; ///< in numbers; unused for a sum
        std::int64_t end = 0;
        std::size_t bytes = 0; ///< about what has to be read
        NonFinite found = {};
        std::exception_ptr error = {};
    };

    const StoredTensor &stored(std::size_t i) const { return contents_.tensors()[i].second; }

    void plan(std::size_t i)
    {
        const auto &tensor = stored(i);
        const auto dtype = dtype_of(tensor.type);
        if (tensor.summed && summed_.insert(tensor.summed->bytes.data()).second)
            jobs_.push_back({Job::Kind::Sum, i, 0, 0, tensor.summed->bytes.size()});
        if (tensor.count == 0) {
            tensors_.emplace_back(tensor.shape, dtype);
            return;
        }
        const auto bytes = static_cast<std::size_t>(tensor.count) * size_of(dtype);
        tensors_.push_back(unwritten(tensor.shape, dtype, bytes));
        if (is_dense(tensor))
            plan_stretches(i);
        else
            jobs_.push_back({Job::Kind::Copy, i, 0, tensor.count, bytes});
    }

    void plan_stretches(std::size_t i)
    {
        const auto count = stored(i).count;
        for (std::int64_t begin = 0; begin < count; begin += stretch) {
            const auto end = std::min(count, begin + stretch);
            const auto bytes = static_cast<std::size_t>(end - begin) * size_of(stored(i).type);
            jobs_.push_back({Job::Kind::Copy, i, begin, end, bytes});
        }
    }

    void report(std::size_t done, std::size_t all)
    {
        const std::scoped_lock lock(reporting_);
        done_ += done;
        progress_.report("reading weights", static_cast<double>(done_) /
                                                static_cast<double>(std::max<std::size_t>(all, 1)));
    }

    void do_safely(Job &job) const
    {
        try {
            if (job.kind == Job::Kind::Sum)
                return check_sum(*stored(job.tensor).summed);
            fill(job);
            job.found = scan(job);
        } catch (...) {
            job.error = std::current_exception();
        }
    }

    void fill(const Job &job) const
    {
        const auto &tensor = stored(job.tensor);
        const bool whole = job.end - job.begin == tensor.count;
        const Shape flat{job.end - job.begin};
        const std::vector<std::int64_t> dense{1};
        const StridedView view{
            tensor.type, tensor.first + static_cast<std::size_t>(job.begin) * size_of(tensor.type),
            whole ? tensor.shape : flat, whole ? tensor.strides : dense};
        // Nobody else knows this memory yet.
        auto *out = const_cast<std::byte *>(tensors_[job.tensor].bytes().data());
        const auto count = static_cast<std::size_t>(job.end - job.begin);
        if (dtype_of(tensor.type) == DType::Float32)
            convert(view, {reinterpret_cast<float *>(out) + job.begin, count});
        else
            convert(view, {reinterpret_cast<std::int64_t *>(out) + job.begin, count});
    }

    NonFinite scan(const Job &job) const
    {
        const auto &tensor = tensors_[job.tensor];
        if (tensor.dtype() != DType::Float32)
            return {};
        return count_non_finite(tensor.values().subspan(
            static_cast<std::size_t>(job.begin), static_cast<std::size_t>(job.end - job.begin)));
    }

    /// Which thread came first is chance; which tensor comes first in the file is not.
    void rethrow_first() const
    {
        const Job *first = nullptr;
        for (const auto &job : jobs_) {
            if (job.error && (!first || job.tensor < first->tensor))
                first = &job;
        }
        if (!first)
            return;
        try {
            std::rethrow_exception(first->error);
        } catch (const Error &error) {
            throw about_tensor(error, contents_.tensors()[first->tensor].first);
        }
    }

    void note_non_finite() const
    {
        constexpr std::size_t most_named = 5;
        std::map<std::size_t, NonFinite> found;
        for (const auto &job : jobs_) {
            if (job.found.any())
                found[job.tensor] += job.found;
        }
        if (found.empty())
            return;
        std::string names;
        std::size_t named = 0;
        for (const auto &[tensor, counts] : found) {
            if (named++ < most_named)
                names += (named > 1 ? ", " : "") + in_quotes(contents_.tensors()[tensor].first) +
                         " (" + to_string(counts) + ")";
        }
        contents_.notes.push_back("numbers that are not finite in " +
                                  counted(static_cast<std::int64_t>(found.size()), "tensor") +
                                  ": " + names + (named > most_named ? ", ..." : ""));
    }

    Contents &contents_;
    const std::stop_token stop_;
    std::mutex reporting_;
    ProgressThrottle progress_;
    std::size_t done_ = 0; ///< bytes
    std::vector<Tensor> tensors_;
    std::vector<Job> jobs_;
    std::unordered_set<const std::byte *> summed_;
};

} // namespace

Weights load(Contents &contents, const std::stop_token &stop, const ProgressHandler &progress)
{
    return Loading(contents, stop, progress).run();
}

std::vector<std::string> conversion_notes(const Contents &contents)
{
    std::array<std::int64_t, 32> converted{};
    for (const auto &[name, tensor] : contents.tensors()) {
        if (tensor.count > 0)
            ++converted[static_cast<std::size_t>(tensor.type)];
    }
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < converted.size(); ++i) {
        if (converted[i] == 0)
            continue;
        auto note = conversion_note(static_cast<ElementType>(i), converted[i]);
        if (!note.empty())
            notes.push_back(std::move(note));
    }
    return notes;
}

} // namespace tlvfc::checkpoint

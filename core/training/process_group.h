// Processes on one machine that train one network together, each on its part of every batch
// (LibTorch's c10d over Gloo).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace at {
class Tensor;
}

namespace tlvfc {

/// What all must call alike and in the same order. Values that are summed come to the same bits in
/// every process, and with two processes to those of the plain sum.
class ProcessGroup
{
public:
    /// Whether Gloo's headers were there when this was built.
    static bool is_built_in();

    /// Waits for the others, for two minutes.
    /// @param meeting  a file that does not exist yet, the same for all
    /// @param rank     from 0; @param size of the group, at least 2
    /// @param while_waiting  called a hundred times a second until all have come, and again then.
    ///                       The Error that it throws ends the wait, say where whoever started
    ///                       the others knows that one is gone
    /// @throws Error (Failure) where they do not come, or it is not built in.
    ProcessGroup(const std::filesystem::path &meeting, int rank, int size,
                 std::function<void()> while_waiting = {});
    ~ProcessGroup();
    ProcessGroup(const ProcessGroup &) = delete;
    ProcessGroup &operator=(const ProcessGroup &) = delete;

    int rank() const { return rank_; }
    int size() const { return size_; }
    bool is_first() const { return rank_ == 0; }

    // Each throws Error (Failure) where another process is gone.

    /// In place; a dense tensor on the CPU.
    void sum(at::Tensor &values);
    double sum(double value);
    bool any(bool value) { return sum(value ? 1.0 : 0.0) > 0.0; }
    /// What the first process has, for all; of the same length everywhere.
    std::vector<double> from_first(std::vector<double> values);

private:
    struct Backend;

    int rank_;
    int size_;
    std::unique_ptr<Backend> backend_;
};

} // namespace tlvfc

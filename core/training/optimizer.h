// What moves a model's parameters along their gradients. Only core may include this header.
#pragma once

#include "core/base/weights.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

namespace tlvfc {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

class Optimizer
{
public:
    virtual ~Optimizer() = default;
    Optimizer(const Optimizer &) = delete;
    Optimizer &operator=(const Optimizer &) = delete;

    void zero_grad();
    /// Moves the parameters that have a gradient.
    virtual void step(double learning_rate) = 0;

    /// What it remembers of each parameter: "SLOT.NAME".
    Weights state() const;
    /// @throws Error (InvalidRequest) for a state of other parameters.
    void set_state(const Weights &state);

protected:
    /// What is remembered of every parameter, in the order of the parameters.
    struct Slot
    {
        std::string name;
        std::vector<at::Tensor> values;
    };

    explicit Optimizer(const NamedTensors &parameters);

    /// A slot of zeros, of the parameters' shapes and layouts, or of single numbers.
    enum class Shape { Parameter, Number };
    void add_slot(const std::string &name, Shape shape);

    /// Parameters that have a gradient, with their gradients and slots.
    struct Moving
    {
        std::vector<at::Tensor> parameters;
        std::vector<at::Tensor> gradients;
        std::vector<std::vector<at::Tensor>> slots;
    };
    Moving moving() const;

private:
    std::vector<std::string> names_;
    std::vector<at::Tensor> parameters_;
    std::vector<Slot> slots_;
};

} // namespace tlvfc

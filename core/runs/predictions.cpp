#include "core/runs/predictions.h"

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"

#include <algorithm>
#include <string>

namespace tlvfc {

void write_predictions(const std::filesystem::path &file,
                       const std::vector<Prediction> &predictions)
{
    Weights weights;
    const Shape shape{static_cast<std::int64_t>(predictions.size())};
    const auto add_integers = [&](const char *name, auto member) {
        Tensor tensor(shape, DType::Int64);
        std::ranges::transform(predictions, tensor.edit_integers().begin(), member);
        weights.set(name, std::move(tensor));
    };
    const auto add_numbers = [&](const char *name, auto member) {
        Tensor tensor(shape);
        std::ranges::transform(predictions, tensor.edit().begin(), member);
        weights.set(name, std::move(tensor));
    };
    add_integers("label", &Prediction::label);
    add_integers("predicted", &Prediction::predicted);
    add_numbers("probability", &Prediction::probability);
    add_numbers("label_probability", &Prediction::label_probability);
    write_safetensors(file, weights);
}

std::vector<Prediction> read_predictions(const std::filesystem::path &file)
{
    const auto weights = read_weights(file).weights;
    const auto tensor = [&](const char *name, DType type) -> const Tensor & {
        const auto *found = weights.find(name);
        const auto *first = weights.find("label");
        if (!found || found->dtype() != type || found->shape().size() != 1 || !first ||
            found->size() != first->size())
            throw unreadable_input("no predictions: '" + std::string(name) + "' is not as needed",
                                   file.string(), "give a run's test.safetensors");
        return *found;
    };
    const auto labels = tensor("label", DType::Int64).integers();
    const auto predicted = tensor("predicted", DType::Int64).integers();
    const auto probability = tensor("probability", DType::Float32).values();
    const auto label_probability = tensor("label_probability", DType::Float32).values();
    std::vector<Prediction> predictions;
    predictions.reserve(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        predictions.push_back({labels[i], predicted[i], probability[i], label_probability[i]});
    return predictions;
}

} // namespace tlvfc

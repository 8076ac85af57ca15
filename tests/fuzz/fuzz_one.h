// One input for one reader: what libFuzzer's targets and the replay test have in common.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace tlvfc::test {

enum class FuzzForm { Safetensors, TorchZip, TorchLegacy, TorchTar, TorchScript, Onnx, ShardIndex };

inline constexpr std::array fuzz_forms{
    std::pair{FuzzForm::Safetensors, std::string_view("safetensors")},
    std::pair{FuzzForm::TorchZip, std::string_view("torch_zip")},
    std::pair{FuzzForm::TorchLegacy, std::string_view("torch_legacy")},
    std::pair{FuzzForm::TorchTar, std::string_view("torch_tar")},
    std::pair{FuzzForm::TorchScript, std::string_view("torchscript")},
    std::pair{FuzzForm::Onnx, std::string_view("onnx")},
    std::pair{FuzzForm::ShardIndex, std::string_view("shard_index")},
};

enum class FuzzOutcome { Read, Refused };

/// Opens the bytes as the form, loads every tensor and looks at every number. Refusals come back
/// as such.
/// @throws whatever else the reader threw, and std::logic_error where what it read contradicts
///         itself: a finding either way.
FuzzOutcome fuzz_one(FuzzForm form, std::span<const std::byte> bytes);

} // namespace tlvfc::test

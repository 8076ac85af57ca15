// The kinds of numbers that stand in weights files, and what becomes of them here.
#pragma once

#include "core/base/tensor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tlvfc::checkpoint {

enum class ElementType : std::uint8_t {
    Float64,
    Float32,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt64,
    UInt32,
    UInt16,
    UInt8,
    Bool,
    Complex128, // from here on known by name and size only: such tensors are refused
    Complex64,
    Complex32,
    Float8,
    QInt32,
    QInt8,
    QUInt8,
};

/// Bytes of one number in the file.
std::size_t size_of(ElementType type);

/// torch's name: "float16".
std::string_view name_of(ElementType type);

/// "F16" of a safetensors header; empty where the format has none, or it is not written.
std::string_view safetensors_name_of(ElementType type);

/// "Half" of torch.HalfStorage; empty where torch has none.
std::string_view class_prefix_of(ElementType type);

/// Whether tensors of this type are read at all.
bool is_readable(ElementType type);

/// What it becomes: Float32 for floats, Int64 for whole numbers and booleans.
DType dtype_of(ElementType type);

/// "Float" of torch.FloatStorage and torch.FloatTensor; nothing for an unknown name.
std::optional<ElementType> element_type_of_class(std::string_view prefix);

/// "float16" of torch.float16; nothing for an unknown name.
std::optional<ElementType> element_type_of_dtype(std::string_view name);

/// "F16" of a safetensors header; nothing for an unknown name.
std::optional<ElementType> element_type_of_safetensors(std::string_view name);

/// "12 float16 tensors widened to float32"; empty where nothing changes.
std::string conversion_note(ElementType type, std::int64_t tensors);

} // namespace tlvfc::checkpoint

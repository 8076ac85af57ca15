#include "core/checkpoint/element_type.h"

#include "core/checkpoint/faults.h"

#include <array>

namespace tlvfc::checkpoint {

namespace {

struct Row
{
    ElementType type;
    std::size_t size;
    std::string_view name;        // torch.NAME
    std::string_view class_name;  // torch.NAMEStorage
    std::string_view safetensors; // empty: not in that format, or refused there by its own name
    std::string_view becomes;     // empty: kept as it is
};

using enum ElementType;

constexpr std::array rows{
    Row{Float64, 8, "float64", "Double", "F64", "rounded to float32"},
    Row{Float32, 4, "float32", "Float", "F32", ""},
    Row{Float16, 2, "float16", "Half", "F16", "widened to float32"},
    Row{BFloat16, 2, "bfloat16", "BFloat16", "BF16", "widened to float32"},
    Row{Int64, 8, "int64", "Long", "I64", ""},
    Row{Int32, 4, "int32", "Int", "I32", "widened to int64"},
    Row{Int16, 2, "int16", "Short", "I16", "widened to int64"},
    Row{Int8, 1, "int8", "Char", "I8", "widened to int64"},
    Row{UInt64, 8, "uint64", "", "U64", "turned into int64"},
    Row{UInt32, 4, "uint32", "", "U32", "widened to int64"},
    Row{UInt16, 2, "uint16", "", "U16", "widened to int64"},
    Row{UInt8, 1, "uint8", "Byte", "U8", "widened to int64"},
    Row{Bool, 1, "bool", "Bool", "BOOL", "turned into int64"},
    Row{Complex128, 16, "complex128", "ComplexDouble", "", ""},
    Row{Complex64, 8, "complex64", "ComplexFloat", "", ""},
    Row{Complex32, 4, "complex32", "ComplexHalf", "", ""},
    Row{Float8, 1, "float8", "", "", ""},
    Row{QInt32, 4, "qint32", "QInt32", "", ""},
    Row{QInt8, 1, "qint8", "QInt8", "", ""},
    Row{QUInt8, 1, "quint8", "QUInt8", "", ""},
};

constexpr const Row &row(ElementType type) { return rows[static_cast<std::size_t>(type)]; }

constexpr bool in_order()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].type) != i)
            return false;
    }
    return true;
}
static_assert(in_order());

std::optional<ElementType> find(std::string_view Row::*column, std::string_view text)
{
    for (const auto &r : rows) {
        if (!text.empty() && r.*column == text)
            return r.type;
    }
    return std::nullopt;
}

} // namespace

std::size_t size_of(ElementType type) { return row(type).size; }

std::string_view name_of(ElementType type) { return row(type).name; }

std::string_view safetensors_name_of(ElementType type) { return row(type).safetensors; }

std::string_view class_prefix_of(ElementType type) { return row(type).class_name; }

bool is_readable(ElementType type) { return type < Complex128; }

DType dtype_of(ElementType type) { return type < Int64 ? DType::Float32 : DType::Int64; }

std::optional<ElementType> element_type_of_class(std::string_view prefix)
{
    return find(&Row::class_name, prefix);
}

std::optional<ElementType> element_type_of_dtype(std::string_view name)
{
    // torch has four of them, of one byte each: float8_e4m3fn and its kin.
    if (name.starts_with("float8_"))
        return Float8;
    return find(&Row::name, name);
}

std::optional<ElementType> element_type_of_safetensors(std::string_view name)
{
    return find(&Row::safetensors, name);
}

std::string conversion_note(ElementType type, std::int64_t tensors)
{
    const auto &r = row(type);
    if (tensors == 0 || r.becomes.empty())
        return {};
    return counted(tensors, std::string(r.name) + " tensor") + " " + std::string(r.becomes);
}

} // namespace tlvfc::checkpoint

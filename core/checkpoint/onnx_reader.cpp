// After onnx/onnx.proto of ONNX 1.16: ModelProto, GraphProto, TensorProto.
#include "core/checkpoint/faults.h"
#include "core/checkpoint/names.h"
#include "core/checkpoint/onnx.h"
#include "core/checkpoint/proto_reader.h"

namespace tlvfc::checkpoint {

namespace {

enum ModelField : std::uint32_t { ir_version = 1, graph = 7 };
enum GraphField : std::uint32_t { initializer = 5, sparse_initializer = 15 };
enum TensorField : std::uint32_t {
    dims = 1,
    data_type = 2,
    segment = 3,
    float_data = 4,
    int32_data = 5,
    int64_data = 7,
    tensor_name = 8,
    raw_data = 9,
    double_data = 10,
    uint64_data = 11,
    external_data = 13,
    data_location = 14,
};

std::optional<ElementType> element_type_of_onnx(std::uint64_t type)
{
    using enum ElementType;
    switch (type) {
    case 1:
        return Float32;
    case 2:
        return UInt8;
    case 3:
        return Int8;
    case 4:
        return UInt16;
    case 5:
        return Int16;
    case 6:
        return Int32;
    case 7:
        return Int64;
    case 9:
        return Bool;
    case 10:
        return Float16;
    case 11:
        return Float64;
    case 12:
        return UInt32;
    case 13:
        return UInt64;
    case 14:
        return Complex64;
    case 15:
        return Complex128;
    case 16:
        return BFloat16;
    default:
        return std::nullopt;
    }
}

/// Numbers of a list, each of as many bytes as it needs, to `size` bytes each.
std::shared_ptr<std::vector<std::byte>> unpacked(std::span<const std::byte> list, std::size_t size)
{
    auto numbers = std::make_shared<std::vector<std::byte>>();
    ByteReader in(list, "the ONNX model");
    while (in.remaining() > 0) {
        const auto value = read_varint(in);
        const auto *first = reinterpret_cast<const std::byte *>(&value);
        numbers->insert(numbers->end(), first, first + size);
    }
    return numbers;
}

struct TensorMessage
{
    std::string_view name;
    Shape shape;
    std::uint64_t type = 0;
    std::optional<ProtoField> numbers;
    bool elsewhere = false;
};

void add_dimension(Shape &shape, std::uint64_t size)
{
    if (shape.size() == most_dimensions)
        throw damaged("its shape is beyond any tensor's");
    shape.push_back(static_cast<std::int64_t>(size));
}

void add_dimensions(Shape &shape, const ProtoField &field)
{
    if (field.kind == ProtoField::Kind::Varint)
        return add_dimension(shape, field.value);
    ByteReader in(field.bytes, "the ONNX model");
    while (in.remaining() > 0)
        add_dimension(shape, read_varint(in));
}

TensorMessage parse_tensor(std::span<const std::byte> message)
{
    TensorMessage tensor;
    ByteReader in(message, "the ONNX model");
    while (const auto field = next_field(in)) {
        switch (field->number) {
        case dims:
            add_dimensions(tensor.shape, *field);
            break;
        case data_type:
            tensor.type = field->value;
            break;
        case tensor_name:
            tensor.name = field->text();
            break;
        case float_data:
        case int32_data:
        case int64_data:
        case raw_data:
        case double_data:
        case uint64_data:
            // An empty list and none are the same.
            if (field->kind == ProtoField::Kind::Bytes && field->bytes.empty())
                break;
            if (tensor.numbers || field->kind != ProtoField::Kind::Bytes)
                throw not_readable("its numbers are not in one piece",
                                   "save the model again with onnx.save");
            tensor.numbers = field;
            break;
        case external_data:
            tensor.elsewhere = true;
            break;
        case data_location:
            tensor.elsewhere |= field->value == 1;
            break;
        case segment:
            throw not_readable("it is only a part of a tensor", "save the model again in one file");
        default:
            break;
        }
    }
    return tensor;
}

/// Whether numbers of the type may stand in this list of the message.
bool fits(std::uint32_t list, ElementType type)
{
    using enum ElementType;
    switch (list) {
    case raw_data:
        return true;
    case float_data:
        return type == Float32;
    case double_data:
        return type == Float64;
    case int64_data:
        return type == Int64;
    case uint64_data:
        return type == UInt64 || type == UInt32;
    case int32_data:
        return type == Int32 || type == Int16 || type == Int8 || type == UInt16 || type == UInt8 ||
               type == Bool || type == Float16 || type == BFloat16;
    default:
        return false;
    }
}

StoredTensor stored(const TensorMessage &message)
{
    if (message.elsewhere)
        throw not_readable("its numbers lie in another file",
                           "save the model with all data in one file");
    const auto type = element_type_of_onnx(message.type);
    if (!type)
        throw not_readable("it holds numbers of ONNX's type " + std::to_string(message.type) +
                               ", which are not read",
                           "convert it to float32 and save it again");
    if (!message.numbers)
        return describe_dense(*type, {}, message.shape);
    const auto &[list, kind, value, bytes] = *message.numbers;
    if (!fits(list, *type))
        throw damaged("its numbers are not of its type " + std::string(name_of(*type)));
    if (list == raw_data || list == float_data || list == double_data)
        return describe_dense(*type, bytes, message.shape);
    const auto numbers = unpacked(bytes, size_of(*type));
    auto tensor = describe_dense(*type, *numbers, message.shape);
    tensor.owner = numbers;
    return tensor;
}

void add_initializer(Contents &contents, std::span<const std::byte> bytes)
{
    const auto message = parse_tensor(bytes);
    check_name(message.name);
    if (contents.contains(std::string(message.name)))
        throw about_tensor(damaged("the graph has it twice"), message.name);
    try {
        contents.set(std::string(message.name), stored(message));
    } catch (const Error &error) {
        throw about_tensor(error, message.name);
    }
}

} // namespace

bool starts_as_onnx(std::string_view file)
{
    constexpr std::string_view tags = "\x12\x1a\x22\x28\x32\x3a\x42\x72\xa2\xca";
    return file.size() > 2 && file[0] == '\x08' && file[1] > 0 && file[1] < 0x40 &&
           tags.find(file[2]) != std::string_view::npos;
}

Contents read_onnx(std::span<const std::byte> file)
{
    Contents contents(WeightsFormat::Onnx);
    ByteReader model(file, "the ONNX model");
    while (const auto field = next_field(model)) {
        if (field->number != graph || field->kind != ProtoField::Kind::Bytes)
            continue;
        ByteReader in(field->bytes, "the ONNX graph");
        while (const auto part = next_field(in)) {
            if (part->kind != ProtoField::Kind::Bytes)
                continue;
            if (part->number == sparse_initializer)
                throw not_readable("the ONNX graph holds sparse tensors, which are not read",
                                   "convert them to dense ones");
            if (part->number == initializer)
                add_initializer(contents, part->bytes);
        }
    }
    if (contents.empty())
        throw not_readable("the ONNX model holds no initializers",
                           "export it with its weights inside");
    return contents;
}

} // namespace tlvfc::checkpoint

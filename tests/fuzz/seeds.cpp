#include "tests/fuzz/seeds.h"

#include "core/checkpoint/checkpoint.h"
#include "tests/checkpoint/made_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace tlvfc::test {

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path &file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

Weights small_weights()
{
    Weights weights;
    Tensor filters({2, 3, 1, 2});
    float value = 0.5f;
    for (auto &number : filters.edit())
        number = value = -1.25f * value;
    weights.set("conv.weight", filters);
    weights.set("bn.num_batches_tracked", Tensor({}, DType::Int64));
    weights.set("none", Tensor({0, 4}));
    return weights;
}

/// What the product writes, in every precision.
void add_written(Seeds &seeds, const std::string &ending)
{
    const auto file =
        fs::temp_directory_path() / ("tlvfc_seed_" + std::to_string(getpid()) + ending);
    for (const auto precision :
         {WrittenPrecision::Float32, WrittenPrecision::Float16, WrittenPrecision::BFloat16}) {
        write_weights(file, small_weights(), {precision, {{"by", "a seed"}}});
        seeds.emplace_back("written_" + std::to_string(seeds.size()), bytes_of(file));
    }
    fs::remove(file);
}

void add_fixtures(Seeds &seeds, const fs::path &folder, const std::vector<std::string> &starts)
{
    for (const auto &entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (std::ranges::any_of(starts, [&](const auto &start) { return name.starts_with(start); }))
            seeds.emplace_back(name, bytes_of(entry.path()));
    }
    // The order of a folder is chance.
    std::ranges::sort(seeds);
}

/// A checksum of 0 says that there is none.
void add_without_checksums(Seeds &seeds)
{
    const auto count = seeds.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto [name, bytes] = seeds[i];
        for (auto place = bytes.find("PK\x01\x02"); place != std::string::npos;
             place = bytes.find("PK\x01\x02", place + 4)) {
            if (place + 20 <= bytes.size())
                bytes.replace(place + 16, 4, std::string(4, '\0'));
        }
        seeds.emplace_back("unchecked_" + name, bytes);
    }
}

Seeds safetensors_seeds()
{
    return {
        {"two", safetensors_file(R"({"__metadata__":{"format":"pt"},)"
                                 R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                 R"("b":{"dtype":"U8","shape":[2,2],"data_offsets":[4,8]}})",
                                 "12345678")},
        {"overlap", safetensors_file(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},)"
                                     R"("b":{"dtype":"BF16","shape":[2],"data_offsets":[2,6]}})",
                                     "123456")},
    };
}

std::string matrix(const std::string &storage_class = "FloatStorage")
{
    return "}" + pickled("w") +
           pickled_tensor(pickled(4), pickled_tuple({2, 2}), pickled_tuple({1, 2}), "0",
                          storage_class) +
           "s";
}

Seeds zip_seeds()
{
    const std::string numbers(32, 'x');
    Seeds seeds;
    for (const char *type : {"FloatStorage", "HalfStorage", "DoubleStorage", "LongStorage",
                             "BoolStorage", "UntypedStorage"})
        seeds.emplace_back(type, zip_file({{"x/data.pkl", pickle_protocol_2(matrix(type))},
                                           {"x/byteorder", "little"},
                                           {"x/data/0", numbers}}));
    return seeds;
}

std::string tar_matrix(std::int64_t rows, std::int64_t row_stride)
{
    const auto one = pickle_protocol_2(pickled(1));
    const auto storages =
        one + pickle_protocol_2("(" + pickled(7) + pickled("cpu") + "ctorch\nFloatStorage\nt") +
        le(std::int64_t{4}) + std::string(16, 'x') + pickle_protocol_2("]");
    const auto tensors =
        one + pickle_protocol_2("(" + pickled(8) + pickled(7) + "ctorch\nFloatTensor\nt") +
        le(std::int32_t{2}) + std::string(4, '\0') + le(rows) + le(std::int64_t{2}) +
        le(row_stride) + le(std::int64_t{1}) + le(std::int64_t{0});
    return tar_file({{"storages", storages},
                     {"tensors", tensors},
                     {"pickle", pickle_protocol_2("}" + pickled("w") + pickled("8") + "Qs")}});
}

Seeds tar_seeds()
{
    return {{"by_hand", tar_matrix(2, 2)},
            {"one_row_over_and_over", tar_matrix(std::int64_t{1} << 40, 0)}};
}

Seeds onnx_seeds()
{
    const std::string numbers(16, 'x');
    const auto typed = [](std::uint64_t type, unsigned field, const std::string &list) {
        return proto_number(1, 2) + proto_number(2, type) + proto_bytes(8, "typed") +
               proto_bytes(field, list);
    };
    return {
        {"raw", onnx_file({onnx_tensor("w", {2, 2}, 1, numbers), onnx_tensor("h", {8}, 10, numbers),
                           onnx_tensor("i", {2}, 7, numbers)})},
        {"floats", onnx_file({typed(1, 4, "12345678")})},
        {"int32", onnx_file({typed(6, 5, varint(7) + varint(~std::uint64_t{0}))})},
        {"int64", onnx_file({typed(7, 7, varint(7) + varint(~std::uint64_t{0}))})},
        {"doubles", onnx_file({typed(11, 10, numbers)})},
        {"elsewhere", onnx_file({proto_number(2, 1) + proto_bytes(8, "w") + proto_number(14, 1)})},
    };
}

Seeds index_seeds()
{
    const std::string map = R"("weight_map":{"a":"first.safetensors","b":"second.safetensors"})";
    return {
        {"plain", R"({"metadata":{"total_size":44},)" + map + "}"},
        {"nested", R"({"metadata":{"a":[1,{"b":null}],"c":-1.5e3},)" + map + "}"},
        {"missing", R"({"weight_map":{"a":"first.safetensors","c":"third.safetensors"}})"},
        {"outside", R"({"weight_map":{"a":"../first.safetensors"}})"},
    };
}

} // namespace

Seeds seeds_of(FuzzForm form, const fs::path &fixtures)
{
    Seeds seeds;
    switch (form) {
    case FuzzForm::Safetensors:
        seeds = safetensors_seeds();
        add_written(seeds, ".safetensors");
        add_fixtures(seeds, fixtures, {"safetensors_", "refused_float8"});
        break;
    case FuzzForm::TorchZip:
        seeds = zip_seeds();
        add_written(seeds, ".pth");
        add_fixtures(seeds, fixtures, {"zip_", "refused_sparse", "refused_quantized"});
        add_without_checksums(seeds);
        break;
    case FuzzForm::TorchLegacy:
        seeds = {{"by_hand", legacy_file(matrix(), {{"0", std::string(16, 'x')}})}};
        add_fixtures(seeds, fixtures, {"legacy_", "refused_evil_legacy"});
        break;
    case FuzzForm::TorchTar:
        seeds = tar_seeds();
        add_fixtures(seeds, fixtures, {"tar_"});
        break;
    case FuzzForm::TorchScript:
        seeds = {
            {"by_hand",
             zip_file({{"x/data.pkl", pickle_protocol_2("c__torch__\nNet\n)\x81" + matrix() + "b")},
                       {"x/constants.pkl", pickle_protocol_2(")")},
                       {"x/data/0", std::string(16, 'x')}})}};
        add_fixtures(seeds, fixtures, {"script_"});
        add_without_checksums(seeds);
        break;
    case FuzzForm::Onnx:
        seeds = onnx_seeds();
        add_fixtures(seeds, fixtures, {"onnx_", "refused_external"});
        break;
    case FuzzForm::ShardIndex:
        return index_seeds();
    }
    return seeds;
}

} // namespace tlvfc::test

// How long files of VGG16's size take: to open for their names and shapes, to load, and to be
// read by nobody (what `cat FILE > /dev/null` does). A file's form is the benchmark's argument;
// bytes per second are the file's.
#include "core/checkpoint/checkpoint.h"
#include "core/nets/zoo.h"
#include "tests/checkpoint/made_files.h"

#include <benchmark/benchmark.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <unistd.h>

namespace {

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

/// Removed at the end.
struct Folder
{
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "bench_checkpoint_XXXXXX").string();
        path = mkdtemp(name.data()) ? name : "";
    }
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    fs::path path;
};

Weights weights_of(const std::string &network)
{
    Weights weights;
    float value = 0;
    for (const auto &parameter : build_architecture(network).parameters()) {
        Tensor tensor(parameter.shape);
        for (auto &number : tensor.edit())
            number = value = value > 1 ? -1 : value + 0.001f;
        weights.set(parameter.name, std::move(tensor));
    }
    return weights;
}

std::string text_of(const Tensor &tensor)
{
    return {reinterpret_cast<const char *>(tensor.bytes().data()), tensor.bytes().size()};
}

void write(const fs::path &file, const std::string &text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::string legacy(const Weights &weights)
{
    std::string root = "}";
    Members storages;
    for (const auto &[name, tensor] : weights) {
        std::vector<std::int64_t> strides(tensor.shape().size(), 1);
        for (std::size_t i = strides.size(); i-- > 1;)
            strides[i - 1] = strides[i] * tensor.shape()[i];
        root += pickled(name) +
                pickled_tensor(pickled(tensor.size()), pickled_tuple(tensor.shape()),
                               pickled_tuple(strides), name) +
                "s";
        storages.emplace_back(name, text_of(tensor));
    }
    return legacy_file(root, storages);
}

std::string onnx(const Weights &weights)
{
    std::vector<std::string> tensors;
    for (const auto &[name, tensor] : weights)
        tensors.push_back(onnx_tensor(name, tensor.shape(), 1, text_of(tensor)));
    return onnx_file(tensors);
}

fs::path made(const std::string &network, const std::string &form)
{
    static const Folder folder;
    static std::map<std::string, fs::path> files;
    auto &file = files[network + form];
    if (!file.empty())
        return file;
    file = folder.path / (network + "_" + form);
    const auto weights = weights_of(network);
    if (form == "safetensors")
        write_safetensors(file, weights);
    else if (form == "half")
        write_safetensors(file, weights, {WrittenPrecision::Float16, {}});
    else if (form == "zip")
        write_torch_zip(file, weights);
    else if (form == "legacy")
        write(file, legacy(weights));
    else
        write(file, onnx(weights));
    return file;
}

std::int64_t size_of_file(const fs::path &file)
{
    return static_cast<std::int64_t>(fs::file_size(file));
}

void open_outline(benchmark::State &state, const std::string &network, const std::string &form)
{
    const auto file = made(network, form);
    for (auto _ : state)
        benchmark::DoNotOptimize(read_outline(file));
    state.SetBytesProcessed(state.iterations() * size_of_file(file));
}

void load(benchmark::State &state, const std::string &network, const std::string &form)
{
    const auto file = made(network, form);
    for (auto _ : state)
        benchmark::DoNotOptimize(read_weights(file));
    state.SetBytesProcessed(state.iterations() * size_of_file(file));
}

/// As cat does, in pieces of 128 KiB.
void read_by_nobody(benchmark::State &state, const std::string &network, const std::string &form)
{
    const auto file = made(network, form);
    std::vector<char> piece(std::size_t{128} << 10);
    for (auto _ : state) {
        const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
        while (read(fd, piece.data(), piece.size()) > 0)
            benchmark::DoNotOptimize(piece.data());
        close(fd);
    }
    state.SetBytesProcessed(state.iterations() * size_of_file(file));
}

} // namespace

int main(int argc, char **argv)
{
    for (const std::string network : {"resnet20", "vgg16"}) {
        for (const std::string form : {"safetensors", "half", "zip", "legacy", "onnx"}) {
            const auto add = [&](const char *what, auto function) {
                benchmark::RegisterBenchmark(
                    (std::string(what) + "/" + network + "/" + form).c_str(), function, network,
                    form)
                    ->Unit(benchmark::kMillisecond)
                    ->UseRealTime();
            };
            add("outline", open_outline);
            add("load", load);
            add("cat", read_by_nobody);
        }
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

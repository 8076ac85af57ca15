// write_seeds FOLDER FIXTURES: a folder of seeds for each form, for libFuzzer to start from.
#include "tests/fuzz/seeds.h"

#include <fstream>
#include <iostream>

int main(int argc, char **argv)
{
    using namespace tlvfc::test;
    if (argc != 3) {
        std::cerr << "usage: write_seeds FOLDER FIXTURES\n";
        return 2;
    }
    try {
        for (const auto &[form, name] : fuzz_forms) {
            const auto folder = std::filesystem::path(argv[1]) / name;
            std::filesystem::create_directories(folder);
            for (const auto &[seed, bytes] : seeds_of(form, argv[2])) {
                std::ofstream out(folder / seed, std::ios::binary);
                if (!(out << bytes))
                    throw std::runtime_error("cannot write " + (folder / seed).string());
            }
        }
    } catch (const std::exception &error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}

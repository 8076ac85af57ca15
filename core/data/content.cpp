#include "core/data/content.h"

#include "core/base/error.h"
#include "core/base/hash.h"

#include <fstream>
#include <span>
#include <vector>

namespace tlvfc {

std::string content_fault(const std::filesystem::path &file, const ExpectedContent &expected,
                          const std::stop_token &stop, const ProgressHandler &progress)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in)
        throw unreadable_input("cannot read the file", file.string(), "check its name and rights");
    if (expected.bytes != 0 && bytes != expected.bytes)
        return std::to_string(bytes) + " bytes in place of " + std::to_string(expected.bytes);
    if (!expected.has_checksum())
        return {};
    Digest md5(Digest::Kind::Md5);
    Digest sha256(Digest::Kind::Sha256);
    ProgressThrottle throttle(progress);
    std::vector<char> buffer(std::size_t{1} << 20);
    double done = 0.0;
    while (in) {
        throw_if_stopped(stop);
        in.read(buffer.data(), std::ssize(buffer));
        const auto read =
            std::as_bytes(std::span(buffer).first(static_cast<std::size_t>(in.gcount())));
        if (!expected.md5.empty())
            md5.add(read);
        if (!expected.sha256.empty())
            sha256.add(read);
        done += static_cast<double>(read.size());
        throttle.report("checking " + file.filename().string(),
                        bytes ? done / static_cast<double>(bytes) : 1.0);
    }
    if (!in.eof())
        throw unreadable_input("cannot read the file", file.string(), "check the disk");
    const auto compare = [](const char *name, const std::string &found, const std::string &wanted) {
        return found.starts_with(wanted)
                   ? std::string()
                   : std::string("its ") + name + " is " + found + ", not " + wanted;
    };
    if (!expected.md5.empty()) {
        if (auto fault = compare("MD5", md5.hex(), expected.md5); !fault.empty())
            return fault;
    }
    return expected.sha256.empty() ? std::string()
                                   : compare("SHA-256", sha256.hex(), expected.sha256);
}

} // namespace tlvfc

#include "core/data/content.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace tlvfc {

namespace {

class Digest
{
public:
    explicit Digest(const EVP_MD *kind)
        : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), kind, nullptr) != 1)
            throw failure("this OpenSSL does not offer a checksum that a download needs");
    }

    void add(const void *bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }

    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            text += digits[digest[i] >> 4];
            text += digits[digest[i] & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

} // namespace

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
    Digest md5(EVP_md5());
    Digest sha256(EVP_sha256());
    ProgressThrottle throttle(progress);
    std::vector<char> buffer(std::size_t{1} << 20);
    double done = 0.0;
    while (in) {
        throw_if_stopped(stop);
        in.read(buffer.data(), std::ssize(buffer));
        const auto count = static_cast<std::size_t>(in.gcount());
        if (!expected.md5.empty())
            md5.add(buffer.data(), count);
        if (!expected.sha256.empty())
            sha256.add(buffer.data(), count);
        done += static_cast<double>(count);
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

#include "core/base/hash.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

namespace tlvfc {

namespace {

class Sha256
{
public:
    Sha256()
        : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw failure("SHA-256 is not available in this OpenSSL");
    }

    void add(const void *data, std::size_t size) { EVP_DigestUpdate(context_.get(), data, size); }

    std::string hex()
    {
        std::array<unsigned char, 32> digest{};
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (const auto byte : digest) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

} // namespace

std::string sha256_hex(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

std::string sha256_of_file(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    Sha256 hash;
    std::array<char, 1 << 16> buffer{};
    while (in) {
        in.read(buffer.data(), buffer.size());
        hash.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (!in.eof())
        throw unreadable_input("cannot read the file", file.string(), "check its name and rights");
    return hash.hex();
}

} // namespace tlvfc

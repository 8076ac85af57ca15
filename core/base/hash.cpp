#include "core/base/hash.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>

namespace tlvfc {

namespace {

EVP_MD_CTX *context_of(void *context) { return static_cast<EVP_MD_CTX *>(context); }

void require_done(int status)
{
    if (status != 1)
        throw failure("OpenSSL could not work out a checksum");
}

} // namespace

std::string to_hex(std::span<const std::byte> bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4];
        text += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

Digest::Digest(Kind kind)
    : context_(EVP_MD_CTX_new(), [](void *context) { EVP_MD_CTX_free(context_of(context)); })
{
    const auto *algorithm = kind == Kind::Md5 ? EVP_md5() : EVP_sha256();
    if (!context_ || EVP_DigestInit_ex(context_of(context_.get()), algorithm, nullptr) != 1)
        throw failure(std::string(kind == Kind::Md5 ? "MD5" : "SHA-256") +
                      " is not available in this OpenSSL");
}

void Digest::add(std::span<const std::byte> bytes)
{
    require_done(EVP_DigestUpdate(context_of(context_.get()), bytes.data(), bytes.size()));
}

std::string Digest::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require_done(EVP_DigestFinal_ex(context_of(context_.get()), digest.data(), &size));
    return to_hex(std::as_bytes(std::span(digest).first(size)));
}

std::string sha256_hex(std::span<const std::byte> bytes)
{
    Digest digest(Digest::Kind::Sha256);
    digest.add(bytes);
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    Digest digest(Digest::Kind::Sha256);
    std::array<char, 1 << 16> buffer{};
    while (in) {
        in.read(buffer.data(), buffer.size());
        digest.add(std::as_bytes(std::span(buffer).first(static_cast<std::size_t>(in.gcount()))));
    }
    if (!in.eof())
        throw unreadable_input("cannot read the file", file.string(), "check its name and rights");
    return digest.hex();
}

} // namespace tlvfc

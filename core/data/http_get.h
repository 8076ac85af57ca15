// One HTTP request for a file or for the rest of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace tlvfc {

struct HttpRequest
{
    std::string url; ///< http or https; certificates are checked, and https never leads to http
    std::uint64_t from = 0; ///< the first byte wanted
    std::string validator;  ///< what the server called the version that the bytes before are of
    int connect_timeout_s = 20;
    int stall_timeout_s = 30; ///< with nothing coming
};

/// What the server says before the bytes come.
struct HttpHead
{
    long status = 0;                    ///< 200, or 206 for a part
    std::uint64_t from = 0;             ///< the place of the first byte that comes
    std::optional<std::uint64_t> total; ///< of the whole file
    std::string validator;              ///< its strong ETag, or the time of its last change
};

struct HttpResult
{
    bool complete = false;  ///< all that the server announced has come
    bool may_retry = false; ///< the fault may pass: a cut, a timeout, a server's 5xx
    std::string fault;      ///< in words, empty if complete
    long status = 0;        ///< 0 where no answer came
};

struct HttpHandler
{
    /// Called once before the first byte, for 200 and 206 only.
    std::function<void(const HttpHead &)> begin;
    std::function<void(std::span<const char>)> add;
};

/// @throws what the handler throws, which ends the transfer; Error (Interrupted) on a stop, at
/// once.
HttpResult http_get(const HttpRequest &request, const HttpHandler &handler,
                    const std::stop_token &stop);

} // namespace tlvfc

#include "core/data/http_get.h"

#include "core/base/error.h"
#include "core/base/progress.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <exception>
#include <memory>
#include <string_view>
#include <utility>

namespace tlvfc {

namespace {

/// libcurl's own set-up, once and before any thread of it.
void set_up_curl()
{
    static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (result != CURLE_OK)
        throw failure("libcurl cannot start: " + std::string(curl_easy_strerror(result)));
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

/// The value of a header line called `name`; empty for any other line.
std::string_view header_value(std::string_view line, std::string_view name)
{
    const auto equal = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == b;
    };
    if (line.size() <= name.size() || line[name.size()] != ':' ||
        !std::equal(name.begin(), name.end(), line.begin(),
                    [&](char b, char a) { return equal(a, b); }))
        return {};
    line.remove_prefix(name.size() + 1);
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front())))
        line.remove_prefix(1);
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())))
        line.remove_suffix(1);
    return line;
}

class Transfer
{
public:
    Transfer(const HttpRequest &request, const HttpHandler &handler)
        : handler_(handler)
        , easy_(curl_easy_init(), curl_easy_cleanup)
        , headers_(nullptr, curl_slist_free_all)
    {
        if (!easy_)
            throw std::bad_alloc();
        set(CURLOPT_URL, request.url.c_str());
        set(CURLOPT_USERAGENT, "tlvfc-studio");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_FOLLOWLOCATION, 1L);
        set(CURLOPT_MAXREDIRS, 10L);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_REDIR_PROTOCOLS_STR,
            request.url.starts_with("https:") ? "https" : "http,https");
        set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(request.connect_timeout_s));
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.stall_timeout_s));
        set(CURLOPT_ERRORBUFFER, reason_.data());
        set(CURLOPT_HEADERFUNCTION, &Transfer::take_header);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &Transfer::take_bytes);
        set(CURLOPT_WRITEDATA, this);
        if (request.from > 0) {
            set(CURLOPT_RANGE, (std::to_string(request.from) + "-").c_str());
            // Of another version, the server then sends the whole in place of the rest.
            if (!request.validator.empty()) {
                headers_.reset(
                    curl_slist_append(nullptr, ("If-Range: " + request.validator).c_str()));
                set(CURLOPT_HTTPHEADER, headers_.get());
            }
        }
    }

    CURL *easy() { return easy_.get(); }

    HttpResult result(CURLcode code)
    {
        if (fault_)
            std::rethrow_exception(fault_);
        HttpResult result;
        result.status = head_.status;
        const bool answered = head_.status == 200 || head_.status == 206;
        if (code == CURLE_OK && answered) {
            begin(); // an empty file has no first byte
            if (fault_)
                std::rethrow_exception(fault_);
            result.complete = true;
        } else if (head_.status >= 400 || (code == CURLE_OK && !answered)) {
            result.fault = "the server answers " + std::to_string(head_.status);
            result.may_retry = head_.status >= 500 || head_.status == 429 || head_.status == 408;
        } else {
            result.fault = reason_[0] ? reason_.data() : curl_easy_strerror(code);
            result.may_retry = may_pass(code);
        }
        return result;
    }

private:
    template <typename Value>
    void set(CURLoption option, Value value)
    {
        if (const auto code = curl_easy_setopt(easy_.get(), option, value); code != CURLE_OK)
            throw failure("libcurl refuses a setting: " + std::string(curl_easy_strerror(code)));
    }

    static bool may_pass(CURLcode code)
    {
        constexpr std::array<CURLcode, 7> passing{
            CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
            CURLE_GOT_NOTHING,  CURLE_HTTP2_STREAM,       CURLE_HTTP2};
        return std::ranges::find(passing, code) != passing.end();
    }

    void read_header(std::string_view line)
    {
        if (line.starts_with("HTTP/")) { // of each answer on the way: only the last counts
            head_ = {};
            last_modified_.clear();
            const auto space = line.find(' ');
            if (space != std::string_view::npos)
                head_.status = static_cast<long>(number(line.substr(space + 1, 3)).value_or(0));
        } else if (const auto tag = header_value(line, "etag"); tag.starts_with('"')) {
            head_.validator = tag;
        } else if (const auto time = header_value(line, "last-modified"); !time.empty()) {
            last_modified_ = time;
        } else if (const auto length = header_value(line, "content-length"); !length.empty()) {
            if (head_.status == 200)
                head_.total = number(length);
        } else if (const auto range = header_value(line, "content-range"); !range.empty()) {
            // "bytes 100-999/1000"
            const auto dash = range.find('-');
            const auto slash = range.find('/');
            if (range.starts_with("bytes ") && dash != std::string_view::npos &&
                slash != std::string_view::npos) {
                head_.from = number(range.substr(6, dash - 6)).value_or(0);
                head_.total = number(range.substr(slash + 1));
            }
        }
    }

    void begin()
    {
        if (std::exchange(begun_, true))
            return;
        if (head_.validator.empty())
            head_.validator = last_modified_;
        guarded([this] { handler_.begin(head_); });
    }

    /// An exception cannot pass through C; it is kept.
    template <typename Work>
    bool guarded(const Work &work)
    {
        try {
            work();
            return true;
        } catch (...) {
            fault_ = std::current_exception();
            return false;
        }
    }

    static std::size_t take_header(char *text, std::size_t, std::size_t size, void *self)
    {
        auto &transfer = *static_cast<Transfer *>(self);
        return transfer.guarded([&] { transfer.read_header({text, size}); }) ? size : 0;
    }

    static std::size_t take_bytes(char *bytes, std::size_t, std::size_t size, void *self)
    {
        auto &transfer = *static_cast<Transfer *>(self);
        const auto status = transfer.head_.status;
        if (status != 200 && status != 206)
            return size; // an error's page
        transfer.begin();
        const bool taken = !transfer.fault_ && transfer.guarded([&] {
            transfer.handler_.add(std::span<const char>(bytes, size));
        });
        return taken ? size : CURL_WRITEFUNC_ERROR;
    }

    const HttpHandler &handler_;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy_;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_;
    std::array<char, CURL_ERROR_SIZE> reason_{};
    HttpHead head_;
    std::string last_modified_;
    bool begun_ = false;
    std::exception_ptr fault_;
};

/// Ends the transfer's membership before either goes.
struct Membership
{
    CURLM *multi;
    CURL *easy;
    ~Membership() { curl_multi_remove_handle(multi, easy); }
};

} // namespace

HttpResult http_get(const HttpRequest &request, const HttpHandler &handler,
                    const std::stop_token &stop)
{
    set_up_curl();
    Transfer transfer(request, handler);
    const std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi(curl_multi_init(),
                                                                      curl_multi_cleanup);
    if (!multi || curl_multi_add_handle(multi.get(), transfer.easy()) != CURLM_OK)
        throw failure("libcurl cannot begin a transfer", request.url);
    const Membership membership{multi.get(), transfer.easy()};
    const std::stop_callback wake(stop, [&] { curl_multi_wakeup(multi.get()); });
    for (int running = 1; running > 0;) {
        throw_if_stopped(stop);
        auto code = curl_multi_perform(multi.get(), &running);
        if (code == CURLM_OK && running > 0)
            code = curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
        if (code != CURLM_OK)
            throw failure("a transfer failed: " + std::string(curl_multi_strerror(code)),
                          request.url);
    }
    int left = 0;
    const auto *message = curl_multi_info_read(multi.get(), &left);
    return transfer.result(message ? message->data.result : CURLE_RECV_ERROR);
}

} // namespace tlvfc

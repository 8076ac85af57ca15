#include "core/data/download.h"

#include "core/base/error.h"
#include "core/base/sleep.h"
#include "core/data/http_get.h"
#include "core/data/partial_file.h"

namespace tlvfc {

namespace {

const char *const by_hand = "try again later, or get the file by hand and give it with --from";

/// The range that comes is not the one that was asked for.
struct WrongRange
{
};

class Download
{
public:
    Download(const std::string &url, const std::filesystem::path &file,
             const ExpectedContent &expected, const DownloadOptions &options, std::stop_token stop,
             const ProgressHandler &progress)
        : url_(url)
        , expected_(expected)
        , options_(options)
        , stop_(std::move(stop))
        , progress_(progress)
        , throttle_(progress)
        , activity_("fetching " + file.filename().string())
        , part_(file, url)
    {
    }

    void run()
    {
        const bool resumed = part_.size() > 0;
        get_all();
        auto fault = content_fault(part_.path(), expected_, stop_, progress_);
        // A part from before may have been damaged on disk, or be of another version.
        if (!fault.empty() && resumed) {
            part_.restart({});
            get_all();
            fault = content_fault(part_.path(), expected_, stop_, progress_);
        }
        if (!fault.empty()) {
            part_.remove();
            throw failure("what came is not what was published: " + fault, url_, by_hand);
        }
        part_.finish();
    }

private:
    void get_all()
    {
        int pause_ms = options_.pause_ms;
        auto best = part_.size();
        for (int attempt = 1; !is_complete(); ++attempt) {
            const auto before = part_.size();
            const auto result = get_rest();
            if (result.complete && (expected_.bytes == 0 || part_.size() >= expected_.bytes))
                return;
            // Servers answer so where nothing is left, but then it would be complete.
            const bool beyond = result.status == 416 && before > 0;
            if (beyond)
                part_.restart({});
            if (part_.size() > best) {
                best = part_.size();
                attempt = 0;
                pause_ms = options_.pause_ms;
            }
            // Where nothing ever came, an unknown host stays unknown; in the middle it is a cut.
            const bool is_cut = result.status == 0 && part_.size() > 0;
            if (!beyond && !result.complete && !result.may_retry && !is_cut)
                give_up(result.fault);
            if (attempt >= options_.attempts)
                give_up(result.complete ? "the server sends less than there should be"
                                        : result.fault);
            if (attempt > 0) {
                sleep_unless_stopped(stop_, std::chrono::milliseconds(pause_ms));
                throw_if_stopped(stop_);
                pause_ms *= 2;
            }
        }
    }

    bool is_complete() const { return expected_.bytes != 0 && part_.size() == expected_.bytes; }

    HttpResult get_rest()
    {
        const HttpRequest request{url_, ranges_lie_ ? 0 : part_.size(), part_.validator(),
                                  options_.connect_timeout_s, options_.stall_timeout_s};
        const HttpHandler handler{[this](const HttpHead &head) { begin(head); },
                                  [this](std::span<const char> bytes) { add(bytes); }};
        try {
            return http_get(request, handler, stop_);
        } catch (const WrongRange &) {
            ranges_lie_ = true;
            part_.restart({});
            return {false, true, "the server sends another part than the one asked for", 206};
        } catch (const Error &error) {
            if (error.kind() == ErrorKind::Failure)
                part_.remove(); // a full disk shall not stay full, and what is wrong is of no use
            throw;
        }
    }

    void begin(const HttpHead &head)
    {
        if (head.total && expected_.bytes != 0 && *head.total != expected_.bytes)
            throw failure("the server offers " + std::to_string(*head.total) +
                              " bytes where there should be " + std::to_string(expected_.bytes),
                          url_, by_hand);
        total_ = head.total.value_or(expected_.bytes);
        if (head.status == 206 && head.from != part_.size())
            throw WrongRange();
        if (head.status != 206)
            part_.restart(head.validator);
    }

    void add(std::span<const char> bytes)
    {
        if (total_ != 0 && part_.size() + bytes.size() > total_)
            throw failure("the server sends more than " + std::to_string(total_) + " bytes", url_,
                          by_hand);
        part_.append(bytes);
        throttle_.report(activity_, total_ == 0 ? 0.0
                                                : static_cast<double>(part_.size()) /
                                                      static_cast<double>(total_));
    }

    [[noreturn]] void give_up(const std::string &fault)
    {
        if (part_.size() == 0)
            part_.remove();
        throw failure("cannot fetch the file: " + fault, url_, by_hand);
    }

    std::string url_;
    const ExpectedContent &expected_;
    const DownloadOptions &options_;
    std::stop_token stop_;
    const ProgressHandler &progress_;
    ProgressThrottle throttle_;
    std::string activity_;
    PartialFile part_;
    std::uint64_t total_ = 0; // 0: not known
    bool ranges_lie_ = false;
};

} // namespace

void download(const std::string &url, const std::filesystem::path &file,
              const ExpectedContent &expected, const DownloadOptions &options, std::stop_token stop,
              const ProgressHandler &progress)
{
    Download(url, file, expected, options, std::move(stop), progress).run();
}

} // namespace tlvfc

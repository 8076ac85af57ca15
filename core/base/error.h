// The one error type of core.
#pragma once

#include <exception>
#include <string>

namespace tlvfc {

enum class ErrorKind {
    InvalidRequest,  ///< unknown name, impossible option, mismatched networks: exit code 2
    UnreadableInput, ///< missing, damaged, truncated or foreign file: exit code 2
    Failure,     ///< the work itself failed (disk full, no memory, numbers gone wrong): exit code 1
    Interrupted, ///< stopped on request, state kept: exit code 130
};

/// Says what is wrong, where, and what to do about it, each a fragment without a full stop.
class Error : public std::exception
{
public:
    /// @param what   the fault itself: "unknown network 'resnet19'"
    /// @param where  the file, layer or option it is about: "option --source"; may be empty
    /// @param remedy what the person can do: "choose one that `tlvfc models` lists"; may be empty
    Error(ErrorKind kind, std::string what, std::string where = {}, std::string remedy = {});

    ErrorKind kind() const { return kind_; }
    const std::string &fault() const { return fault_; }
    const std::string &where() const { return where_; }
    const std::string &remedy() const { return remedy_; }

    /// The whole on one line: "FAULT, WHERE, REMEDY".
    const char *what() const noexcept override { return sentence_.c_str(); }

    /// The exit status that the command line promises for this kind.
    int exit_code() const;

private:
    ErrorKind kind_;
    std::string fault_;
    std::string where_;
    std::string remedy_;
    std::string sentence_;
};

Error invalid_request(std::string what, std::string where = {}, std::string remedy = {});
Error unreadable_input(std::string what, std::string where = {}, std::string remedy = {});
Error failure(std::string what, std::string where = {}, std::string remedy = {});
Error interrupted(std::string what);

/// @throws invalid_request(fault, "option OPTION", remedy) unless it holds.
void require_option(bool holds, const std::string &fault, const std::string &option,
                    const std::string &remedy);

} // namespace tlvfc

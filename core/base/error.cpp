#include "core/base/error.h"

#include <utility>

namespace tlvfc {

Error::Error(ErrorKind kind, std::string what, std::string where, std::string remedy)
    : kind_(kind)
    , fault_(std::move(what))
    , where_(std::move(where))
    , remedy_(std::move(remedy))
    , sentence_(fault_)
{
    for (const auto *part : {&where_, &remedy_}) {
        if (!part->empty())
            sentence_ += ", " + *part;
    }
    // Names from a file may hold line breaks; the promise is one line.
    for (char &c : sentence_) {
        if (c == '\n' || c == '\r')
            c = ' ';
    }
}

int Error::exit_code() const
{
    switch (kind_) {
    case ErrorKind::InvalidRequest:
    case ErrorKind::UnreadableInput:
        return 2;
    case ErrorKind::Failure:
        return 1;
    case ErrorKind::Interrupted:
        return 130;
    }
    return 1;
}

Error invalid_request(std::string what, std::string where, std::string remedy)
{
    return {ErrorKind::InvalidRequest, std::move(what), std::move(where), std::move(remedy)};
}

Error unreadable_input(std::string what, std::string where, std::string remedy)
{
    return {ErrorKind::UnreadableInput, std::move(what), std::move(where), std::move(remedy)};
}

Error failure(std::string what, std::string where, std::string remedy)
{
    return {ErrorKind::Failure, std::move(what), std::move(where), std::move(remedy)};
}

Error interrupted(std::string what) { return {ErrorKind::Interrupted, std::move(what)}; }

void require_option(bool holds, const std::string &fault, const std::string &option,
                    const std::string &remedy)
{
    if (!holds)
        throw invalid_request(fault, "option " + option, remedy);
}

} // namespace tlvfc

#include "core/checkpoint/names.h"

#include "core/checkpoint/faults.h"

namespace tlvfc::checkpoint {

namespace {

constexpr std::size_t longest_name = 4096;

} // namespace

void check_name(std::string_view name)
{
    if (name.empty())
        throw damaged("a tensor has no name");
    if (name.size() > longest_name)
        throw damaged("a tensor's name has " + std::to_string(name.size()) + " characters");
    if (!is_utf8(name))
        throw damaged("the name " + in_quotes(name) + " is no UTF-8");
}

void check_writable_name(std::string_view name)
{
    try {
        check_name(name);
    } catch (const Error &error) {
        throw invalid_request(error.fault(), "the weights to be written");
    }
}

} // namespace tlvfc::checkpoint

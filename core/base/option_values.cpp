#include "core/base/option_values.h"

#include "core/base/error.h"

namespace tlvfc {

void throw_unknown_option(std::string_view option, std::string_view name,
                          const std::string &choices)
{
    throw invalid_request("unknown value '" + std::string(name) + "'",
                          "option " + std::string(option), "choose one of " + choices);
}

} // namespace tlvfc

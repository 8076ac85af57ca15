#include "core/checkpoint/faults.h"

#include <utility>

namespace tlvfc::checkpoint {

Error not_readable(std::string what, std::string remedy)
{
    return unreadable_input(std::move(what), {}, std::move(remedy));
}

Error about_tensor(const Error &error, std::string_view name)
{
    return {error.kind(), error.fault(), "tensor " + in_quotes(name), error.remedy()};
}

std::string counted(std::int64_t count, const std::string &noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

} // namespace tlvfc::checkpoint

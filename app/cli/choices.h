// An enumeration as a command's option.
#pragma once

#include "core/base/option_values.h"

#include <optional>
#include <string>

namespace tlvfc::cli {

/// The value that was named, if one was. @throws Error (InvalidRequest) that lists the choices.
template <typename Enum>
void set(Enum &value, const std::optional<std::string> &name, const char *option)
{
    if (name)
        value = option_from_name<Enum>(option, *name);
}

/// "flatten|blocks", for --help.
template <typename Enum>
std::string choices()
{
    std::string text;
    for (const auto &entry : option_values<Enum>())
        text += (text.empty() ? "" : "|") + std::string(entry.name);
    return text;
}

} // namespace tlvfc::cli

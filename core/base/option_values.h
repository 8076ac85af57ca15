// An option's values, as they are written on the command line and in files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

template <typename Enum>
struct OptionValue
{
    Enum value;
    std::string_view name;    ///< "interLeaved"
    std::string_view meaning; ///< one line for people
};

/// All values of an option, in the order in which they are offered. Who declares the enumeration
/// declares the specialization beside it.
template <typename Enum>
const std::vector<OptionValue<Enum>> &option_values();

/// @throws Error (InvalidRequest) that lists the choices.
[[noreturn]] void throw_unknown_option(std::string_view option, std::string_view name,
                                       const std::string &choices);

template <typename Enum>
std::string_view option_name(Enum value)
{
    for (const auto &entry : option_values<Enum>()) {
        if (entry.value == value)
            return entry.name;
    }
    return {};
}

/// @throws Error (InvalidRequest) that lists the choices; `option` is its name for people.
template <typename Enum>
Enum option_from_name(std::string_view option, std::string_view name)
{
    std::string choices;
    for (const auto &entry : option_values<Enum>()) {
        if (entry.name == name)
            return entry.value;
        choices += (choices.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw_unknown_option(option, name, choices);
}

} // namespace tlvfc

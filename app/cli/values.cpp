#include "app/cli/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace tlvfc::cli {

namespace {

/// Where an empty value takes something away or is what a person calls it.
constexpr std::array<std::string_view, 3> may_be_empty{"--name", "--note", "--title"};

std::string fault_of_text(std::string &text)
{
    return text.empty() ? "the value is empty (give one, or leave the option out)" : "";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// CLI11 reads integers as C's sources have them: 010 is 8 there, and 0x10 is 16.
std::string fault_of_integer(std::string &text)
{
    if (text.empty())
        return fault_of_text(text);
    const std::size_t start = text.front() == '-' || text.front() == '+' ? 1 : 0;
    while (text.size() > start + 1 && text[start] == '0' && is_digit(text[start + 1]))
        text.erase(start, 1);
    const auto digits = std::string_view(text).substr(start);
    if (digits.empty() || !std::ranges::all_of(digits, is_digit))
        return "'" + text + "' is not a whole number";
    return {};
}

std::string fault_of_number(std::string &text)
{
    if (text.empty())
        return fault_of_text(text);
    const char *begin = text.data() + (text.front() == '+' ? 1 : 0);
    const char *end = text.data() + text.size();
    double value = 0;
    const auto [after, error] = std::from_chars(begin, end, value);
    if (error == std::errc::result_out_of_range || (error == std::errc() && !std::isfinite(value)))
        return "'" + text + "' is not a finite number";
    if (error != std::errc() || after != end)
        return "'" + text + "' is not a number";
    return {};
}

void check_value(CLI::Option &option)
{
    const auto type = option.get_type_name();
    const auto begins = [&](std::string_view name) { return type.starts_with(name); };
    // A transformation comes before the checks that the option has.
    if (begins("INT") || begins("UINT"))
        option.transform(CLI::Validator(fault_of_integer, ""));
    else if (begins("FLOAT"))
        option.transform(CLI::Validator(fault_of_number, ""));
    else if (std::ranges::find(may_be_empty, option.get_name()) == may_be_empty.end())
        option.transform(CLI::Validator(fault_of_text, ""));
}

} // namespace

void check_values(CLI::App &app)
{
    for (auto *option : app.get_options()) {
        if (option->get_items_expected_max() > 0)
            check_value(*option);
    }
    for (auto *command : app.get_subcommands([](const CLI::App *) { return true; }))
        check_values(*command);
}

} // namespace tlvfc::cli

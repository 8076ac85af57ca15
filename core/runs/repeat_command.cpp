#include "core/runs/repeat_command.h"

#include "core/base/named_folder.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tlvfc {

namespace {

constexpr std::string_view gpu = "NVIDIA GPU "; // as device_description() writes it

} // namespace

std::string shell_word(const std::string &word)
{
    const bool is_plain = !word.empty() && std::ranges::all_of(word, [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) ||
                            std::string_view("_./:=@%+,-").find(char(c)) != std::string_view::npos);
    });
    if (is_plain)
        return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string repeat_command(const RunFolder &run, const RunSpec &spec,
                           const std::optional<StartConditions> &start)
{
    auto command = "tlvfc train --spec " + shell_word(run.spec().string()) + " --run " +
                   shell_word(named_folder(run.path).string() + "-again");
    if (!start)
        return command;
    if (spec.device == "auto")
        command += " --device " + (start->device.starts_with(gpu) ? start->device.substr(gpu.size())
                                                                  : std::string("cpu"));
    if (spec.threads == 0 && start->threads > 0)
        command += " --threads " + std::to_string(start->threads);
    return command;
}

std::string go_on_command(const RunFolder &run)
{
    return "tlvfc run " + shell_word(run.path.string());
}

} // namespace tlvfc

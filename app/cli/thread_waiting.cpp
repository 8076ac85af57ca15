#include "app/cli/thread_waiting.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <unistd.h>

namespace tlvfc::cli {

void wait_asleep(int argc, char **argv)
{
    constexpr std::array<std::string_view, 5> long_commands = {"train", "run", "resume", "eval",
                                                               "demo"};
    constexpr auto variable = "OMP_WAIT_POLICY";
    if (argc < 2 || std::ranges::find(long_commands, argv[1]) == long_commands.end() ||
        std::getenv(variable))
        return;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error)
        return;
    setenv(variable, "passive", 1);
    execv(program.c_str(), argv); // comes back only where it failed; then the work is slower
}

} // namespace tlvfc::cli

#include "app/cli/sweep_slurm.h"

#include "app/cli/child_programs.h"

#include "core/base/error.h"
#include "core/runs/repeat_command.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>
#include <unistd.h>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

std::string job_name(const fs::path &root)
{
    auto name = root.filename().string();
    std::ranges::replace_if(
        name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; }, '-');
    return "tlvfc-" + name;
}

bool is_in_path(const char *program)
{
    const char *variable = std::getenv("PATH");
    std::istringstream folders(variable ? variable : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (!folder.empty() && access((fs::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

} // namespace

std::string sbatch_script(const fs::path &root, const std::vector<SlurmTask> &tasks, int threads,
                          const std::vector<std::string> &options)
{
    std::ostringstream text;
    text << "#!/bin/bash\n"
         << "#SBATCH --job-name=" << job_name(root) << "\n"
         << "#SBATCH --array=0-" << tasks.size() - 1 << "\n"
         << "#SBATCH --ntasks=1 --cpus-per-task=" << std::max(1, threads)
         << "\n"
         // Each run has a log of its own.
         << "#SBATCH --output=/dev/null\n"
         // A minute before its time is over a run keeps its state and stops.
         << "#SBATCH --signal=B:TERM@60\n";
    for (const auto &option : options)
        text << "#SBATCH " << option << "\n";
    text << "\ncase $SLURM_ARRAY_TASK_ID in\n";
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        text << i << ") runs=(";
        for (const auto &run : tasks[i])
            text << (&run == &tasks[i].front() ? "" : " ") << shell_word(run.path.string());
        text << ") ;;\n";
    }
    text << "esac\n"
         // In the shell's place, so that it is what Slurm's signals reach.
         << "exec " << shell_word(own_program().string())
         << " run \"${runs[@]}\" </dev/null >>\"${runs[0]}/log.txt\" 2>&1\n";
    return text.str();
}

void require_sbatch()
{
    if (!is_in_path("sbatch"))
        throw invalid_request("this machine has no sbatch", "option --slurm",
                              "give the command where jobs are submitted, or leave the option out "
                              "to train here");
}

std::string submit(const fs::path &script)
{
    const auto output = output_of({"sbatch", "--parsable", script.string()});
    auto lines = std::istringstream(output.text);
    std::string last;
    for (std::string line; std::getline(lines, line);)
        last = line.empty() ? last : line;
    if (output.code != 0)
        throw failure("sbatch refuses the job: " + last, script.string(),
                      "mend it with --sbatch and give the command again");
    return last.substr(0, last.find(';')); // the rest names the cluster
}

} // namespace tlvfc::cli

// A sweep's unfinished runs as an array job of Slurm.
#pragma once

#include "core/runs/run_folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc::cli {

/// The runs of one task, which `tlvfc run` carries out side by side.
using SlurmTask = std::vector<RunFolder>;

/// The script for sbatch: task N of the array carries out tasks[N]. Paths hold whatever characters.
/// @param options  further #SBATCH lines, which override ours
std::string sbatch_script(const std::filesystem::path &root, const std::vector<SlurmTask> &tasks,
                          int threads, const std::vector<std::string> &options);

/// @throws Error (InvalidRequest) where there is no sbatch.
void require_sbatch();

/// The job's number. @throws Error (Failure) with what sbatch says where it refuses.
std::string submit(const std::filesystem::path &script);

} // namespace tlvfc::cli

// Runs that were deleted, until somebody empties the trash: whole folders, moved aside.
#pragma once

#include "core/runs/run_folder.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tlvfc {

struct TrashedRun
{
    RunFolder run; ///< where it lies now: ROOT/.trash/WHEN/NAME
    std::filesystem::file_time_type when;

    std::string name() const { return run.path.filename().string(); }
};

/// ROOT/.trash, which no reader of runs looks into.
std::filesystem::path trash_folder(const std::filesystem::path &root);

/// Moves the run's folder into the trash of the folder that it lies in; nothing of it is changed.
/// A queue that names it passes it over until it is back.
/// @throws Error (InvalidRequest) where no run is; (Failure) naming the process that writes it, or
///         why it cannot be moved.
TrashedRun move_to_trash(const RunFolder &run);

/// The newest first; empty where there is no trash.
std::vector<TrashedRun> list_trash(const std::filesystem::path &root);

/// Back to where it was, or beside it, "NAME-2", where that place is taken.
/// @throws Error (InvalidRequest) where it is in no trash any more; (Failure) if it cannot be
/// moved.
RunFolder restore_from_trash(const RunFolder &trashed);

struct TrashSize
{
    std::size_t runs = 0;
    std::uint64_t bytes = 0;
};

TrashSize trash_size(const std::filesystem::path &root);

/// Of the files below a folder; links count nothing.
std::uint64_t folder_bytes(const std::filesystem::path &folder);

/// Deletes for good what list_trash() lists.
/// @return what is gone
/// @throws Error (Failure) at the first that is being written or cannot be deleted.
TrashSize empty_trash(const std::filesystem::path &root);

} // namespace tlvfc

// One file of any single form.
#pragma once

#include "core/checkpoint/contents.h"
#include "core/checkpoint/mapped_file.h"

namespace tlvfc::checkpoint {

/// What the file says that it holds, its names as they stand there. The contents keep the file
/// mapped. An index of shards is no single form.
/// @throws Error (UnreadableInput) without the file's name.
Contents read_contents(const MappedFile &file);

} // namespace tlvfc::checkpoint

// How the threads of this process share the memory that they take and give back.
#pragma once

namespace tlvfc::ui {

/// Before the first thread starts. The C library gives every thread an arena of its own, up to eight
/// for each core, and what short-lived jobs leave scattered over them does not go back to the
/// system: a window open for an hour grew by a quarter. Few arenas stay dense. Where the C library
/// has no such setting, nothing happens.
void shareMemoryArenas();

} // namespace tlvfc::ui

#include "ui/window/memory_arenas.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tlvfc::ui {

void shareMemoryArenas()
{
#ifdef __GLIBC__
    // One for the GUI thread, one for all jobs: they wait for each other rarely, since large blocks
    // (tensors, pictures) are mapped outside the arenas. A person's own setting goes before.
    if (std::getenv("MALLOC_ARENA_MAX") == nullptr)
        mallopt(M_ARENA_MAX, 2);
#endif
}

} // namespace tlvfc::ui

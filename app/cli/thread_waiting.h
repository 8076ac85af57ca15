// How torch's threads wait for each other.
#pragma once

namespace tlvfc::cli {

/// Starts this program anew, once, with OMP_WAIT_POLICY=passive where the variable is not set and
/// the command computes for long. By default libgomp's threads spin while they wait and so take
/// the cores of other programs, and of other runs: two threads on two busy cores train at a third
/// of their speed, and at their full speed when waiting asleep. The variable is read before main().
void wait_asleep(int argc, char **argv);

} // namespace tlvfc::cli

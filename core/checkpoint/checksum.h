// The checksum of zip archives.
#pragma once

#include "core/checkpoint/stored_tensor.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tlvfc::checkpoint {

/// CRC-32 as in zip and gzip, of all the bytes.
std::uint32_t crc32(std::span<const std::byte> bytes);

/// @throws Error (UnreadableInput) that names the member if its bytes have another checksum.
void check_sum(const SummedBytes &summed);

} // namespace tlvfc::checkpoint

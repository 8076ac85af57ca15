// One of libFuzzer's targets: TLVFC_FUZZ_FORM says which reader it drives.
#include "tests/fuzz/fuzz_one.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tlvfc::test;
    fuzz_one(FuzzForm::TLVFC_FUZZ_FORM, std::as_bytes(std::span(data, size)));
    return 0;
}

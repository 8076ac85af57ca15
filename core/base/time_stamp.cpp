#include "core/base/time_stamp.h"

#include <ctime>

namespace tlvfc {

std::string time_stamp()
{
    char text[32] = "";
    const auto now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &local);
    return text;
}

} // namespace tlvfc

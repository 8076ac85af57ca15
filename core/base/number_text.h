// Numbers as text that is the same in every locale: a window's program sets the person's, and files
// are not read by people alone.
#pragma once

#include <string>

namespace tlvfc {

/// As printf's %.*f in the C locale: fixed(0.125, 2) is "0.12".
std::string fixed(double value, int digits);

/// As %+.*f: the same with its sign, "+0.12".
std::string signed_fixed(double value, int digits);

/// As %.*g: so many significant digits, without zeros at the end, "1.5e-07" where that is shorter.
std::string general(double value, int digits);

} // namespace tlvfc

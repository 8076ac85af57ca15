// How a method's line looks beside others: the same in the report and in the window.
#pragma once

#include "core/compare/comparison.h"

#include <string>
#include <vector>

namespace tlvfc {

/// A preset's place in Tones::in_order(): each published method has its own, the others share two.
std::size_t method_tone(const std::string &preset);

/// How far a shade of a tone goes toward the background where it is odd (1, 3, …), toward the text
/// where it is even; 0 is the tone itself.
double shade_share(int shade);

struct MethodLook
{
    std::size_t tone = 0; ///< of the preset, whatever else is shown
    int shade = 0;        ///< counts the variants of one preset
    /// Lines and gaps in turn, in widths of the line; empty: solid. Tells a method from those
    /// before it that have its color.
    std::vector<double> dashes;
};

/// @param method  a place in comparison.methods
MethodLook method_look(const Comparison &comparison, std::size_t method);

} // namespace tlvfc

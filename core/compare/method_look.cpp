#include "core/compare/method_look.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace tlvfc {

namespace {

/// "tlvfc" of "tlvfc (keep maxVar)".
std::string preset_of(const std::string &label) { return label.substr(0, label.find(" (")); }

/// Tone and how strong it is: what makes two lines look alike.
std::pair<std::size_t, double> color_of(const MethodLook &look)
{
    const double share = shade_share(look.shade);
    return {look.tone, look.shade % 2 == 1 ? share : -share};
}

} // namespace

std::size_t method_tone(const std::string &preset)
{
    // The baseline is gray, so that what is compared with it stands out.
    static const std::map<std::string, std::size_t> own{{"tlvfc", 0},      {"dpiat", 1},
                                                        {"tlvfc-base", 2}, {"tlvfc-cross", 3},
                                                        {"glorot", 6},     {"he", 7}};
    if (const auto published = own.find(preset); published != own.end())
        return published->second;
    const auto &all = methods();
    const auto at = std::ranges::find(all, preset, &MethodInfo::name);
    return 4 + static_cast<std::size_t>(at - all.begin()) % 2;
}

double shade_share(int shade)
{
    return shade == 0 ? 0.0 : std::min(0.6, 0.3 + 0.15 * ((shade - 1) / 2));
}

MethodLook method_look(const Comparison &comparison, std::size_t method)
{
    static const std::array<std::vector<double>, 8> patterns{{{},
                                                              {5, 2.5},
                                                              {1.5, 2},
                                                              {7, 2, 1.5, 2},
                                                              {10, 2.5},
                                                              {3, 3},
                                                              {7, 2, 1.5, 2, 1.5, 2},
                                                              {1, 4}}};
    std::vector<MethodLook> looks;
    for (std::size_t i = 0; i <= method; ++i) {
        const auto preset = preset_of(comparison.methods[i]);
        MethodLook look{method_tone(preset), 0, {}};
        std::size_t alike = 0;
        for (std::size_t before = 0; before < i; ++before)
            look.shade += preset_of(comparison.methods[before]) == preset;
        for (const auto &before : looks)
            alike += color_of(before) == color_of(look);
        look.dashes = patterns[alike % patterns.size()];
        looks.push_back(std::move(look));
    }
    return looks.back();
}

} // namespace tlvfc

#include "ui/window/palettes.h"

#include "ui/theme/theme.h"

namespace tlvfc::ui {

namespace {

struct Shades
{
    const char *window;
    const char *base;
    const char *alternate;
    const char *text;
    const char *muted;
    const char *disabled;
    const char *button;
    const char *light;
    const char *mid;
    const char *dark;
    const char *shadow;
    const char *highlight;
    const char *highlightedText;
    const char *link;
    const char *toolTip;
};

constexpr Shades lightShades = {"#f3f4f6", "#ffffff", "#f7f8fa", "#1c2126", "#5f6873",
                                "#9aa1aa", "#fafbfc", "#ffffff", "#c9ced6", "#a9b0ba",
                                "#6d747e", "#2a6fb0", "#ffffff", "#1f67ab", "#fffff4"};
constexpr Shades darkShades = {"#2c3138", "#1b1e23", "#20242a", "#e3e6ea", "#99a2ad",
                               "#747c86", "#3a4048", "#484f58", "#4d555f", "#121417",
                               "#0b0c0e", "#3d7fbf", "#ffffff", "#77b4ec", "#2d3238"};

QPalette fromShades(const Shades &shades)
{
    const auto color = [](const char *name) { return QColor(QLatin1String(name)); };
    QPalette palette(color(shades.text), color(shades.button), color(shades.light),
                     color(shades.dark), color(shades.mid), color(shades.text), Qt::white,
                     color(shades.base), color(shades.window));
    palette.setColor(QPalette::AlternateBase, color(shades.alternate));
    palette.setColor(QPalette::Midlight, color(shades.light));
    palette.setColor(QPalette::Shadow, color(shades.shadow));
    palette.setColor(QPalette::PlaceholderText, color(shades.muted));
    palette.setColor(QPalette::Highlight, color(shades.highlight));
    palette.setColor(QPalette::HighlightedText, color(shades.highlightedText));
    palette.setColor(QPalette::Link, color(shades.link));
    palette.setColor(QPalette::LinkVisited, color(shades.link));
    palette.setColor(QPalette::ToolTipBase, color(shades.toolTip));
    palette.setColor(QPalette::ToolTipText, color(shades.text));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(shades.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(shades.mid));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, color(shades.base));
    return palette;
}

} // namespace

QPalette lightPalette() { return fromShades(lightShades); }

QPalette darkPalette() { return fromShades(darkShades); }

QPalette paletteFor(ThemeChoice choice, const QPalette &system)
{
    const bool dark = choice == ThemeChoice::System ? isDark(system) : choice == ThemeChoice::Dark;
    return dark ? darkPalette() : lightPalette();
}

} // namespace tlvfc::ui

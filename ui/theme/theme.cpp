#include "ui/theme/theme.h"

#include "core/base/tones.h"

#include <QFontDatabase>
#include <QFontMetrics>

#include <algorithm>
#include <array>

namespace tlvfc::ui {

namespace {

struct Tone
{
    QRgb onLight;
    QRgb onDark;
};

/// Lighter on a dark ground.
constexpr Tone blue{tones_on_white.blue, 0x56B4E9};
constexpr Tone orange{tones_on_white.orange, 0xE69F00};
constexpr Tone green{tones_on_white.green, 0x2FC79B};
constexpr Tone purple{tones_on_white.purple, 0xDB93BE};
constexpr Tone vermilion{tones_on_white.vermilion, 0xFF8F5C};
constexpr Tone sky{tones_on_white.sky, 0x8CCBF0};
constexpr Tone olive{tones_on_white.olive, 0xF0E442};
constexpr Tone gray{tones_on_white.gray, 0x858C97};

QColor toneColor(const Tone &tone, const QPalette &palette)
{
    return QColor::fromRgb(isDark(palette) ? tone.onDark : tone.onLight);
}

bool hasEvenDigits(const QFont &font)
{
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (metrics.horizontalAdvance(QLatin1Char(digit)) != width)
            return false;
    }
    return true;
}

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(font.pixelSize() * factor + 0.5));
    return font;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Text).lightnessF() > palette.color(QPalette::Base).lightnessF();
}

QColor ink(Ink what, const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const QColor ground = palette.color(QPalette::Active, QPalette::Base);
    switch (what) {
    case Ink::Source:
    case Ink::Info:
        return toneColor(blue, palette);
    case Ink::Target:
        return toneColor(orange, palette);
    case Ink::Taken:
    case Ink::Good:
        return toneColor(green, palette);
    case Ink::Drawn:
        return toneColor(purple, palette);
    case Ink::Stays:
        return toneColor(gray, palette);
    case Ink::Error:
        return toneColor(vermilion, palette);
    case Ink::Warning:
        return toneColor(olive, palette);
    case Ink::Locked:
    case Ink::Text:
        return text;
    case Ink::Muted:
        return blended(text, ground, 0.38);
    case Ink::Faint:
        return blended(text, ground, 0.84);
    case Ink::Panel:
        return blended(ground, text, 0.035);
    }
    return text;
}

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(color.alphaF() * opacity));
    return color;
}

QColor blended(const QColor &first, const QColor &second, double share)
{
    const auto mix = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(mix(first.redF(), second.redF()), mix(first.greenF(), second.greenF()),
                            mix(first.blueF(), second.blueF()),
                            mix(first.alphaF(), second.alphaF()));
}

QColor seriesColor(int n, const QPalette &palette)
{
    static constexpr std::array tones{blue, orange, green, purple, vermilion, sky, olive, gray};
    const auto count = static_cast<int>(tones.size());
    return toneColor(tones[static_cast<std::size_t>(((n % count) + count) % count)], palette);
}

QColor divergingColor(double value, const QPalette &palette)
{
    const QColor middle = isDark(palette) ? QColor(0x2B, 0x2E, 0x33) : QColor(0xF7, 0xF7, 0xF5);
    const QColor low = isDark(palette) ? QColor(0x7C, 0xC8, 0xF5) : QColor(0x00, 0x4E, 0x85);
    const QColor high = isDark(palette) ? QColor(0xFF, 0xB3, 0x47) : QColor(0xB3, 0x4A, 0x00);
    const double clamped = std::clamp(value, -1.0, 1.0);
    return blended(middle, clamped < 0 ? low : high, std::abs(clamped));
}

QColor heatColor(double value, const QPalette &palette)
{
    const double clamped = std::clamp(value, 0.0, 1.0);
    const auto low =
        blended(palette.color(QPalette::Active, QPalette::Base), ink(Ink::Source, palette), 0.7);
    const auto high = isDark(palette) ? QColor(0xFF, 0xB3, 0x47) : QColor(0xB3, 0x4A, 0x00);
    return blended(low, high, clamped);
}

QFont numberFont(const QFont &base)
{
    if (hasEvenDigits(base))
        return base;
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (base.pointSizeF() > 0)
        fixed.setPointSizeF(base.pointSizeF());
    return fixed;
}

QFont titleFont(const QFont &base)
{
    QFont font = scaled(base, 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont noteFont(const QFont &base) { return scaled(base, 0.9); }

} // namespace tlvfc::ui

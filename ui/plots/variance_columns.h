// Many variances brought to the columns that a plot has room for, and the plot's numbers.
#pragma once

#include <QString>

#include <span>
#include <vector>

namespace tlvfc::ui {

/// Neighboring bars that share a column; one bar where there is room for all.
struct VarianceColumn
{
    int first = 0; ///< position of the first bar in the order shown
    int count = 0;
    int chosen = 0; ///< how many of them are chosen
    double mean = 0.0;
    double lowest = 0.0;
    double highest = 0.0;
};

/// Numbers of the bars from left to right: as they are, or by rising variance (equal ones in their
/// order).
std::vector<int> displayOrder(std::span<const float> variances, bool sorted);

/// Columns of equally many bars (the last may hold fewer), at most `most` of them.
std::vector<VarianceColumn> makeColumns(std::span<const float> variances,
                                        std::span<const char> chosen, std::span<const int> order,
                                        int most);

/// Round numbers from 0 to a little above `top`, about `most` of them. At least two.
std::vector<double> ticksUpTo(double top, int most);

/// How numbers up to `top` are written: tiny and huge ones as multiples of a power of ten.
class TickWords
{
public:
    explicit TickWords(double top, double step);

    QString operator()(double value) const;
    /// "×10⁻⁶", empty where numbers are written plainly.
    QString unit() const;

private:
    int exponent_ = 0;
    int decimals_ = 0;
};

/// A variance for people: three digits that count.
QString varianceText(double variance);

} // namespace tlvfc::ui

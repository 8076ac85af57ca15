// What a selection rule chooses, and what it would choose if the count were another.
#pragma once

#include "core/transfer/selection.h"
#include "ui/details/pair_facts.h"
#include "ui/plots/variance_bars.h"

#include <QString>

#include <vector>

class QLabel;

namespace tlvfc::ui {

/// One choice that a transfer makes by a rule, of filters or of a filter's kernels.
struct CountChoice
{
    SelectionRule rule = SelectionRule::InterLeaved;
    bool keeps = true;         ///< the source's are kept, or else the target's overwritten
    bool isOfFilters = true;   ///< or of kernels
    int count = 0;             ///< as the shapes have it; 0: everything is taken, nothing chosen
    std::vector<float> values; ///< that the rule looks at
    std::vector<float> variances;
    std::vector<char> chosen;

    /// Whether the rule says what it would choose at another count: `random` draws anew.
    bool canBeTried() const;
    /// One for each channel. @pre canBeTried()
    std::vector<char> at(int other) const;

    /// "interLeaved keeps 16 of 64", "random overwrites 14 of 64, in 16 draws".
    QString marked() const;
    /// Why the count is what it is, what the trial would keep, and that nothing is changed by it.
    /// `trial` 0: of the count as it is, and how to try another.
    QString words(int trial) const;
};

/// Among the source's filters, where it has more of them than the target.
CountChoice sourceFilterChoice(const PairFacts &facts);
/// Among the target's filters, where it has more.
CountChoice targetFilterChoice(const PairFacts &facts);
/// Among the kernels of one filter of the source, or of the target as it stood before.
CountChoice sourceKernelChoice(const PairFacts &facts, int sourceFilter,
                               const std::vector<char> &chosen);
CountChoice targetKernelChoice(const PairFacts &facts, int targetFilter,
                               const std::vector<char> &chosen);

/// Gives the bars the choice's marker.
void mark(VarianceSeries &series, const CountChoice &choice);

/// Where a page says what words() has.
QLabel *trialLabel(const QString &objectName);

/// On a page with little room only while something is tried, since the bars need it more.
void showTrialWords(QLabel &label, const QString &words, bool isTrial);

} // namespace tlvfc::ui

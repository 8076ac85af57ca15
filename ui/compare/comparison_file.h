// A comparison written to a file in one of its forms.
#pragma once

#include "core/compare/comparison.h"

#include <QList>
#include <QString>

namespace tlvfc::ui {

struct ComparisonForm
{
    enum class Kind { Html, Csv, Points, Latex, Json };

    Kind kind;
    QString name;   ///< for the menu
    QString suffix; ///< "html"
};

QList<ComparisonForm> comparisonForms();

/// @throws Error (Failure) if the file cannot be written.
void writeComparison(const Comparison &comparison, ComparisonForm::Kind kind, const QString &file);

} // namespace tlvfc::ui

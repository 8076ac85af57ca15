#include "ui/compare/comparison_file.h"

#include "core/base/atomic_file.h"
#include "core/compare/report.h"
#include "core/compare/tables.h"

#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

struct ComparisonFile
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonFile)
};

std::string rendered(const Comparison &comparison, ComparisonForm::Kind kind)
{
    switch (kind) {
    case ComparisonForm::Kind::Html:
        return to_html(comparison);
    case ComparisonForm::Kind::Csv:
        return to_csv(comparison);
    case ComparisonForm::Kind::Points:
        return points_csv(comparison);
    case ComparisonForm::Kind::Latex:
        return to_latex(comparison);
    case ComparisonForm::Kind::Json:
        break;
    }
    return to_text(to_json(comparison), 2) + "\n";
}

} // namespace

QList<ComparisonForm> comparisonForms()
{
    using Kind = ComparisonForm::Kind;
    return {
        {Kind::Html, ComparisonFile::tr("Report with tables and curves (HTML)"),
         QStringLiteral("html")},
        {Kind::Csv, ComparisonFile::tr("Table (CSV)"), QStringLiteral("csv")},
        {Kind::Points, ComparisonFile::tr("Every epoch of every run (CSV)"), QStringLiteral("csv")},
        {Kind::Latex, ComparisonFile::tr("Table (LaTeX)"), QStringLiteral("tex")},
        {Kind::Json, ComparisonFile::tr("Everything (JSON)"), QStringLiteral("json")},
    };
}

void writeComparison(const Comparison &comparison, ComparisonForm::Kind kind, const QString &file)
{
    write_file(file.toStdString(), rendered(comparison, kind));
}

} // namespace tlvfc::ui

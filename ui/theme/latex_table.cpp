#include "ui/theme/table_file.h"

#include <QHash>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// Rows that a page surely holds.
constexpr qsizetype mostRowsOfAPage = 40;

bool isNumber(const QString &cell)
{
    bool isOne = false;
    QString(cell).remove(QLatin1Char(',')).toDouble(&isOne);
    return isOne;
}

/// What LaTeX would take for a command, and signs that not every font has.
QString escaped(QChar sign)
{
    static const QHash<QChar, QString> commands{
        {u'\\', QStringLiteral("\\textbackslash{}")},
        {u'~', QStringLiteral("\\textasciitilde{}")},
        {u'^', QStringLiteral("\\textasciicircum{}")},
        {u'<', QStringLiteral("\\textless{}")},
        {u'>', QStringLiteral("\\textgreater{}")},
        {u'|', QStringLiteral("\\textbar{}")},
        {u'"', QStringLiteral("\\textquotedbl{}")},
        {u'\n', QStringLiteral(" ")},
        {u'\r', QString()},
        {u'×', QStringLiteral("$\\times$")},
        {u'→', QStringLiteral("$\\rightarrow$")},
        {u'←', QStringLiteral("$\\leftarrow$")},
        {u'≠', QStringLiteral("$\\neq$")},
        {u'≤', QStringLiteral("$\\leq$")},
        {u'≥', QStringLiteral("$\\geq$")},
        {u'±', QStringLiteral("$\\pm$")},
        {u'−', QStringLiteral("$-$")},
        {u'·', QStringLiteral("$\\cdot$")},
        {u'√', QStringLiteral("$\\surd$")},
        {u'∞', QStringLiteral("$\\infty$")},
        {u'–', QStringLiteral("--")},
        {u'…', QStringLiteral("\\dots{}")},
        {u'²', QStringLiteral("$^2$")},
        {u'³', QStringLiteral("$^3$")},
        {u'\u00a0', QStringLiteral("~")},
        {u'\u202f', QStringLiteral("\\,")},
    };
    if (QStringLiteral("&%$#_{}").contains(sign))
        return QLatin1Char('\\') + sign;
    return commands.value(sign, sign);
}

QString cellText(const QString &cell)
{
    if (isNumber(cell))
        return QString(cell).replace(QLatin1Char('-'), QStringLiteral("$-$"));
    QString text;
    for (const auto sign : cell)
        text += escaped(sign);
    return text;
}

QString rowText(const QStringList &row)
{
    QStringList cells;
    for (const auto &cell : row)
        cells << cellText(cell);
    return cells.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n");
}

/// "lrr": words flush left, columns of nothing but numbers flush right.
QString columnsOf(const Table &table)
{
    QString columns;
    for (qsizetype column = 0; column < table.rows.first().size(); ++column) {
        const bool isOfNumbers =
            table.rows.size() > 1 &&
            std::all_of(table.rows.begin() + 1, table.rows.end(), [column](const QStringList &row) {
                return row.value(column).isEmpty() || isNumber(row[column]);
            });
        columns += QLatin1Char(isOfNumbers ? 'r' : 'l');
    }
    return columns;
}

} // namespace

QByteArray latex(const Table &table)
{
    const bool isLong = table.rows.size() - 1 > mostRowsOfAPage;
    const auto environment = isLong ? QStringLiteral("longtable") : QStringLiteral("tabular");
    QString text = QStringLiteral("%% %1\n").arg(QString(table.name).replace(u'\n', u' '));
    text += QStringLiteral("% needs \\usepackage{booktabs}");
    text += isLong ? QStringLiteral(" and \\usepackage{longtable}\n") : QStringLiteral("\n");
    text += QStringLiteral("\\begin{%1}{%2}\n\\toprule\n").arg(environment, columnsOf(table));
    text += rowText(table.rows.first()) + QStringLiteral("\\midrule\n");
    if (isLong)
        text += QStringLiteral("\\endhead\n\\bottomrule\n\\endfoot\n");
    for (const auto &row : table.rows.mid(1))
        text += rowText(row);
    text += isLong ? QString() : QStringLiteral("\\bottomrule\n");
    return (text + QStringLiteral("\\end{%1}\n").arg(environment)).toUtf8();
}

} // namespace tlvfc::ui

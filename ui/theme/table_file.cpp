#include "ui/theme/table_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <QAbstractItemModel>
#include <QFileInfo>

namespace tlvfc::ui {

namespace {

QString quoted(const QString &cell)
{
    const bool isPlain = std::none_of(cell.begin(), cell.end(), [](QChar c) {
        return c == u',' || c == u'"' || c == u'\n' || c == u'\r';
    });
    return isPlain ? cell
                   : QLatin1Char('"') +
                         QString(cell).replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
                         QLatin1Char('"');
}

void addRows(QList<QStringList> &rows, const QAbstractItemModel &model, const QModelIndex &parent)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        rows << cells;
        addRows(rows, model, model.index(row, 0, parent));
    }
}

} // namespace

Table modelTable(const QString &name, const QAbstractItemModel &model)
{
    QStringList header;
    for (int column = 0; column < model.columnCount(); ++column)
        header << model.headerData(column, Qt::Horizontal).toString();
    Table table{name, {header}};
    addRows(table.rows, model, {});
    return table;
}

QByteArray csv(const Table &table)
{
    QByteArray text;
    for (const auto &row : table.rows) {
        QStringList cells;
        for (const auto &cell : row)
            cells << quoted(cell);
        text += cells.join(QLatin1Char(',')).toUtf8() + "\r\n";
    }
    return text;
}

void saveTable(const QString &file, const Table &table)
{
    const auto suffix = QFileInfo(file).suffix().toLower();
    if (suffix != QLatin1String("csv") && suffix != QLatin1String("tex"))
        throw invalid_request("tables are saved as .csv or .tex", file.toStdString());
    const auto text = suffix == QLatin1String("tex") ? latex(table) : csv(table);
    write_file(file.toStdString(), text.toStdString());
}

} // namespace tlvfc::ui

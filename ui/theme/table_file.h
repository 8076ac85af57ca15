// A table's rows, as a file that spreadsheets and scripts read, or a paper includes.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

class QAbstractItemModel;

namespace tlvfc::ui {

struct Table
{
    QString name;            ///< for people, and for the file's name
    QList<QStringList> rows; ///< the columns' names first
};

/// What the model displays; a tree's rows under each other, parents first.
Table modelTable(const QString &name, const QAbstractItemModel &model);

/// As RFC 4180 has it: quoted where a cell holds a comma, a quote or a line's end.
QByteArray csv(const Table &table);

/// The same cells as a booktabs table, a longtable where a page would not hold it; columns of
/// numbers flush right, digit for digit as in the CSV. Its first lines name the packages.
QByteArray latex(const Table &table);

/// As the name's end says: .csv or .tex.
/// @throws Error (InvalidRequest) for another; (Failure) if the file cannot be written.
void saveTable(const QString &file, const Table &table);

} // namespace tlvfc::ui

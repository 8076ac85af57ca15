// What differs between the specifications of runs, field by field.
#pragma once

#include "ui/theme/table_file.h"

#include <QDialog>
#include <QList>
#include <QString>

namespace tlvfc::ui {

class RunWatcher;

/// A column per run, a row per field that differs, in the specification's order; the runs' names
/// are the columns'. Runs whose specification cannot be read are left out.
Table differencesTable(const QList<RunWatcher *> &runs);

class DifferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DifferencesDialog(const Table &table, QWidget *parent = nullptr);
};

} // namespace tlvfc::ui

#include "ui/training/differences_dialog.h"

#include "ui/jobs/run_watcher.h"
#include "ui/theme/counted.h"
#include "ui/theme/plain_tip.h"
#include "ui/theme/theme.h"
#include "ui/training/run_names.h"
#include "ui/training/spec_words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>

namespace tlvfc::ui {

namespace {

constexpr int columnAir = 24;
constexpr int widestColumn = 320;
constexpr QSize firstSize(720, 420);

QString tabbed(const Table &table)
{
    QStringList lines;
    for (const auto &row : table.rows)
        lines.append(row.join(u'\t'));
    return lines.join(u'\n');
}

} // namespace

Table differencesTable(const QList<RunWatcher *> &runs)
{
    QList<RunWatcher *> known;
    std::vector<RunSpec> specs;
    for (auto *run : runs) {
        if (run->spec().target.is_absent())
            continue;
        known.append(run);
        specs.push_back(run->spec());
    }
    Table table{DifferencesDialog::tr("What differs"),
                {QStringList(DifferencesDialog::tr("Field")) + namesBeside(known)}};
    for (const auto &field : spec_differences(specs)) {
        const auto group = fieldGroup(field.key);
        const auto words = fieldWords(field.key);
        QStringList row(group == words ? words : DifferencesDialog::tr("%1: %2").arg(group, words));
        for (const auto &value : field.values)
            row.append(fieldValue(field.key, value));
        table.rows.append(row);
    }
    return table;
}

DifferencesDialog::DifferencesDialog(const Table &table, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("differencesDialog"));
    setWindowTitle(table.name);
    auto *words = new QLabel;
    words->setObjectName(QStringLiteral("differencesWords"));
    words->setWordWrap(true);
    const auto fields = table.rows.size() - 1;
    words->setText(fields == 0
                       ? tr("The specifications are the same: nothing that decides a result "
                            "differs.")
                       : counted(fields,
                                 tr("One field of the specifications differs, all others are the "
                                    "same. What is not as in the first run is bold."),
                                 tr("%1 fields of the specifications differ, all others are the "
                                    "same. What is not as in the first run is bold.")));
    auto *model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels(table.rows.first());
    for (qsizetype row = 1; row < table.rows.size(); ++row) {
        QList<QStandardItem *> items;
        for (const auto &text : table.rows[row]) {
            auto *item = new QStandardItem(text);
            item->setEditable(false);
            item->setToolTip(plainTip(text));
            if (items.size() > 1 && text != items[1]->text()) {
                auto font = item->font();
                font.setBold(true);
                item->setFont(font);
            }
            items.append(item);
        }
        model->appendRow(items);
    }
    auto *view = new QTreeView;
    view->setObjectName(QStringLiteral("differencesView"));
    view->setAccessibleName(table.name);
    view->setModel(model);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setTextElideMode(Qt::ElideMiddle);
    for (int column = 0; column < model->columnCount(); ++column) {
        view->resizeColumnToContents(column);
        view->setColumnWidth(column, std::min(view->columnWidth(column) + columnAir, widestColumn));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyDifferences"));
    copy->setToolTip(tr("Copies the table for a spreadsheet"));
    copy->setEnabled(fields > 0);
    connect(copy, &QPushButton::clicked, this,
            [table] { QGuiApplication::clipboard()->setText(tabbed(table)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addWidget(words);
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    view->setVisible(fields > 0);
    if (fields > 0)
        resize(firstSize);
    view->setFocus();
}

} // namespace tlvfc::ui

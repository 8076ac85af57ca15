#include "ui/inspect/transfer_exports.h"

#include "ui/details/alignment_page.h"
#include "ui/details/crossover_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/details/pair_tables.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/transfer_page.h"
#include "ui/session/transfer_session.h"

#include <QCoreApplication>
#include <QTabWidget>

namespace tlvfc::ui {

namespace {

struct TransferExports
{
    Q_DECLARE_TR_FUNCTIONS(TransferExports)
};

/// A tree's names alone would not say where a layer stands.
Table layersTable(const QString &name, const NetworkModel &model)
{
    auto table = modelTable(name, model);
    table.rows.first().prepend(TransferExports::tr("path"));
    for (qsizetype row = 1; row < table.rows.size(); ++row)
        table.rows[row].prepend(
            QString::fromStdString(model.rows()[static_cast<std::size_t>(row)].path));
    return table;
}

Table pairsTable(const TransferPlan &plan)
{
    Table table{TransferExports::tr("The pairs"),
                {{TransferExports::tr("target"), TransferExports::tr("source"),
                  TransferExports::tr("score"), TransferExports::tr("locked"),
                  TransferExports::tr("why"), TransferExports::tr("what happens")}}};
    for (const auto &layer : plan.layers) {
        const bool isServed = layer.source.is_valid();
        table.rows << QStringList{
            QString::fromStdString(plan.target->architecture.layer(layer.target).path),
            isServed ? QString::fromStdString(plan.source->architecture.layer(layer.source).path)
                     : QString(),
            layer.score ? QString::number(*layer.score, 'g', 9) : QString(),
            QString::number(layer.origin == PairOrigin::Locked ? 1 : 0),
            QString::fromStdString(layer.reason),
            QString::fromStdString(layer.summary)};
    }
    return table;
}

} // namespace

QList<Picture> transferPictures(const TransferPage &page)
{
    QList<Picture> pictures;
    const auto *shown = page.detailsTabs()->currentWidget();
    if (shown == page.pairDetails())
        pictures = page.pairDetails()->pictures();
    else if (shown == page.networkPage())
        pictures = page.networkPage()->pictures();
    else if (shown == page.crossoverPage())
        pictures = page.crossoverPage()->pictures();
    else
        pictures = page.alignmentPage()->pictures();
    if (page.session()->targetArchitecture())
        pictures.prepend(widgetPicture(TransferExports::tr("The matching"), page.matchingPanel()));
    return pictures;
}

QList<Table> transferTables(const TransferPage &page)
{
    QList<Table> tables;
    const auto *session = page.session();
    if (const auto plan = session->plan())
        tables << pairsTable(*plan);
    if (session->sourceArchitecture())
        tables << layersTable(TransferExports::tr("The source's layers"),
                              *page.matchingPanel()->sourcePanel()->model());
    if (session->targetArchitecture())
        tables << layersTable(TransferExports::tr("The target's layers"),
                              *page.matchingPanel()->targetPanel()->model());
    if (const auto facts = page.pairDetails()->facts())
        tables << pairTables(*facts);
    return tables << page.networkPage()->tables() << page.alignmentPage()->tables()
                  << page.crossoverPage()->tables();
}

} // namespace tlvfc::ui

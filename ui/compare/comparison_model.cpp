#include "ui/compare/comparison_model.h"

#include "core/compare/method_look.h"
#include "core/compare/tables.h"
#include "ui/theme/counted.h"
#include "ui/training/run_colors.h"

#include <cmath>

namespace tlvfc::ui {

QColor methodColor(const Comparison &comparison, std::size_t method)
{
    const auto look = method_look(comparison, method);
    return shaded(look.tone, look.shade);
}

QList<qreal> methodDashes(const Comparison &comparison, std::size_t method)
{
    const auto dashes = method_look(comparison, method).dashes;
    return {dashes.begin(), dashes.end()};
}

void ComparisonModel::setComparison(std::shared_ptr<const Comparison> comparison, int setting)
{
    beginResetModel();
    comparison_ = std::move(comparison);
    setting_ = setting;
    methods_.clear();
    if (comparison_ && setting_ >= 0) {
        const auto &cells = comparison_->settings[static_cast<std::size_t>(setting_)].cells;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].runs.empty())
                methods_.push_back(i);
        }
    }
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(methods_.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ComparisonModel::text(const Cell &cell, std::size_t method, Column column) const
{
    const auto &pair = cell.against_baseline;
    switch (column) {
    case Method:
        return QString::fromStdString(comparison_->methods[method]);
    case Runs:
        return QString::number(cell.accuracy.n);
    case Accuracy:
        return QString::fromStdString(accuracy_text(cell.accuracy));
    case Difference:
        return pair ? QString::fromStdString(difference_text(pair->difference)) : QString();
    case OverImages:
        return pair ? QString::fromStdString(interval_text(pair->over_images)) : QString();
    case P:
        return pair ? QString::fromStdString(p_text(pair->p)) : QString();
    case Holm:
        return pair ? QString::fromStdString(p_text(pair->p_holm)) : QString();
    case Compute:
        return QString::fromStdString(compute_text(cell.cost.training()));
    case Pretraining:
        return QString::fromStdString(compute_text(cell.cost.pretraining));
    case Published:
        return cell.published ? QString::fromStdString(percent_text(*cell.published)) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QString ComparisonModel::explanation(const Cell &cell, Column column) const
{
    const auto &pair = cell.against_baseline;
    switch (column) {
    case Runs: {
        QStringList seeds;
        for (const auto *run : cell.runs)
            seeds.append(QString::number(run->spec.seed));
        return (seeds.size() == 1
                    ? tr("seed %1; on average %2 images trained on and %3 passed through the "
                         "source")
                    : tr("seeds %1; on average %2 images trained on and %3 passed through the "
                         "source"))
            .arg(seeds.join(QStringLiteral(", ")))
            .arg(cell.images, 0, 'f', 0)
            .arg(cell.source_images, 0, 'f', 0);
    }
    case Accuracy:
        return tr("mean ± standard deviation over the seeds, in %");
    case Difference:
    case P:
    case Holm:
        return pair ? counted(pair->difference.n,
                              tr("paired over one seed; exact sign-flip test, which at this number "
                                 "comes to %2 at the least"),
                              tr("paired over %1 seeds; exact sign-flip test, which at this number "
                                 "comes to %2 at the least"))
                          .arg(QString::fromStdString(p_text(pair->p_smallest)))
                    : tr("what the others are compared with");
    case OverImages:
        return pair && pair->over_images
                   ? tr("bootstrap over the test images, the seeds being as they are, 95 %")
                   : QString();
    case Compute:
        return tr("training in 10¹² multiply-adds, counted from the layers: %1 the target's, %2 "
                  "the "
                  "frozen source's forward passes; %3 minutes on average")
            .arg(QString::fromStdString(compute_text(cell.cost.target)),
                 QString::fromStdString(compute_text(cell.cost.source)))
            .arg(cell.seconds / 60, 0, 'g', 3);
    case Pretraining:
        return std::isnan(cell.cost.pretraining)
                   ? tr("what the weights begun with cost is known where they lie in the folder of "
                        "the run that made them")
                   : tr("of the weights begun with, in 10¹² multiply-adds");
    case Published:
        return tr("as the papers report it, without deviation or number of seeds");
    case Method:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto method = methods_[static_cast<std::size_t>(index.row())];
    const auto &cell = comparison_->settings[static_cast<std::size_t>(setting_)].cells[method];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(cell, method, column);
    case Qt::ToolTipRole:
        return explanation(cell, column);
    case Qt::DecorationRole:
        return column == Method
                   ? QVariant(swatch(methodColor(*comparison_, method), Qt::transparent,
                                     methodDashes(*comparison_, method)))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column == Method ? Qt::AlignLeft | Qt::AlignVCenter
                                                    : Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

/// What the numbers are, since the curves above are always of the validation.
QString ComparisonModel::accuracyHeader(Measure measure)
{
    switch (measure) {
    case Measure::Test:
        return tr("Test accuracy, %");
    case Measure::BestVal:
        return tr("Best validation, %");
    case Measure::LastVal:
        return tr("Last validation, %");
    case Measure::MeanVal:
        break;
    }
    return tr("Mean validation, %");
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == Method ? Qt::AlignLeft | Qt::AlignVCenter
                                                     : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Method:
        return tr("Method");
    case Runs:
        return tr("n");
    case Accuracy:
        return accuracyHeader(comparison_ ? comparison_->options.measure : Measure::Test);
    case Difference:
        return comparison_ ? tr("Minus %1 [95 %]")
                                 .arg(QString::fromStdString(comparison_->options.baseline))
                           : tr("Difference");
    case OverImages:
        return tr("Over images");
    case P:
        return tr("p");
    case Holm:
        return tr("p, Holm");
    case Compute:
        return tr("Compute, 10¹²");
    case Pretraining:
        return tr("Pretraining, 10¹²");
    case Published:
        return tr("Published");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace tlvfc::ui

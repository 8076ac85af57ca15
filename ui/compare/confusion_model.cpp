#include "ui/compare/confusion_model.h"

#include "ui/theme/theme.h"

#include <QFont>

#include <numeric>

namespace tlvfc::ui {

void ConfusionModel::setCounts(const QStringList &classes, std::vector<int> counts)
{
    Q_ASSERT(counts.size() == std::size_t(classes.size() * classes.size()));
    beginResetModel();
    classes_ = classes;
    counts_ = std::move(counts);
    endResetModel();
}

void ConfusionModel::setPalette(const QPalette &palette)
{
    palette_ = palette;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ConfusionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(classes_.size());
}

int ConfusionModel::columnCount(const QModelIndex &parent) const { return rowCount(parent); }

int ConfusionModel::count(int label, int predicted) const
{
    return counts_[std::size_t(label) * std::size_t(classes_.size()) + std::size_t(predicted)];
}

int ConfusionModel::total(int label) const
{
    const auto first = counts_.begin() + label * classes_.size();
    return std::accumulate(first, first + classes_.size(), 0);
}

QVariant ConfusionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int label = index.row();
    const int predicted = index.column();
    const int images = count(label, predicted);
    const double share = total(label) > 0 ? double(images) / total(label) : 0.0;
    switch (role) {
    case Qt::DisplayRole:
        return images > 0 ? QString::number(images) : QString();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return label == predicted ? tr("%1 of %2 images of %3 are recognized (%4 %)")
                                        .arg(images)
                                        .arg(total(label))
                                        .arg(classes_[label])
                                        .arg(100.0 * share, 0, 'f', 1)
                                  : tr("%1 of %2 images of %3 are taken for %4 (%5 %)")
                                        .arg(images)
                                        .arg(total(label))
                                        .arg(classes_[label], classes_[predicted])
                                        .arg(100.0 * share, 0, 'f', 1);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignCenter);
    case Qt::BackgroundRole:
        return blended(palette_.color(QPalette::Base),
                       ink(label == predicted ? Ink::Taken : Ink::Error, palette_), 0.75 * share);
    case Qt::FontRole: {
        QFont font;
        font.setBold(label == predicted);
        return font;
    }
    default:
        return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::DisplayRole)
        return classes_[section];
    if (role == Qt::ToolTipRole)
        return orientation == Qt::Vertical ? tr("Images of %1").arg(classes_[section])
                                           : tr("Taken for %1").arg(classes_[section]);
    return {};
}

} // namespace tlvfc::ui

#include "ui/compare/image_model.h"

#include <QPixmap>
#include <QWidget>

namespace tlvfc::ui {

namespace {

constexpr int shownSide = 64;

QString className(const TestedRun &run, std::int64_t label)
{
    return QString::fromStdString(run.classes[std::size_t(label)]);
}

QString percent(float probability)
{
    return QStringLiteral("%1 %").arg(100.0 * double(probability), 0, 'f', 0);
}

} // namespace

void ImageModel::setRuns(std::shared_ptr<const TestedRun> first,
                         std::shared_ptr<const TestedRun> second,
                         std::shared_ptr<const PackedSplit> images)
{
    beginResetModel();
    first_ = std::move(first);
    second_ = std::move(second);
    images_ = std::move(images);
    places_.clear();
    endResetModel();
}

void ImageModel::show(std::vector<std::size_t> places)
{
    beginResetModel();
    places_ = std::move(places);
    endResetModel();
}

int ImageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(places_.size());
}

QString ImageModel::said(const TestedRun &run, std::size_t place) const
{
    const auto &prediction = run.predictions[place];
    return tr("%1 %2").arg(className(run, prediction.predicted), percent(prediction.probability));
}

QString ImageModel::explanation(std::size_t place) const
{
    const auto &prediction = first_->predictions[place];
    auto text = tr("%1\nis %2, which gets %3\ntaken for %4")
                    .arg(images_ ? QString::fromStdString(images_->names[place]) : QString(),
                         className(*first_, prediction.label),
                         percent(prediction.label_probability), said(*first_, place));
    if (second_)
        text += tr("\nby the second run for %1").arg(said(*second_, place));
    return text.trimmed();
}

QVariant ImageModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto place = places_[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return second_ ? said(*first_, place) + u'\n' + said(*second_, place)
                       : said(*first_, place);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return explanation(place);
    case Qt::DecorationRole: {
        if (!images_)
            return {};
        const auto pixels = images_->image(place);
        const QImage image(pixels.data(), images_->size, images_->size, 3 * images_->size,
                           QImage::Format_RGB888);
        const double ratio = widget_ ? widget_->devicePixelRatioF() : 1.0;
        const int side = qRound(ratio * shownSide);
        // Small ones keep their pixels, large ones lose none to chance.
        auto shown = QPixmap::fromImage(
            image.scaled(side, side, Qt::KeepAspectRatio,
                         images_->size < side ? Qt::FastTransformation : Qt::SmoothTransformation));
        shown.setDevicePixelRatio(ratio);
        return shown;
    }
    default:
        return {};
    }
}

} // namespace tlvfc::ui

// Test images with what a run takes them for.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/compare/tested_run.h"
#include "core/data/packed.h"

#include <QAbstractListModel>

#include <vector>

class QWidget;

namespace tlvfc::ui {

class ImageModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// @param second  what another run says of the same images; null for none
    /// @param images  the test split; null while it is not loaded
    void setRuns(std::shared_ptr<const TestedRun> first, std::shared_ptr<const TestedRun> second,
                 std::shared_ptr<const PackedSplit> images);
    /// Whose screen the images are made for; without a widget a pixel is a pixel. It must outlive
    /// the model.
    void setScreenOf(const QWidget *widget) { widget_ = widget; }
    /// The images to show, by their place in the split.
    void show(std::vector<std::size_t> places);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString said(const TestedRun &run, std::size_t place) const;
    QString explanation(std::size_t place) const;

    std::shared_ptr<const TestedRun> first_;
    std::shared_ptr<const TestedRun> second_;
    std::shared_ptr<const PackedSplit> images_;
    std::vector<std::size_t> places_;
    const QWidget *widget_ = nullptr;
};

} // namespace tlvfc::ui

#include "ui/details/batch_button.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace tlvfc::ui {

namespace {

constexpr int sides[] = {32, 64, 96, 128, 224};

QString nameOf(const std::string &source)
{
    const auto name = QString::fromStdString(source);
    return name.contains(QLatin1Char('/')) ? QFileInfo(name).fileName() : name;
}

} // namespace

BatchButton::BatchButton(QWidget *parent)
    : QToolButton(parent)
    , group_(new QActionGroup(this))
{
    setObjectName(QStringLiteral("signalBatch"));
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("What is sent through the networks: at most 64 images, fewer of large ones"));
    auto *menu = new QMenu(this);
    const auto add = [&](const QString &text, From from) {
        auto *action = menu->addAction(text);
        action->setCheckable(true);
        group_->addAction(action);
        connect(action, &QAction::triggered, this, [this, from] { takeFrom(from); });
        return action;
    };
    numbers_ = add(tr("&Normal numbers"), From::Numbers);
    numbers_->setObjectName(QStringLiteral("batchOfNumbers"));
    ofTraining_ = add(QString(), From::Training);
    ofTraining_->setObjectName(QStringLiteral("batchOfTraining"));
    ofFolder_ = add(tr("&Folder of classes…"), From::Folder);
    menu->addSeparator();
    auto *sizes = menu->addMenu(tr("&Size of normal numbers"));
    auto *sizeGroup = new QActionGroup(this);
    for (const int side : sides) {
        auto *action = sizes->addAction(tr("%1×%1 pixels").arg(side));
        action->setCheckable(true);
        action->setChecked(side == side_);
        sizeGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, side] {
            side_ = side;
            takeFrom(From::Numbers);
        });
    }
    setMenu(menu);
    refresh();
}

void BatchButton::setTrainingData(const DataSpec &images)
{
    training_ = images;
    if (from_ == From::Training && images.source.empty())
        from_ = From::Numbers;
    refresh();
}

BatchOrder BatchButton::batch(int classes, quint64 seed) const
{
    BatchOrder order;
    order.seed = seed;
    if (from_ == From::Numbers) {
        order.side = side_;
        order.classes = classes;
        return order;
    }
    order.data = training_;
    if (from_ == From::Folder)
        order.data->source = folder_.toStdString();
    return order;
}

void BatchButton::useFolder(const QString &folder)
{
    folder_ = folder;
    from_ = From::Folder;
    refresh();
    emit changed();
}

void BatchButton::takeFrom(From from)
{
    if (from == From::Folder)
        return askFolder();
    from_ = from;
    refresh();
    emit changed();
}

void BatchButton::askFolder()
{
    refresh(); // the mark moves only once a folder is chosen
    auto *dialog = new QFileDialog(this, tr("A folder with a folder for each class"), folder_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchButton::useFolder);
    dialog->open();
}

void BatchButton::refresh()
{
    ofTraining_->setText(tr("The &Train page's data: %1").arg(nameOf(training_.source)));
    ofTraining_->setVisible(!training_.source.empty());
    (from_ == From::Numbers    ? numbers_
     : from_ == From::Training ? ofTraining_
                               : ofFolder_)
        ->setChecked(true);
    const auto source =
        from_ == From::Training ? nameOf(training_.source) : QFileInfo(folder_).fileName();
    setText(from_ == From::Numbers ? tr("Batch: normal numbers") : tr("Batch: %1").arg(source));
}

} // namespace tlvfc::ui

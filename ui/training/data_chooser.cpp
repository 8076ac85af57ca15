#include "ui/training/data_chooser.h"

#include "ui/theme/fault_label.h"
#include "ui/theme/theme.h"
#include "ui/training/augmentation_panel.h"
#include "ui/training/data_check.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>

namespace tlvfc::ui {

namespace {

QSpinBox *limitBox(const QString &name, int most, const QString &all)
{
    auto *box = countBox(most, all);
    box->setObjectName(name);
    return box;
}

/// A folder, or an archive of one.
QString droppedPath(const QMimeData *data)
{
    const auto urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

/// What is counted follows from the split, not from what becomes of the images later.
DataSpec withoutAugmentation(DataSpec spec)
{
    const DataSpec published;
    spec.color_jitter = published.color_jitter;
    spec.rand_augment = published.rand_augment;
    spec.rand_augment_strength = published.rand_augment_strength;
    spec.mixup = published.mixup;
    return spec;
}

} // namespace

DataChooser::DataChooser(QWidget *parent)
    : QWidget(parent)
    , source_(new DataSourceBox)
    , path_(new QLineEdit)
    , browse_(new QToolButton)
    , found_(new QLabel)
    , classLimit_(limitBox(QStringLiteral("classes-limit"), 100000, tr("all")))
    , perClass_(limitBox(QStringLiteral("per-class"), 10000000, tr("all")))
    , side_(limitBox(QStringLiteral("size"), 4096, {}))
    , refuseBad_(new QCheckBox(tr("Refuse a folder with bad files")))
    , fault_(new FaultLabel(QStringLiteral("fault")))
    , augmentation_(new AugmentationPanel)
{
    setObjectName(QStringLiteral("dataChooser"));
    setAcceptDrops(true);
    source_->setObjectName(QStringLiteral("dataKind"));
    source_->setAccessibleName(tr("Data"));
    found_->setObjectName(QStringLiteral("dataFound"));
    found_->setWordWrap(true);
    found_->setTextFormat(Qt::PlainText);
    refuseBad_->setObjectName(QStringLiteral("refuseBad"));
    refuseBad_->setToolTip(tr("Files that cannot be decoded end the run; otherwise they are left "
                              "out and named in its log"));
    layOut();

    connect(source_, &QComboBox::currentIndexChanged, this, &DataChooser::takeSource);
    connect(path_, &QLineEdit::editingFinished, this, &DataChooser::tellChange);
    for (auto *box : {classLimit_, perClass_, side_})
        connect(box, &QSpinBox::valueChanged, this, &DataChooser::tellChange);
    connect(refuseBad_, &QCheckBox::toggled, this, &DataChooser::tellChange);
    connect(augmentation_, &AugmentationPanel::changed, this, &DataChooser::changed);
    connect(augmentation_, &AugmentationPanel::splitChanged, this, &DataChooser::tellChange);
    setSpec({});
}

void DataChooser::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(source_);
    layout->addWidget(makePathRow());
    layout->addWidget(found_);
    layout->addLayout(makeLimits());
    layout->addWidget(refuseBad_);
    layout->addWidget(fault_);
    layout->addWidget(augmentation_);
}

QWidget *DataChooser::makePathRow()
{
    path_->setObjectName(QStringLiteral("dataFolder"));
    path_->setPlaceholderText(tr("drop a folder or an archive here"));
    path_->setAcceptDrops(false);
    browse_->setObjectName(QStringLiteral("browseData"));
    browse_->setText(tr("Browse…"));
    auto *menu = new QMenu(browse_);
    menu->addAction(tr("Folder…"), this, [this] { browse(false); });
    menu->addAction(tr("Packed Archive…"), this, [this] { browse(true); });
    // Not the button's own menu, whose arrow has no room beside the words; and a style sheet
    // against it would keep the button in the colors of its first palette.
    connect(browse_, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(browse_->mapToGlobal(QPoint(0, browse_->height()))); });
    pathRow_ = new QWidget;
    auto *row = new QHBoxLayout(pathRow_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tight);
    row->addWidget(path_, 1);
    row->addWidget(browse_);
    return pathRow_;
}

QLayout *DataChooser::makeLimits()
{
    auto *limits = new QGridLayout;
    limits->setHorizontalSpacing(space::normal);
    limits->setVerticalSpacing(2);
    const auto addLimit = [&](int column, const QString &label, const QString &tip, QSpinBox *box) {
        auto *name = new QLabel(label);
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setBuddy(box);
        box->setToolTip(tip);
        limits->addWidget(name, 0, column);
        limits->addWidget(box, 1, column);
        limits->setColumnStretch(column, 1);
    };
    addLimit(0, tr("Classes"), tr("Only the first so many classes"), classLimit_);
    addLimit(1, tr("Per class"), tr("Only so many training pictures of each class"), perClass_);
    addLimit(2, tr("Side"), tr("Pictures are scaled to this side before training"), side_);
    side_->setMinimum(4);
    side_->setSuffix(tr(" px"));
    return limits;
}

DataSpec DataChooser::spec() const
{
    auto spec = base_;
    const auto path = path_->text().trimmed();
    spec.source = source_->name().toStdString();
    if (source_->kind() == DataSourceBox::OnDisk && !path.isEmpty())
        spec.source = QFileInfo(path).absoluteFilePath().toStdString();
    spec.class_limit = classLimit_->value();
    spec.per_class_limit = perClass_->value();
    spec.image_size = side_->value();
    spec.on_bad = refuseBad_->isChecked() ? BadFilePolicy::Refuse : BadFilePolicy::LeaveOut;
    augmentation_->read(spec);
    return spec;
}

void DataChooser::setSpec(const DataSpec &spec)
{
    base_ = spec;
    beforeCatalog_.reset();
    {
        const QSignalBlocker quiet[] = {QSignalBlocker(source_), QSignalBlocker(classLimit_),
                                        QSignalBlocker(perClass_), QSignalBlocker(side_),
                                        QSignalBlocker(refuseBad_)};
        classLimit_->setValue(spec.class_limit);
        perClass_->setValue(spec.per_class_limit);
        side_->setValue(spec.image_size);
        refuseBad_->setChecked(spec.on_bad == BadFilePolicy::Refuse);
        const auto source = QString::fromStdString(spec.source);
        source_->showSource(source.isEmpty() ? QStringLiteral("made-up") : source);
        if (source_->kind() == DataSourceBox::OnDisk)
            path_->setText(source);
        const DataSpec published;
        if (source_->kind() == DataSourceBox::InCatalog)
            beforeCatalog_ = {published.image_size, published.mean, published.deviation};
    }
    augmentation_->setSpec(spec);
    tellChange();
}

/// Another kind, by the person.
void DataChooser::takeSource()
{
    if (source_->kind() == DataSourceBox::InCatalog) {
        if (!beforeCatalog_)
            beforeCatalog_ = {side_->value(), base_.mean, base_.deviation};
        try {
            const auto taken = with_source(base_, source_->name().toStdString());
            prepare({taken.image_size, taken.mean, taken.deviation});
        } catch (const Error &) {
            // The catalog was damaged since it was listed; the look at the data says so.
        }
    } else if (beforeCatalog_) {
        prepare(*std::exchange(beforeCatalog_, std::nullopt));
    }
    tellChange();
}

void DataChooser::prepare(const Preparation &preparation)
{
    base_.mean = preparation.mean;
    base_.deviation = preparation.deviation;
    const QSignalBlocker quiet(side_);
    side_->setValue(preparation.side);
}

void DataChooser::tellChange()
{
    pathRow_->setVisible(source_->kind() == DataSourceBox::OnDisk);
    refuseBad_->setVisible(source_->kind() != DataSourceBox::MadeUp);
    clearFaults();
    look();
    emit changed();
}

void DataChooser::look()
{
    const auto wanted = withoutAugmentation(spec());
    const auto giveUp = [this](const QString &option, const QString &fault) {
        classes_ = 0;
        found_->setText({});
        if (!setFault(option, fault))
            showFault(fault);
        emit found(0);
    };
    if (wanted.source.empty()) {
        looking_.cancel();
        classes_ = 0;
        found_->setText(tr("Choose a folder that holds a folder of pictures per class, or CIFAR's "
                           "files, packed or unpacked."));
        emit found(0);
        return;
    }
    try {
        wanted.validate();
    } catch (const Error &error) {
        looking_.cancel();
        giveUp(bareOption(QString::fromStdString(error.where())), faultText(error));
        return;
    }
    found_->setText(tr("Looking…"));
    looking_.start([wanted](std::stop_token stop) { return findData(wanted, stop); },
                   [this](const FoundData &seen) { take(seen); },
                   [giveUp](const QString &fault) { giveUp({}, fault); });
}

void DataChooser::take(const FoundData &seen)
{
    classes_ = seen.classes;
    found_->setText(seen.sentence);
    found_->setToolTip(seen.names);
    emit found(classes_);
}

FormField *DataChooser::field(const QString &option) const { return augmentation_->field(option); }

bool DataChooser::checkNumbers() { return augmentation_->checkNumbers(); }

bool DataChooser::setFault(const QString &option, const QString &fault)
{
    if (augmentation_->setFault(option, fault))
        return true;
    static const QStringList options = {
        QStringLiteral("data"), QStringLiteral("classes-limit"), QStringLiteral("per-class"),
        QStringLiteral("size"), QStringLiteral("mean"),          QStringLiteral("std")};
    const bool isOfData =
        options.contains(option) || (!option.isEmpty() && option.toStdString() == spec().source);
    if (isOfData)
        showFault(fault);
    return isOfData;
}

void DataChooser::clearFaults()
{
    augmentation_->clearFaults();
    showFault({});
}

void DataChooser::showFault(const QString &fault)
{
    fault_->setFault(fault);
    found_->setVisible(fault.isEmpty());
}

QString DataChooser::fault() const { return fault_->fault(); }

void DataChooser::browse(bool forFile)
{
    const auto start = path_->text().isEmpty() ? browseFolder_ : path_->text();
    const auto path = forFile ? QFileDialog::getOpenFileName(
                                    this, tr("The archive that holds the pictures"), start,
                                    tr("Archives (*.tar.gz *.tgz *.tar *.zip);;All files (*)"))
                              : QFileDialog::getExistingDirectory(
                                    this, tr("The folder that holds the pictures"), start);
    if (!path.isEmpty())
        setPath(path);
}

void DataChooser::setPath(const QString &path)
{
    const QFileInfo info(path);
    path_->setText(path);
    emit folderChosen(info.isDir() ? path : info.absolutePath());
    if (source_->kind() == DataSourceBox::OnDisk)
        tellChange();
    else
        source_->setCurrentIndex(DataSourceBox::OnDisk);
}

void DataChooser::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedPath(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataChooser::dropEvent(QDropEvent *event)
{
    const auto path = droppedPath(event->mimeData());
    if (path.isEmpty())
        return;
    setPath(path);
    event->acceptProposedAction();
}

} // namespace tlvfc::ui

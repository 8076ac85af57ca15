#include "ui/training/data_chooser.h"

#include "ui/theme/theme.h"
#include "ui/training/data_check.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>

namespace tlvfc::ui {

namespace {

const QString madeUpSource = QStringLiteral("made-up");

QSpinBox *limitBox(const QString &name, int most, const QString &all)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(0, most);
    box->setSpecialValueText(all);
    box->setAlignment(Qt::AlignRight);
    return box;
}

QString droppedFolder(const QMimeData *data)
{
    const auto urls = data->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QFileInfo info(urls.first().toLocalFile());
    return info.isDir() ? info.filePath() : QString();
}

/// CIFAR-10's binary files are known by their names.
bool looksLikeCifar(const QString &folder)
{
    return QFileInfo::exists(folder + QStringLiteral("/data_batch_1.bin")) ||
           QFileInfo::exists(folder + QStringLiteral("/test_batch.bin"));
}

} // namespace

DataChooser::DataChooser(QWidget *parent)
    : QWidget(parent)
    , kind_(new QComboBox)
    , folder_(new QLineEdit)
    , browse_(new QToolButton)
    , folderRow_(new QWidget)
    , found_(new QLabel)
    , classLimit_(limitBox(QStringLiteral("classes-limit"), 100000, tr("all")))
    , perClass_(limitBox(QStringLiteral("per-class"), 10000000, tr("all")))
    , side_(limitBox(QStringLiteral("size"), 1024, tr("none")))
    , refuseBad_(new QCheckBox(tr("Refuse a folder with bad files")))
    , fault_(new QLabel)
{
    setObjectName(QStringLiteral("dataChooser"));
    setAcceptDrops(true);
    kind_->setObjectName(QStringLiteral("dataKind"));
    kind_->addItem(tr("Made-up pictures"));
    kind_->addItem(tr("Folder of class folders"));
    kind_->addItem(tr("CIFAR-10, binary files"));
    folder_->setObjectName(QStringLiteral("dataFolder"));
    folder_->setPlaceholderText(tr("drop a folder here"));
    folder_->setAcceptDrops(false);
    browse_->setObjectName(QStringLiteral("browseData"));
    browse_->setText(tr("Browse…"));
    found_->setObjectName(QStringLiteral("dataFound"));
    found_->setWordWrap(true);
    found_->setTextFormat(Qt::PlainText);
    fault_->setObjectName(QStringLiteral("fault"));
    fault_->setWordWrap(true);
    fault_->setTextFormat(Qt::PlainText);
    fault_->hide();

    refuseBad_->setObjectName(QStringLiteral("refuseBad"));
    refuseBad_->setToolTip(tr("Files that cannot be decoded end the run; otherwise they are left "
                              "out and named in its log"));

    auto *row = new QHBoxLayout(folderRow_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tight);
    row->addWidget(folder_, 1);
    row->addWidget(browse_);
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
    side_->setSuffix(tr(" px"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(kind_);
    layout->addWidget(folderRow_);
    layout->addWidget(found_);
    layout->addLayout(limits);
    layout->addWidget(refuseBad_);
    layout->addWidget(fault_);

    connect(kind_, &QComboBox::currentIndexChanged, this, &DataChooser::tellChange);
    connect(folder_, &QLineEdit::editingFinished, this, &DataChooser::tellChange);
    connect(classLimit_, &QSpinBox::valueChanged, this, &DataChooser::tellChange);
    connect(perClass_, &QSpinBox::valueChanged, this, &DataChooser::tellChange);
    connect(side_, &QSpinBox::valueChanged, this, &DataChooser::tellChange);
    connect(refuseBad_, &QCheckBox::toggled, this, &DataChooser::tellChange);
    connect(browse_, &QToolButton::clicked, this, &DataChooser::browse);
    tellChange();
}

DataChooser::Kind DataChooser::kind() const { return static_cast<Kind>(kind_->currentIndex()); }

DataSpec DataChooser::spec() const
{
    auto spec = base_;
    spec.source = (kind() == MadeUp ? madeUpSource : folder_->text().trimmed()).toStdString();
    spec.class_limit = classLimit_->value();
    spec.per_class_limit = perClass_->value();
    spec.image_size = side_->value();
    spec.on_bad = refuseBad_->isChecked() ? BadFilePolicy::Refuse : BadFilePolicy::LeaveOut;
    return spec;
}

void DataChooser::setSpec(const DataSpec &spec)
{
    base_ = spec;
    const auto source = QString::fromStdString(spec.source);
    {
        const QSignalBlocker quiet[] = {QSignalBlocker(kind_), QSignalBlocker(classLimit_),
                                        QSignalBlocker(perClass_), QSignalBlocker(side_),
                                        QSignalBlocker(refuseBad_)};
        classLimit_->setValue(spec.class_limit);
        perClass_->setValue(spec.per_class_limit);
        side_->setValue(spec.image_size);
        refuseBad_->setChecked(spec.on_bad == BadFilePolicy::Refuse);
        if (source.isEmpty() || source == madeUpSource) {
            kind_->setCurrentIndex(MadeUp);
        } else {
            kind_->setCurrentIndex(looksLikeCifar(source) ? CifarBinary : ClassFolders);
            folder_->setText(source);
        }
    }
    tellChange();
}

void DataChooser::tellChange()
{
    folderRow_->setVisible(kind() != MadeUp);
    refuseBad_->setVisible(kind() != MadeUp);
    setFault({});
    look();
    emit changed();
}

void DataChooser::look()
{
    const auto wanted = spec();
    if (wanted.source.empty()) {
        looking_.cancel();
        classes_ = 0;
        found_->setText(kind() == CifarBinary
                            ? tr("Choose the folder that holds data_batch_1.bin and the others.")
                            : tr("Choose a folder that holds a folder of pictures per class."));
        emit found(0);
        return;
    }
    found_->setText(tr("Looking…"));
    looking_.start([wanted](std::stop_token stop) { return findData(wanted, stop); },
                   [this](const FoundData &seen) { show(seen); },
                   [this](const QString &fault) {
                       classes_ = 0;
                       found_->setText({});
                       setFault(fault);
                       emit found(0);
                   });
}

void DataChooser::show(const FoundData &seen)
{
    classes_ = seen.classes;
    found_->setText(seen.sentence);
    found_->setToolTip(seen.names);
    emit found(classes_);
}

bool DataChooser::owns(const QString &option) const
{
    static const QStringList options = {
        QStringLiteral("data"), QStringLiteral("classes-limit"), QStringLiteral("per-class"),
        QStringLiteral("size"), QStringLiteral("mean"),          QStringLiteral("std")};
    return options.contains(option) || (!option.isEmpty() && option == folder_->text());
}

void DataChooser::setFault(const QString &fault)
{
    auto colors = fault_->palette();
    colors.setColor(QPalette::WindowText, ink(Ink::Error, palette()));
    fault_->setPalette(colors);
    fault_->setText(fault);
    fault_->setVisible(!fault.isEmpty());
    found_->setVisible(fault.isEmpty());
}

QString DataChooser::fault() const { return fault_->text(); }

void DataChooser::browse()
{
    const auto start = folder_->text().isEmpty() ? browseFolder_ : folder_->text();
    const auto folder =
        QFileDialog::getExistingDirectory(this, tr("The folder that holds the pictures"), start);
    if (!folder.isEmpty())
        setFolder(folder);
}

void DataChooser::setFolder(const QString &folder)
{
    {
        const QSignalBlocker quiet(kind_);
        kind_->setCurrentIndex(looksLikeCifar(folder) ? CifarBinary : ClassFolders);
    }
    folder_->setText(folder);
    emit folderChosen(folder);
    tellChange();
}

void DataChooser::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFolder(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataChooser::dropEvent(QDropEvent *event)
{
    const auto folder = droppedFolder(event->mimeData());
    if (folder.isEmpty())
        return;
    setFolder(folder);
    event->acceptProposedAction();
}

} // namespace tlvfc::ui

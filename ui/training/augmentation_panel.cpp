#include "ui/training/augmentation_panel.h"

#include "ui/training/form_section.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace tlvfc::ui {

namespace {

const QString strength = QStringLiteral("rand-augment-strength");

} // namespace

AugmentationPanel::AugmentationPanel(QWidget *parent)
    : QWidget(parent)
    , section_(new FormSection(tr("Augmentation and split"), makeFields()))
{
    setObjectName(QStringLiteral("augmentationPanel"));
    section_->setObjectName(QStringLiteral("augmentation"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(section_);
    fields_.changed = [this] { refresh(); };
    connect(section_, &FormSection::asPublishedAsked, this, [this] {
        clearFaults();
        fields_.show({});
        emit splitChanged();
    });
    setSpec(DataSpec());
}

QWidget *AugmentationPanel::makeFields()
{
    auto *page = new QWidget;
    auto *grid = gridOfTwo(page);
    const auto none = tr("none");
    grid->addWidget(fields_.addSwitch({QStringLiteral("crop"), tr("Random crop"),
                                       tr("Training images are enlarged, padded and cropped")},
                                      &DataSpec::random_crop),
                    0, 0);
    grid->addWidget(fields_.addSwitch({QStringLiteral("flip"), tr("Horizontal flip"),
                                       tr("Every second training image, by chance, is mirrored")},
                                      &DataSpec::horizontal_flip),
                    0, 1);
    grid->addWidget(fields_.addNumber({QStringLiteral("color-jitter"), tr("Color jitter"),
                                       tr("Brightness, contrast and saturation change by up to "
                                          "this share, such as 0.2")},
                                      new NumberEdit(none), &DataSpec::color_jitter),
                    1, 0);
    grid->addWidget(fields_.addNumber({QStringLiteral("mixup"), tr("Mixup"),
                                       tr("Images and labels are mixed in pairs, with shares from "
                                          "Beta(this, this), such as 0.2")},
                                      new NumberEdit(none), &DataSpec::mixup),
                    1, 1);
    grid->addWidget(fields_.addCount({QStringLiteral("rand-augment"), tr("RandAugment"),
                                      tr("So many operations are drawn for each training image")},
                                     countBox(8, none), &DataSpec::rand_augment),
                    2, 0);
    grid->addWidget(fields_.addCount({strength, tr("Its strength"),
                                      tr("How strong RandAugment's operations are, 0 to 30")},
                                     countBox(30), &DataSpec::rand_augment_strength),
                    2, 1);
    auto *share = new NumberEdit(none);
    grid->addWidget(fields_.addNumber({QStringLiteral("validation-share"), tr("Validation share"),
                                       tr("Of the training images, held out where the data has no "
                                          "validation")},
                                      share, &DataSpec::validation_share),
                    3, 0);
    auto *stratified =
        fields_.addSwitch({QStringLiteral("stratified"), tr("Stratified split"),
                           tr("Every class gives its share of images to validation")},
                          &DataSpec::stratified);
    grid->addWidget(stratified, 3, 1, Qt::AlignBottom);

    grid->addWidget(fields_.addSwitch({QStringLiteral("scaled-decode"), tr("Scaled decoding"),
                                       tr("Large JPEGs are decoded at a half, a quarter or an "
                                          "eighth: faster, with slightly other pixels")},
                                      &DataSpec::scaled_decode),
                    4, 0);

    connect(share, &QLineEdit::editingFinished, this, &AugmentationPanel::splitChanged);
    connect(stratified->findChild<QCheckBox *>(), &QCheckBox::clicked, this,
            &AugmentationPanel::splitChanged);
    return page;
}

void AugmentationPanel::read(DataSpec &spec) const { fields_.read(spec); }

void AugmentationPanel::setSpec(const DataSpec &spec)
{
    fields_.show(spec);
    refresh();
}

void AugmentationPanel::refresh()
{
    DataSpec now;
    fields_.read(now);
    fields_.field(strength)->setEnabled(now.rand_augment > 0);
    section_->setDiffering(fields_.differing({}));
    emit changed();
}

bool AugmentationPanel::checkNumbers()
{
    if (!fields_.refuseUnreadable())
        return true;
    section_->setOpen(true);
    return false;
}

bool AugmentationPanel::setFault(const QString &option, const QString &fault)
{
    auto *field = fields_.field(option);
    if (!field)
        return false;
    field->setFault(fault);
    if (!fault.isEmpty())
        section_->setOpen(true);
    return true;
}

} // namespace tlvfc::ui

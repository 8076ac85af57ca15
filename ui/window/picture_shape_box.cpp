#include "ui/window/picture_shape_box.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>

namespace tlvfc::ui {

namespace {

/// A column of a paper in two columns, and its captions' text.
const PictureShape usual{{85, 60}, QFont(QStringLiteral("DejaVu Sans"), 8), 300};

QDoubleSpinBox *millimeters(const QString &name, const QString &accessible)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(name);
    box->setAccessibleName(accessible);
    box->setRange(20, 1000);
    box->setDecimals(0);
    box->setSuffix(PictureShapeBox::tr(" mm"));
    return box;
}

QWidget *row(const QList<QWidget *> &parts)
{
    auto *widget = new QWidget;
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    for (auto *part : parts)
        layout->addWidget(part);
    layout->addStretch();
    return widget;
}

} // namespace

PictureShapeBox::PictureShapeBox(QWidget *parent)
    : QGroupBox(parent)
    , width_(millimeters(QStringLiteral("pictureWidth"), tr("Width of the picture")))
    , height_(millimeters(QStringLiteral("pictureHeight"), tr("Height of the picture")))
    , family_(new QFontComboBox)
    , points_(new QDoubleSpinBox)
    , dots_(new QSpinBox)
    , note_(new QLabel(tr("This picture is only scaled, with its text.")))
{
    setObjectName(QStringLiteral("pictureShape"));
    setTitle(tr("For paper (else as on screen)"));
    setCheckable(true);
    family_->setObjectName(QStringLiteral("pictureFont"));
    family_->setAccessibleName(tr("Font of the picture"));
    family_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    family_->setMinimumContentsLength(18);
    points_->setObjectName(QStringLiteral("picturePoints"));
    points_->setAccessibleName(tr("Size of the picture's text"));
    points_->setRange(4, 40);
    points_->setDecimals(1);
    points_->setSingleStep(0.5);
    points_->setSuffix(tr(" pt"));
    dots_->setObjectName(QStringLiteral("pictureDots"));
    dots_->setRange(72, 1200);
    dots_->setSuffix(tr(" dots per inch"));
    dots_->setToolTip(tr("Of a PNG; SVG and PDF are drawn with lines"));
    note_->setForegroundRole(QPalette::PlaceholderText);

    auto *form = new QFormLayout(this);
    form->addRow(tr("Size"), row({width_, new QLabel(QStringLiteral("×")), height_}));
    form->addRow(tr("Text"), row({family_, points_}));
    form->addRow(tr("PNG"), row({dots_}));
    form->addRow(note_);
    // A group enables all that is in it.
    connect(this, &QGroupBox::toggled, this, &PictureShapeBox::offer);
    setShape({});
}

void PictureShapeBox::setShape(const std::optional<PictureShape> &shape)
{
    setChecked(shape.has_value());
    const auto &shown = shape ? *shape : usual;
    width_->setValue(shown.millimeters.width());
    height_->setValue(shown.millimeters.height());
    family_->setCurrentFont(shown.font);
    points_->setValue(shown.font.pointSizeF());
    dots_->setValue(shown.dotsPerInch);
}

std::optional<PictureShape> PictureShapeBox::shape() const
{
    if (!isChecked())
        return {};
    QFont font(family_->currentFont().family());
    font.setPointSizeF(points_->value());
    return PictureShape{{width_->value(), height_->value()}, font, dots_->value()};
}

void PictureShapeBox::setPicture(const Picture &picture)
{
    isLaidOut_ = bool(picture.paintAs);
    offer();
}

void PictureShapeBox::offer()
{
    const QWidgetList own{height_, family_, points_};
    for (auto *widget : own)
        widget->setEnabled(isChecked() && isLaidOut_);
    note_->setVisible(!isLaidOut_);
}

} // namespace tlvfc::ui

// How large a picture is to be on paper, and its text.
#pragma once

#include "ui/theme/picture_file.h"

#include <QGroupBox>

class QDoubleSpinBox;
class QFontComboBox;
class QLabel;
class QSpinBox;

namespace tlvfc::ui {

/// Checked where the picture is not to be as on screen.
class PictureShapeBox : public QGroupBox
{
    Q_OBJECT

public:
    explicit PictureShapeBox(QWidget *parent = nullptr);

    void setShape(const std::optional<PictureShape> &shape);
    std::optional<PictureShape> shape() const;

    /// A picture that can only be scaled has no height and text of its own.
    void setPicture(const Picture &picture);

private:
    void offer();

    QDoubleSpinBox *width_;
    QDoubleSpinBox *height_;
    QFontComboBox *family_;
    QDoubleSpinBox *points_;
    QSpinBox *dots_;
    QLabel *note_;
    bool isLaidOut_ = true;
};

} // namespace tlvfc::ui

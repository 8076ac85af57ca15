#include "ui/strategy/seed_box.h"

#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include <algorithm>
#include <limits>

namespace tlvfc::ui {

namespace {

constexpr quint64 highest = std::numeric_limits<quint64>::max();
constexpr int digitsShown = 10; ///< longer ones can be scrolled in

} // namespace

SeedBox::SeedBox(QWidget *parent)
    : QAbstractSpinBox(parent)
{
    lineEdit()->setText(QString::number(value_));
    connect(this, &QAbstractSpinBox::editingFinished, this, &SeedBox::takeText);
}

void SeedBox::setValue(quint64 value)
{
    const bool isOther = value != value_;
    value_ = value;
    lineEdit()->setText(QString::number(value));
    if (isOther)
        emit valueChanged(value);
}

/// What cannot be read, as an empty field, becomes the number that stood there.
void SeedBox::takeText()
{
    bool isNumber = false;
    const auto typed = lineEdit()->text().toULongLong(&isNumber);
    setValue(isNumber ? typed : value_);
}

void SeedBox::stepBy(int steps)
{
    takeText();
    const auto far = static_cast<quint64>(std::abs(qint64(steps)));
    setValue(steps < 0 ? value_ - std::min(value_, far) : value_ + std::min(highest - value_, far));
    selectAll();
}

QAbstractSpinBox::StepEnabled SeedBox::stepEnabled() const
{
    return (value_ > 0 ? StepDownEnabled : StepNone) |
           (value_ < highest ? StepUpEnabled : StepNone);
}

QValidator::State SeedBox::validate(QString &text, int &) const
{
    bool isNumber = false;
    text.toULongLong(&isNumber);
    const bool isDigits =
        std::ranges::all_of(text, [](QChar sign) { return sign >= u'0' && sign <= u'9'; });
    return text.isEmpty()         ? QValidator::Intermediate
           : isDigits && isNumber ? QValidator::Acceptable
                                  : QValidator::Invalid;
}

QSize SeedBox::sizeHint() const
{
    ensurePolished();
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const int width = fontMetrics().horizontalAdvance(QString(digitsShown, u'0')) + 4;
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option,
                                     {width, lineEdit()->sizeHint().height()}, this);
}

} // namespace tlvfc::ui

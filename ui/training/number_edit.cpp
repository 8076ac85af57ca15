#include "ui/training/number_edit.h"

#include <cmath>

namespace tlvfc::ui {

namespace {

/// With so many digits as it takes, and as a plain decimal where that is short: "0.0005".
QString shortText(double number)
{
    constexpr int mostDigits = 17;
    for (int digits = 6; digits < mostDigits; ++digits) {
        auto text = QString::number(number, 'g', digits);
        if (text.toDouble() == number)
            return text;
    }
    return QString::number(number, 'g', mostDigits);
}

} // namespace

NumberEdit::NumberEdit(const QString &none, QWidget *parent)
    : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight);
    setPlaceholderText(none);
}

bool NumberEdit::isNone() const
{
    return !placeholderText().isEmpty() && text().trimmed().isEmpty();
}

bool NumberEdit::isNumber() const
{
    bool isRead = false;
    const double value = text().toDouble(&isRead);
    return isNone() || (isRead && std::isfinite(value));
}

double NumberEdit::number() const { return text().toDouble(); }

void NumberEdit::setNumber(double number)
{
    const bool asNone = number == 0.0 && !placeholderText().isEmpty();
    setText(asNone ? QString() : shortText(number));
}

} // namespace tlvfc::ui

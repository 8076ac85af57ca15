// A line for a number that may have any number of digits; an empty line stands for "none".
#pragma once

#include <QLineEdit>

namespace tlvfc::ui {

class NumberEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// @param none  what a zero is called, shown faintly in the empty line; without it an empty
    ///              line is no number
    explicit NumberEdit(const QString &none = {}, QWidget *parent = nullptr);

    bool isNumber() const;
    double number() const; ///< 0 where it is none
    /// Reads as the same number, to the bit.
    void setNumber(double number);

private:
    bool isNone() const;
};

} // namespace tlvfc::ui

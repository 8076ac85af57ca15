// A seed: a whole number from 0 to 2^64 - 1, which no spin box of Qt's holds.
#pragma once

#include <QAbstractSpinBox>

namespace tlvfc::ui {

class SeedBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit SeedBox(QWidget *parent = nullptr);

    quint64 value() const { return value_; }
    void setValue(quint64 value);

    void stepBy(int steps) override;
    QValidator::State validate(QString &text, int &position) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void valueChanged(quint64 value); ///< once it is typed to its end, or stepped to

protected:
    StepEnabled stepEnabled() const override;

private:
    void takeText();

    quint64 value_ = 0;
};

} // namespace tlvfc::ui

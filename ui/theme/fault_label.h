// A fault told in place: below what it is about, in the color of faults on any ground.
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace tlvfc::ui {

class FaultLabel : public QLabel
{
    Q_OBJECT

public:
    /// Hidden until there is a fault. @param ink  Warning for what only needs care
    explicit FaultLabel(const QString &objectName, Ink ink = Ink::Error);

    /// A plain sentence; empty hides the label.
    void setFault(const QString &fault);
    QString fault() const { return text(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshColor();

    Ink ink_;
};

} // namespace tlvfc::ui

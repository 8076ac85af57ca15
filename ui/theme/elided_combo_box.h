// A list whose choice ends in … where it has no room, and is told in full by the tooltip.
#pragma once

#include <QComboBox>

namespace tlvfc::ui {

class ElidedComboBox : public QComboBox
{
    Q_OBJECT

public:
    using QComboBox::QComboBox;

    /// May become as small as so many letters make it.
    void setLeastLetters(int letters);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString words() const; ///< the choice, or what stands in its place
    int room() const;

    int leastLetters_ = 0; ///< as many as there are, where 0
};

} // namespace tlvfc::ui

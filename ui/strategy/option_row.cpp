#include "ui/strategy/option_row.h"

#include "ui/theme/meaning_delegate.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace tlvfc::ui {

namespace {

constexpr int valueRole = Qt::UserRole;

} // namespace

OptionRow::OptionRow(const QString &label, const QList<OptionEntry> &entries,
                     const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , label_(new QLabel(label))
    , values_(new QComboBox)
    , meaning_(new QLabel)
{
    values_->setObjectName(objectName);
    values_->setFocusPolicy(Qt::StrongFocus);
    values_->installEventFilter(this);
    values_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (const auto &entry : entries) {
        values_->addItem(entry.name, entry.value);
        values_->setItemData(values_->count() - 1, entry.meaning, MeaningDelegate::meaningRole);
    }
    showMeanings(values_);
    label_->setBuddy(values_);
    meaning_->setObjectName(
        QString(objectName).replace(QStringLiteral("Combo"), QStringLiteral("Meaning")));
    meaning_->setFont(noteFont(font()));
    meaning_->setForegroundRole(QPalette::PlaceholderText);
    meaning_->setWordWrap(true);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::normal);
    layout->setVerticalSpacing(2);
    layout->addWidget(label_, 0, 0);
    layout->addWidget(values_, 0, 1);
    layout->addWidget(meaning_, 1, 1);
    layout->setColumnStretch(1, 1);
    connect(values_, &QComboBox::activated, this, [this] {
        tellMeaning();
        emit chosen(value());
    });
    tellMeaning();
}

int OptionRow::value() const { return values_->currentData(valueRole).toInt(); }

void OptionRow::setValue(int value)
{
    values_->setCurrentIndex(values_->findData(value, valueRole));
    tellMeaning();
}

void OptionRow::setWithoutEffect(const QString &reason)
{
    setEnabled(reason.isEmpty());
    setToolTip(reason);
    meaning_->setForegroundRole(reason.isEmpty() ? QPalette::PlaceholderText
                                                 : QPalette::WindowText);
}

void OptionRow::tellMeaning()
{
    meaning_->setText(values_->currentData(MeaningDelegate::meaningRole).toString());
}

void OptionRow::setLabelWidth(int width) { label_->setFixedWidth(width); }

int OptionRow::labelWidth() const { return label_->sizeHint().width(); }

bool OptionRow::eventFilter(QObject *watched, QEvent *event)
{
    // Whoever scrolls the panel means the panel.
    if (watched == values_ && event->type() == QEvent::Wheel && !values_->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui

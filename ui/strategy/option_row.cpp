#include "ui/strategy/option_row.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>

namespace tlvfc::ui {

namespace {

constexpr int valueRole = Qt::UserRole;
constexpr int meaningRole = Qt::UserRole + 1;

/// A value's name with its meaning below.
class ValueDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics name(option.font);
        const QFontMetrics meaning(noteFont(option.font));
        const int wide = std::max(name.horizontalAdvance(index.data().toString()),
                                  meaning.horizontalAdvance(index.data(meaningRole).toString()));
        return {wide + 2 * space::normal, name.height() + meaning.height() + space::normal};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool isEnabled = option.state & QStyle::State_Enabled;
        const bool isSelected = isEnabled && (option.state & QStyle::State_Selected);
        const auto group = isEnabled ? QPalette::Active : QPalette::Disabled;
        painter->save();
        if (isSelected)
            painter->fillRect(option.rect, option.palette.highlight());
        const auto box =
            option.rect.adjusted(space::normal, space::tight, -space::normal, -space::tight);
        const auto text =
            option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
        painter->setPen(text);
        painter->setFont(option.font);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignTop, index.data().toString());
        painter->setFont(noteFont(option.font));
        painter->setPen(isSelected || !isEnabled ? text
                                                 : option.palette.color(QPalette::PlaceholderText));
        painter->drawText(box, Qt::AlignLeft | Qt::AlignBottom, index.data(meaningRole).toString());
        painter->restore();
    }
};

} // namespace

OptionRow::OptionRow(const QString &label, const QList<OptionEntry> &entries,
                     const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , label_(new QLabel(label))
    , values_(new QComboBox)
    , meaning_(new QLabel)
{
    values_->setObjectName(objectName);
    values_->setItemDelegate(new ValueDelegate(values_));
    values_->setFocusPolicy(Qt::StrongFocus);
    values_->installEventFilter(this);
    values_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    int widest = 0;
    for (const auto &entry : entries) {
        values_->addItem(entry.name, entry.value);
        values_->setItemData(values_->count() - 1, entry.meaning, meaningRole);
        widest = std::max(widest, QFontMetrics(noteFont(font())).horizontalAdvance(entry.meaning));
    }
    values_->view()->setMinimumWidth(widest + 4 * space::normal);
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

void OptionRow::tellMeaning() { meaning_->setText(values_->currentData(meaningRole).toString()); }

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

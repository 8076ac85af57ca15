#include "ui/window/command_palette.h"

#include "ui/theme/empty_label.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace tlvfc::ui {

namespace {

enum Role { EntryRole = Qt::UserRole, KeysRole };

QString plainText(QString text)
{
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

void addActions(QList<PaletteEntry> &entries, const QList<QAction *> &actions, const QString &path)
{
    for (auto *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        const auto text = plainText(action->text());
        const auto words = path.isEmpty() ? text : QStringLiteral("%1 › %2").arg(path, text);
        if (action->menu())
            addActions(entries, action->menu()->actions(), words);
        else
            entries << PaletteEntry{action, words};
    }
}

/// The shortcut at the right end of its line.
class KeysDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, space::normal);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto keys = index.data(KeysRole).toString();
        QStyledItemDelegate::paint(painter, option, index);
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(isCurrent ? option.palette.color(QPalette::HighlightedText)
                                  : ink(Ink::Muted, option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                          keys);
    }
};

} // namespace

QList<PaletteEntry> paletteEntries(const QMenuBar &menus)
{
    QList<PaletteEntry> entries;
    addActions(entries, menus.actions(), {});
    return entries;
}

CommandPalette::CommandPalette(const QList<PaletteEntry> &entries, QWidget *parent)
    : QDialog(parent)
    , entries_(entries)
    , search_(new QLineEdit)
    , list_(new QListWidget)
    , empty_(emptyLabel(QStringLiteral("noCommand")))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    search_->setObjectName(QStringLiteral("paletteSearch"));
    search_->setPlaceholderText(tr("Type a few letters of what you want to do"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    list_->setObjectName(QStringLiteral("paletteList"));
    list_->setItemDelegate(new KeysDelegate(list_));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::normal, space::normal, space::normal, space::normal);
    layout->addWidget(search_);
    layout->addWidget(list_, 1);
    layout->addWidget(empty_, 1);
    empty_->setText(tr("No command has all of these words."));
    resize(560, 420);
    connect(search_, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::run);
    search({});
}

void CommandPalette::search(const QString &words)
{
    const auto wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    struct Hit
    {
        int entry;
        int rank; ///< 0: called just so, 1: begins so, 2: holds the words somewhere
    };
    const auto typed = words.trimmed();
    std::vector<Hit> hits;
    for (int i = 0; i < entries_.size(); ++i) {
        const auto &text = entries_[i].words;
        if (!entries_[i].action)
            continue;
        const bool holdsAll = std::ranges::all_of(
            wanted, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
        if (!holdsAll)
            continue;
        const auto name = text.section(QStringLiteral(" › "), -1);
        const bool isFirst = !typed.isEmpty() && name.startsWith(typed, Qt::CaseInsensitive);
        hits.push_back({i, !isFirst ? 2 : name.size() == typed.size() ? 0 : 1});
    }
    std::ranges::stable_sort(hits, {}, &Hit::rank);
    list_->clear();
    for (const auto &hit : hits) {
        const auto &[action, text] = entries_[hit.entry];
        auto *item = new QListWidgetItem(text, list_);
        item->setData(EntryRole, hit.entry);
        item->setData(KeysRole, action->shortcut().toString(QKeySequence::NativeText));
        item->setToolTip(action->statusTip());
        if (!action->isEnabled())
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    list_->setVisible(!hits.empty());
    empty_->setVisible(hits.empty());
    // The first that can be run.
    for (int row = 0; row < list_->count(); ++row) {
        if (list_->item(row)->flags().testFlag(Qt::ItemIsEnabled)) {
            list_->setCurrentRow(row);
            break;
        }
    }
}

QStringList CommandPalette::shown() const
{
    QStringList words;
    for (int row = 0; row < list_->count(); ++row)
        words << list_->item(row)->text();
    return words;
}

void CommandPalette::run()
{
    const auto *item = list_->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    const auto action = entries_[item->data(EntryRole).toInt()].action;
    // First away with the palette: the action may open a dialog of its own.
    accept();
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        // The list moves, the typing stays.
        QKeyEvent copy(QEvent::KeyPress, static_cast<QKeyEvent *>(event)->key(), Qt::NoModifier);
        QCoreApplication::sendEvent(list_, &copy);
        return true;
    }
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    search_->setFocus();
    if (const auto *over = parentWidget()) {
        const auto middle = over->mapToGlobal(QPoint(over->width() / 2, 0));
        move(middle.x() - width() / 2, middle.y() + 80);
    }
}

} // namespace tlvfc::ui

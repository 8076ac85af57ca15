#include "ui/learn/help_window.h"

#include "ui/learn/help_browser.h"
#include "ui/learn/help_pages.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr QSize firstSize(940, 680);
constexpr int contentsWidth = 260;

QToolButton *button(const char *name, const QString &tip)
{
    auto *made = new QToolButton;
    made->setObjectName(QLatin1String(name));
    made->setAutoRaise(true);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , search_(new QLineEdit)
    , pages_(new QListWidget)
    , browser_(new HelpBrowser)
    , back_(button("helpBack", tr("Back (Alt+Left)")))
    , forward_(button("helpForward", tr("Forward (Alt+Right)")))
    , previous_(button("helpPreviousHit", tr("Previous hit (Shift+F3)")))
    , next_(button("helpNextHit", tr("Next hit (F3)")))
    , hits_(new QLabel)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help"));
    resize(firstSize);
    auto *split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(makeContents());
    split->addWidget(makeReader());
    split->setStretchFactor(1, 1);
    split->setSizes({contentsWidth, firstSize.width() - contentsWidth});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    addKeys();
    fillPages();
    for (const auto &[button, glyph] :
         {std::pair{back_, Glyph::ArrowLeft}, std::pair{forward_, Glyph::ArrowRight},
          std::pair{previous_, Glyph::ArrowUp}, std::pair{next_, Glyph::ArrowDown}})
        setGlyph(button, glyph, QPalette::ButtonText);
    tellHits();
    showPage(helpPages().first().name);
}

QWidget *HelpWindow::makeContents()
{
    search_->setObjectName(QStringLiteral("helpSearch"));
    search_->setPlaceholderText(tr("Search the help"));
    search_->setAccessibleName(tr("Search the help"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    pages_->setObjectName(QStringLiteral("helpPages"));
    pages_->setAccessibleName(tr("Pages"));
    pages_->setFrameShape(QFrame::NoFrame);
    pages_->setWordWrap(true);
    pages_->setSpacing(3);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(space::normal, space::normal, space::normal, space::normal);
    column->addWidget(search_);
    column->addWidget(pages_, 1);
    connect(search_, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(search_, &QLineEdit::returnPressed, this, [this] { browser_->stepHit(1); });
    connect(pages_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            showPage(item->data(Qt::UserRole).toString());
    });
    return whole;
}

QWidget *HelpWindow::makeReader()
{
    auto *home = button("helpHome", tr("First page"));
    home->setText(tr("Contents"));
    hits_->setObjectName(QStringLiteral("helpHits"));
    hits_->setFont(noteFont(font()));
    hits_->setForegroundRole(QPalette::PlaceholderText);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::normal, space::tight, space::normal, space::tight);
    bar->addWidget(back_);
    bar->addWidget(forward_);
    bar->addWidget(home);
    bar->addStretch();
    bar->addWidget(hits_);
    bar->addWidget(previous_);
    bar->addWidget(next_);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(browser_, 1);
    connect(back_, &QToolButton::clicked, browser_, &QTextBrowser::backward);
    connect(forward_, &QToolButton::clicked, browser_, &QTextBrowser::forward);
    connect(home, &QToolButton::clicked, this, [this] { showPage(helpPages().first().name); });
    connect(previous_, &QToolButton::clicked, this, [this] { browser_->stepHit(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { browser_->stepHit(1); });
    connect(browser_, &QTextBrowser::backwardAvailable, back_, &QWidget::setEnabled);
    connect(browser_, &QTextBrowser::forwardAvailable, forward_, &QWidget::setEnabled);
    // The source is told before it counts.
    connect(browser_, &QTextBrowser::historyChanged, this, &HelpWindow::markPage);
    connect(browser_, &HelpBrowser::hitsChanged, this, &HelpWindow::tellHits);
    back_->setEnabled(false);
    forward_->setEnabled(false);
    return whole;
}

void HelpWindow::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    add(QKeySequence(Qt::Key_F3), [this] { browser_->stepHit(1); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { browser_->stepHit(-1); });
    add(QKeySequence::Back, [this] { browser_->backward(); });
    add(QKeySequence::Forward, [this] { browser_->forward(); });
    add(QKeySequence::Close, [this] { close(); });
}

void HelpWindow::showPage(const QString &page, const QString &section)
{
    if (this->page() == page && section.isEmpty())
        return markPage();
    browser_->setSource(helpUrl(page, section));
}

QString HelpWindow::page() const { return helpPageOf(browser_->source()); }

void HelpWindow::search(const QString &words)
{
    if (search_->text() != words) {
        search_->setText(words); // which searches
        return;
    }
    fillPages();
    browser_->setWords(words);
    if (pages_->count() == 0 || words.trimmed().isEmpty())
        return markPage();
    markPage();
    if (!pages_->currentItem()) // the page that shows lacks one of the words
        pages_->setCurrentRow(0);
    browser_->stepHit(1);
}

void HelpWindow::fillPages()
{
    const QSignalBlocker quiet(pages_);
    pages_->clear();
    const auto words = search_->text();
    for (const auto *page : searchHelp(words)) {
        const int hits = countHits(*page, words);
        auto *item = new QListWidgetItem(
            hits > 0 ? tr("%1  (%2)").arg(page->title).arg(hits) : page->title, pages_);
        item->setData(Qt::UserRole, page->name);
    }
}

void HelpWindow::markPage()
{
    const QSignalBlocker quiet(pages_);
    pages_->setCurrentItem(nullptr);
    for (int row = 0; row < pages_->count(); ++row) {
        if (pages_->item(row)->data(Qt::UserRole).toString() == page())
            pages_->setCurrentRow(row);
    }
    if (const auto *shown = findHelpPage(page()))
        setWindowTitle(tr("%1 – Help").arg(shown->title));
}

void HelpWindow::tellHits()
{
    const int count = browser_->hitCount();
    const bool isSearch = !search_->text().trimmed().isEmpty();
    if (isSearch && pages_->count() == 0)
        hits_->setText(tr("No page holds all of these words"));
    else if (browser_->currentHit() >= 0)
        hits_->setText(tr("%1 of %2 on this page").arg(browser_->currentHit() + 1).arg(count));
    else
        hits_->setText(isSearch ? tr("%n on this page", nullptr, count) : QString());
    previous_->setEnabled(count > 0);
    next_->setEnabled(count > 0);
}

void HelpWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool HelpWindow::eventFilter(QObject *watched, QEvent *event)
{
    // The list moves, the typing stays.
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (by != 0 && pages_->count() > 0) {
            pages_->setCurrentRow(std::clamp(pages_->currentRow() + by, 0, pages_->count() - 1));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui

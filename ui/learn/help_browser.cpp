#include "ui/learn/help_browser.h"

#include "ui/learn/help_pages.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr qreal lineHeight = 128; ///< percent

void styleTable(QTextTable &table, const QPalette &palette)
{
    auto format = table.format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(ink(Ink::Faint, palette));
    format.setBorderCollapse(true);
    format.setCellPadding(space::tight + 1);
    format.setCellSpacing(0);
    format.setTopMargin(space::tight);
    format.setBottomMargin(space::wide);
    table.setFormat(format);
    for (int column = 0; column < table.columns(); ++column) {
        auto cell = table.cellAt(0, column);
        auto cellFormat = cell.format();
        cellFormat.setBackground(ink(Ink::Panel, palette));
        cell.setFormat(cellFormat);
    }
}

void styleFrames(const QTextFrame &frame, const QPalette &palette)
{
    for (auto *child : frame.childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(child))
            styleTable(*table, palette);
        styleFrames(*child, palette);
    }
}

void styleBlock(const QTextBlock &block, const QPalette &palette)
{
    QTextCursor cursor(block);
    auto format = block.blockFormat();
    const bool isCode = format.hasProperty(QTextFormat::BlockCodeFence);
    const bool isCell = cursor.currentTable() != nullptr;
    if (const int level = format.headingLevel(); level > 0) {
        format.setTopMargin(level == 1 ? 0 : space::page);
        format.setBottomMargin(space::normal);
    } else if (isCode) {
        format.setBackground(ink(Ink::Panel, palette));
        format.setLeftMargin(space::normal);
    } else if (!isCell) {
        format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
        format.setBottomMargin(block.textList() ? space::tight : space::normal);
    }
    cursor.setBlockFormat(format);
}

/// Words in a fixed font stand on a tone of their own, so that an option's name is told from text.
void styleCode(const QTextBlock &block, const QPalette &palette)
{
    if (block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
        return;
    QList<QPair<int, int>> places;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        if (it.fragment().charFormat().fontFixedPitch())
            places.append({it.fragment().position(), it.fragment().length()});
    }
    for (const auto &[position, length] : places) {
        QTextCursor cursor(block);
        cursor.setPosition(position);
        cursor.setPosition(position + length, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setBackground(
            blended(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.08));
        cursor.mergeCharFormat(format);
    }
}

} // namespace

void styleMarkdown(QTextDocument &document, const QPalette &palette)
{
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        styleBlock(block, palette);
        styleCode(block, palette);
    }
    styleFrames(*document.rootFrame(), palette);
}

HelpBrowser::HelpBrowser(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("helpBrowser"));
    setAccessibleName(tr("Help page"));
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(false);
    document()->setDocumentMargin(space::page);
}

void HelpBrowser::doSetSource(const QUrl &name, QTextDocument::ResourceType)
{
    const auto url = source().resolved(name);
    // Pages lead to pages and nowhere else.
    if (!findHelpPage(helpPageOf(url)))
        return;
    QTextBrowser::doSetSource(url, QTextDocument::MarkdownResource);
    refresh();
    if (url.hasFragment())
        scrollToSection(url.fragment());
}

void HelpBrowser::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    // Colors are part of the document.
    if (event->type() == QEvent::PaletteChange && !source().isEmpty()) {
        const int place = verticalScrollBar()->value();
        reload();
        refresh();
        verticalScrollBar()->setValue(place);
    }
}

void HelpBrowser::refresh()
{
    styleMarkdown(*document(), palette());
    findHits();
}

void HelpBrowser::scrollToSection(const QString &slug)
{
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || headingSlug(block.text()) != slug)
            continue;
        setTextCursor(QTextCursor(block));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() -
                                      space::normal);
        return;
    }
}

void HelpBrowser::setWords(const QString &words)
{
    words_ = words;
    findHits();
}

void HelpBrowser::findHits()
{
    hits_.clear();
    hit_ = -1;
    for (const auto &word : words_.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        for (auto hit = document()->find(word); !hit.isNull(); hit = document()->find(word, hit))
            hits_.append(hit);
    }
    std::ranges::sort(hits_, {}, [](const QTextCursor &hit) { return hit.selectionStart(); });
    showHits();
}

void HelpBrowser::stepHit(int by)
{
    if (hits_.isEmpty())
        return;
    const int count = hitCount();
    hit_ = hit_ < 0 ? (by > 0 ? 0 : count - 1) : ((hit_ + by) % count + count) % count;
    auto at = hits_[hit_];
    at.clearSelection();
    setTextCursor(at);
    ensureCursorVisible();
    showHits();
}

void HelpBrowser::showHits()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (int i = 0; i < hitCount(); ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = hits_[i];
        mark.format.setBackground(blended(palette().color(QPalette::Base),
                                          ink(Ink::Target, palette()), i == hit_ ? 0.75 : 0.35));
        if (i == hit_)
            mark.format.setFontUnderline(true);
        marks.append(mark);
    }
    setExtraSelections(marks);
    emit hitsChanged();
}

} // namespace tlvfc::ui

#include "ui/learn/tour_text.h"

#include "ui/learn/help_browser.h"
#include "ui/learn/help_pages.h"
#include "ui/learn/tour_file.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QImage>
#include <QTextBlock>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int mostHeight = 340;
const QString helpScheme = QStringLiteral("help");

} // namespace

TourText::TourText(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("tourText"));
    setAccessibleName(tr("What this step tells"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setOpenExternalLinks(false);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
}

void TourText::setText(const QString &markdown, const QString &folder)
{
    markdown_ = markdown;
    folder_ = folder;
    fill();
}

void TourText::fill()
{
    document()->setMarkdown(markdown_,
                            QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                QTextDocument::MarkdownNoHTML);
    styleMarkdown(*document(), palette());
}

void TourText::fitToWidth(int width)
{
    document()->setTextWidth(width);
    const int height = static_cast<int>(document()->size().height()) + space::tight;
    setFixedSize(width, std::min(height, mostHeight));
}

QVariant TourText::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource || !name.isRelative())
        return {};
    const auto file = fileWithin(folder_, name.path());
    return file.isEmpty() ? QVariant() : QVariant(QImage(file));
}

void TourText::doSetSource(const QUrl &name, QTextDocument::ResourceType)
{
    // "help:crossover#one-step", wherever the tour lies.
    if (name.scheme() == helpScheme) {
        const auto url = helpUrl(name.path(), name.fragment());
        if (findHelpPage(helpPageOf(url)))
            emit helpWanted(url);
    } else {
        emit outsideWanted(name);
    }
}

void TourText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !markdown_.isEmpty())
        fill();
}

} // namespace tlvfc::ui

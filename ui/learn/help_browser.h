// Reads a page of the help: its look, its sections, and the hits of a search in it.
#pragma once

#include <QTextBrowser>

namespace tlvfc::ui {

class HelpBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HelpBrowser(QWidget *parent = nullptr);

    /// Marks every place where one of the words stands, on this page and on those that follow.
    void setWords(const QString &words);
    int hitCount() const { return static_cast<int>(hits_.size()); }
    int currentHit() const { return hit_; } ///< -1 before the first step to one

    /// To the next hit, or the one before; around the page's ends.
    void stepHit(int by);

signals:
    void hitsChanged();

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void findHits();
    void showHits();
    void scrollToSection(const QString &slug);

    QString words_;
    QList<QTextCursor> hits_;
    int hit_ = -1;
};

/// Headings, tables and code as this program shows Markdown, on whatever the palette is.
void styleMarkdown(QTextDocument &document, const QPalette &palette);

} // namespace tlvfc::ui

// The help: all pages, a field that finds in them, and the page itself.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QToolButton;

namespace tlvfc::ui {

class HelpBrowser;

class HelpWindow : public QWidget
{
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Shows the page at this section, or at its beginning.
    void showPage(const QString &page, const QString &section = {});
    QString page() const;

    /// Only pages that hold every word stay in the list; the first hit of the first page shows.
    void search(const QString &words);

    HelpBrowser *browser() const { return browser_; }
    QListWidget *pages() const { return pages_; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeContents();
    QWidget *makeReader();
    void addKeys();
    void fillPages();
    void markPage();
    void tellHits();

    QLineEdit *search_;
    QListWidget *pages_;
    HelpBrowser *browser_;
    QToolButton *back_;
    QToolButton *forward_;
    QToolButton *previous_;
    QToolButton *next_;
    QLabel *hits_;
};

} // namespace tlvfc::ui

// A step's text: Markdown whose pictures lie in the tour's folder and whose links ask first.
#pragma once

#include <QTextBrowser>

namespace tlvfc::ui {

class TourText : public QTextBrowser
{
    Q_OBJECT

public:
    explicit TourText(QWidget *parent = nullptr);

    /// `folder` is where its pictures are.
    void setText(const QString &markdown, const QString &folder);

    /// As high as the text is at this width, up to a limit beyond which it scrolls.
    void fitToWidth(int width);

    /// Pictures come from the folder and from nowhere else.
    QVariant loadResource(int type, const QUrl &name) override;

signals:
    void helpWanted(const QUrl &page);       ///< a link to a page of the help
    void outsideWanted(const QUrl &address); ///< any other link

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void changeEvent(QEvent *event) override;

private:
    void fill();

    QString markdown_;
    QString folder_;
};

} // namespace tlvfc::ui

#include "ui/window/learning.h"

#include "ui/learn/help_pages.h"
#include "ui/learn/help_topics.h"
#include "ui/learn/help_window.h"
#include "ui/learn/spotlight.h"
#include "ui/learn/tour_card.h"
#include "ui/learn/tour_file.h"
#include "ui/learn/tour_guide.h"
#include "ui/learn/tour_text.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/window_stage.h"

#include <QApplication>
#include <QFileDialog>

namespace tlvfc::ui {

namespace {

/// Of the page that shows, where nothing that has the focus says more.
HelpTopic topicOfPage(MainWindow::Page page)
{
    switch (page) {
    case MainWindow::Train:
        return helpTopicNamed(QStringLiteral("trainingPage"));
    case MainWindow::Compare:
        return helpTopicNamed(QStringLiteral("comparePage"));
    case MainWindow::Transfer:
        break;
    }
    return helpTopicNamed(QStringLiteral("transferPage"));
}

} // namespace

Learning::Learning(MainWindow *window)
    : QObject(window)
    , window_(window)
    , stage_(new WindowStage(window))
    , guide_(new TourGuide(stage_, this))
{
    connect(stage_, &WindowStage::told, window->messages(), [this](const QString &news) {
        window_->messages()->show(MessageBar::Kind::Info, news);
    });
}

void Learning::showHelpForFocus()
{
    auto topic = helpTopicOf(QApplication::focusWidget());
    if (topic.page.isEmpty())
        topic = topicOfPage(window_->page());
    showHelp(topic.page, topic.section);
}

void Learning::showHelp(const QString &page, const QString &section)
{
    if (!help_)
        help_ = new HelpWindow(window_);
    help_->showPage(page, section);
    help_->show();
    help_->raise();
    help_->activateWindow();
}

void Learning::makeCard()
{
    if (card_)
        return;
    card_ = new TourCard(guide_, stage_, new Spotlight(window_));
    connect(card_->text(), &TourText::helpWanted, this,
            [this](const QUrl &page) { showHelp(helpPageOf(page), page.fragment()); });
}

void Learning::startTour()
{
    try {
        const auto tour = guidedTour();
        makeCard();
        guide_->start(tour);
    } catch (const std::exception &fault) {
        window_->messages()->showError(QString::fromUtf8(fault.what()));
    }
}

void Learning::askForTour()
{
    auto *dialog = new QFileDialog(window_, tr("Open a tour"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly, false);
    connect(dialog, &QFileDialog::fileSelected, this, &Learning::openTour);
    dialog->open();
}

void Learning::openTour(const QString &folder)
{
    try {
        const auto tour = readTour(folder);
        makeCard();
        guide_->start(tour);
    } catch (const std::exception &fault) {
        window_->messages()->showError(QString::fromUtf8(fault.what()));
    }
}

} // namespace tlvfc::ui

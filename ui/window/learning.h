// Help and tours, as the window's menus offer them.
#pragma once

#include <QObject>

namespace tlvfc::ui {

class HelpWindow;
class MainWindow;
class TourCard;
class TourGuide;
class WindowStage;

class Learning : public QObject
{
    Q_OBJECT

public:
    /// The window must outlive it.
    explicit Learning(MainWindow *window);

    /// Of the panel that has the focus, or else of the page that shows.
    void showHelpForFocus();
    void showHelp(const QString &page, const QString &section = {});
    HelpWindow *helpWindow() const { return help_; } ///< nullptr before it was shown first

    void startTour();
    void askForTour();
    /// A tour's folder; what is wrong with it is said in the window.
    void openTour(const QString &folder);
    TourGuide *guide() const { return guide_; }
    TourCard *card() const { return card_; }

private:
    void makeCard();

    MainWindow *window_;
    HelpWindow *help_ = nullptr;
    WindowStage *stage_;
    TourGuide *guide_;
    TourCard *card_ = nullptr;
};

} // namespace tlvfc::ui

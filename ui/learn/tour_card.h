// The card that a tour speaks from: it lies over the window, beside what is highlighted.
#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;
class QToolButton;

namespace tlvfc::ui {

class ExerciseBox;
class Spotlight;
class TourGuide;
class TourStage;
class TourText;

class TourCard : public QFrame
{
    Q_OBJECT

public:
    /// All must outlive the card, which hides while the guide leads nobody.
    TourCard(TourGuide *guide, TourStage *stage, Spotlight *spotlight);

    ExerciseBox *exercise() const { return exercise_; }
    TourText *text() const { return text_; }

    /// From the card to the panel, and back.
    void switchFocus();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeTitle();
    QWidget *makeButtons();
    void connectGuide();
    void showStep();
    void showPanel();
    void showExercise();
    void checkAnswer();
    void askBeforeOpening(const QUrl &address);
    void fit();
    void fitNow();
    void place();
    void moveAside();

    TourGuide *guide_;
    TourStage *stage_;
    Spotlight *spotlight_;
    QLabel *number_ = nullptr;
    QLabel *title_ = nullptr;
    QToolButton *aside_ = nullptr;
    TourText *text_;
    ExerciseBox *exercise_;
    QLabel *busy_ = nullptr;
    QPushButton *back_ = nullptr;
    QPushButton *next_ = nullptr;
    QPushButton *show_ = nullptr;
    QPushButton *leave_ = nullptr;
    QPointer<QWidget> before_; ///< what had the focus when the card took it
    QPoint grip_;
    int corner_ = -1; ///< where the person put it; -1: beside the panel
    bool isDragged_ = false;
};

/// Where a card of this size covers least of `taken` within `window`; beside it where there is
/// room.
QPoint placeBeside(const QRect &window, const QRect &taken, const QSize &card);

} // namespace tlvfc::ui

#include "ui/learn/tour_card.h"

#include "ui/learn/exercise_box.h"
#include "ui/learn/spotlight.h"
#include "ui/learn/tour_guide.h"
#include "ui/learn/tour_text.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QLabel>
#include <QMainWindow>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int cardWidth = 380;
constexpr int air = 16;       ///< to the window's edges
constexpr double alike = 1.3; ///< places that cover little more than the best come in their order

/// Where the card may lie: menus and status bar stay free.
QRect roomOf(const QWidget &window)
{
    const auto *main = qobject_cast<const QMainWindow *>(&window);
    return main && main->centralWidget() ? main->centralWidget()->geometry() : window.rect();
}

QList<QPoint> corners(const QRect &window, const QSize &card)
{
    const int left = window.left() + air;
    const int top = window.top() + air;
    const int right = window.right() - air - card.width();
    const int bottom = window.bottom() - air - card.height();
    return {{right, bottom}, {left, bottom}, {left, top}, {right, top}};
}

QPushButton *button(const char *name, const QString &text, const QString &tip)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

} // namespace

QPoint placeBeside(const QRect &window, const QRect &taken, const QSize &card)
{
    auto places = corners(window, card);
    if (!taken.isEmpty()) {
        const int middle =
            std::clamp(taken.center().y() - card.height() / 2, window.top() + air,
                       std::max(window.top() + air, window.bottom() - air - card.height()));
        places.prepend({taken.left() - air - card.width(), middle});
        places.prepend({taken.right() + air, middle});
    }
    const auto coveredAt = [&](const QPoint &place) {
        const auto covered = QRect(place, card) & taken;
        return static_cast<double>(covered.width()) * covered.height();
    };
    places.removeIf([&](const QPoint &place) { return !window.contains(QRect(place, card)); });
    if (places.isEmpty())
        return window.topLeft();
    const auto least = coveredAt(*std::ranges::min_element(places, {}, coveredAt));
    return *std::ranges::find_if(
        places, [&](const QPoint &place) { return coveredAt(place) <= least * alike; });
}

TourCard::TourCard(TourGuide *guide, TourStage *stage, Spotlight *spotlight)
    : QFrame(stage->window())
    , guide_(guide)
    , stage_(stage)
    , spotlight_(spotlight)
    , text_(new TourText)
    , exercise_(new ExerciseBox)
{
    setObjectName(QStringLiteral("tourCard"));
    setAccessibleName(tr("Guided tour"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::page, space::wide, space::page, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(makeTitle());
    layout->addWidget(text_);
    layout->addWidget(exercise_);
    auto *buttons = makeButtons();
    layout->addWidget(buttons);
    setFixedWidth(std::max(cardWidth, buttons->sizeHint().width() + 2 * space::page));
    auto *keys = new QShortcut(QKeySequence(Qt::Key_F6), stage->window());
    connect(keys, &QShortcut::activated, this, [this] {
        if (guide_->isOn())
            switchFocus();
    });
    connectGuide();
    hide();
}

QWidget *TourCard::makeTitle()
{
    number_ = new QLabel;
    number_->setObjectName(QStringLiteral("tourNumber"));
    number_->setFont(noteFont(font()));
    number_->setForegroundRole(QPalette::PlaceholderText);
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("tourTitle"));
    title_->setFont(titleFont(font()));
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    aside_ = new QToolButton;
    aside_->setObjectName(QStringLiteral("tourAside"));
    aside_->setText(tr("Move"));
    aside_->setAutoRaise(true);
    aside_->setFont(noteFont(font()));
    aside_->setFocusPolicy(Qt::TabFocus);
    aside_->setToolTip(tr("Puts the card into another corner; it can be dragged, too"));
    connect(aside_, &QToolButton::clicked, this, &TourCard::moveAside);
    busy_ = new QLabel(tr("working…"));
    busy_->setObjectName(QStringLiteral("tourBusy"));
    busy_->setFont(noteFont(font()));
    busy_->setForegroundRole(QPalette::PlaceholderText);
    busy_->hide();
    auto *whole = new QWidget;
    auto *grid = new QGridLayout(whole);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->addWidget(number_, 0, 0);
    grid->addWidget(busy_, 0, 1);
    grid->addWidget(aside_, 0, 2);
    grid->addWidget(title_, 1, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    return whole;
}

QWidget *TourCard::makeButtons()
{
    show_ = button("tourShowMe", tr("Show &me"), tr("Does it in the window"));
    leave_ = button("tourLeave", tr("&Leave"),
                    tr("Ends the tour; what stood in the window before comes back"));
    back_ = button("tourBack", tr("&Back"), tr("To the step before"));
    next_ = button("tourNext", tr("&Next"), tr("To the next step"));
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, space::tight, 0, 0);
    row->setSpacing(space::tight);
    for (auto *one : {show_, leave_, back_, next_})
        one->setMinimumWidth(one->fontMetrics().horizontalAdvance(one->text()) + 2 * space::wide);
    const auto last = next_->fontMetrics().horizontalAdvance(tr("Fi&nish")) + 2 * space::wide;
    next_->setMinimumWidth(std::max(next_->minimumWidth(), last));
    row->addWidget(show_);
    row->addStretch();
    row->addWidget(leave_);
    row->addWidget(back_);
    row->addWidget(next_);
    connect(show_, &QPushButton::clicked, guide_, &TourGuide::showMe);
    connect(leave_, &QPushButton::clicked, guide_, &TourGuide::leave);
    connect(back_, &QPushButton::clicked, guide_, &TourGuide::back);
    connect(next_, &QPushButton::clicked, guide_, &TourGuide::next);
    return whole;
}

void TourCard::connectGuide()
{
    connect(guide_, &TourGuide::stepChanged, this, &TourCard::showStep);
    connect(guide_, &TourGuide::busyChanged, this, [this] {
        busy_->setVisible(guide_->isBusy());
        if (guide_->isOn() && !guide_->isBusy())
            showPanel();
    });
    connect(guide_, &TourGuide::exerciseSolved, this, [this](const QString &done) {
        showExercise();
        exercise_->tell(Verdict::Right, done.isEmpty() ? tr("Right.") : done);
        fit();
    });
    connect(guide_, &TourGuide::hindered, this, [this](const QString &why) {
        exercise_->tell(Verdict::Unknown, why);
        fit();
    });
    connect(guide_, &TourGuide::left, this, [this] {
        hide();
        spotlight_->setTarget(nullptr);
        spotlight_->hide();
        if (before_ && before_->isVisible())
            before_->setFocus();
    });
    connect(exercise_, &ExerciseBox::answered, this, &TourCard::checkAnswer);
    connect(spotlight_, &Spotlight::moved, this, [this] {
        if (isVisible())
            place();
    });
    connect(text_, &TourText::outsideWanted, this, &TourCard::askBeforeOpening);
}

void TourCard::showStep()
{
    if (!isVisible())
        before_ = QApplication::focusWidget();
    const auto &step = guide_->step();
    number_->setText(tr("%1 · step %2 of %3")
                         .arg(guide_->tour().title)
                         .arg(guide_->stepNumber() + 1)
                         .arg(guide_->tour().steps.size()));
    title_->setText(step.title);
    text_->setText(step.text, guide_->tour().folder);
    setAccessibleDescription(step.title + QLatin1Char('\n') + text_->toPlainText());
    show_->setVisible(!step.actions.isEmpty());
    back_->setEnabled(guide_->stepNumber() > 0);
    next_->setText(guide_->isLast() ? tr("Fi&nish") : tr("&Next"));
    exercise_->clearVerdict();
    showExercise();
    isDragged_ = false;
    corner_ = -1;
    showPanel();
    spotlight_->show();
    spotlight_->raise();
    show();
    raise();
    fit();
    next_->setFocus();
}

void TourCard::showPanel()
{
    auto *panel = findPanel(stage_->window(), guide_->step().panel);
    if (panel)
        reveal(panel);
    // One that shows now may have hidden its twin.
    spotlight_->setTarget(findPanel(stage_->window(), guide_->step().panel));
}

void TourCard::showExercise()
{
    const auto *exercise = guide_->exercise();
    exercise_->setVisible(!guide_->step().exercises.isEmpty());
    exercise_->setExercise(exercise);
}

void TourCard::checkAnswer()
{
    const auto *exercise = guide_->exercise();
    if (!exercise)
        return;
    const auto hint = exercise->hint;
    switch (guide_->check(exercise_->answer())) {
    case Verdict::Right:
        return;
    case Verdict::Wrong:
        exercise_->tell(Verdict::Wrong, tr("Not quite. %1").arg(hint));
        break;
    case Verdict::NotYet:
        exercise_->tell(Verdict::NotYet, hint);
        break;
    case Verdict::Unknown:
        exercise_->tell(Verdict::Unknown,
                        tr("The window shows something else by now. It is set up again: look once "
                           "more, then check."));
        guide_->setUpAgain();
        break;
    }
    fit();
}

void TourCard::askBeforeOpening(const QUrl &address)
{
    if (address.scheme() != QLatin1String("http") && address.scheme() != QLatin1String("https"))
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Open a page outside"),
                                tr("This link leads out of the program, to\n\n%1\n\nOpen it in the "
                                   "browser?")
                                    .arg(address.toString()),
                                QMessageBox::Open | QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("outsideQuestion"));
    box->setTextFormat(Qt::PlainText);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, box, [box, address](QAbstractButton *pressed) {
        if (box->standardButton(pressed) == QMessageBox::Open)
            QDesktopServices::openUrl(address);
    });
    box->open();
}

void TourCard::switchFocus()
{
    if (isAncestorOf(QApplication::focusWidget())) {
        auto *panel = spotlight_->target();
        if (!panel)
            return;
        for (auto *inside : panel->findChildren<QWidget *>()) {
            if (inside->isVisible() && inside->isEnabled() &&
                (inside->focusPolicy() & Qt::TabFocus))
                return inside->setFocus(Qt::TabFocusReason);
        }
        panel->setFocus(Qt::TabFocusReason);
    } else {
        next_->setFocus(Qt::TabFocusReason);
    }
}

void TourCard::fit()
{
    fitNow();
    // Once more when what was shown and hidden has found its size.
    QMetaObject::invokeMethod(this, &TourCard::fitNow, Qt::QueuedConnection);
}

void TourCard::fitNow()
{
    text_->fitToWidth(width() - 2 * space::page);
    exercise_->layout()->activate();
    layout()->activate();
    const int room = roomOf(*parentWidget()).height() - 2 * air;
    resize(width(), std::min(heightForWidth(width()), room));
    place();
}

void TourCard::place()
{
    const auto window = roomOf(*parentWidget());
    if (corner_ >= 0)
        move(corners(window, size())[corner_]);
    else if (!isDragged_)
        move(placeBeside(window, spotlight_->lit(), size()));
    else
        move(std::clamp(x(), 0, std::max(0, window.width() - width())),
             std::clamp(y(), 0, std::max(0, window.height() - height())));
}

void TourCard::moveAside()
{
    const auto all = corners(roomOf(*parentWidget()), size());
    corner_ = (corner_ + 1) % static_cast<int>(all.size());
    if (pos() == all[corner_])
        corner_ = (corner_ + 1) % static_cast<int>(all.size());
    isDragged_ = false;
    place();
}

void TourCard::mousePressEvent(QMouseEvent *event) { grip_ = event->position().toPoint(); }

void TourCard::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    isDragged_ = true;
    corner_ = -1;
    move(pos() + event->position().toPoint() - grip_);
    place();
}

void TourCard::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_PageDown:
        return guide_->next();
    case Qt::Key_PageUp:
        return guide_->back();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (auto *focused = qobject_cast<QPushButton *>(QApplication::focusWidget()))
            return focused->click();
        break;
    default:
        break;
    }
    QFrame::keyPressEvent(event);
}

void TourCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.fillRect(QRect(0, 0, width(), 4), ink(Ink::Target, palette()));
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace tlvfc::ui

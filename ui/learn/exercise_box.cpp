#include "ui/learn/exercise_box.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace tlvfc::ui {

namespace {

constexpr int signSize = 16;

QLabel *words(const char *name)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ExerciseBox::ExerciseBox(QWidget *parent)
    : QWidget(parent)
    , title_(new QLabel(tr("Try it yourself")))
    , question_(words("exerciseQuestion"))
    , field_(new QLineEdit)
    , choices_(new QWidget)
    , choiceRows_(new QVBoxLayout(choices_))
    , group_(new QButtonGroup(this))
    , check_(new QPushButton(tr("Chec&k")))
    , sign_(new QLabel)
    , verdictWords_(words("exerciseVerdict"))
{
    setObjectName(QStringLiteral("exerciseBox"));
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    field_->setObjectName(QStringLiteral("exerciseAnswer"));
    field_->setAccessibleName(tr("Your answer"));
    field_->setPlaceholderText(tr("your answer"));
    check_->setObjectName(QStringLiteral("checkAnswer"));
    check_->setAutoDefault(false);
    choiceRows_->setContentsMargins(0, 0, 0, 0);
    choiceRows_->setSpacing(space::tight);
    sign_->setFixedSize(signSize, signSize);

    auto *answers = new QHBoxLayout;
    answers->addWidget(field_, 1);
    answers->addStretch();
    answers->addWidget(check_);
    auto *verdict = new QHBoxLayout;
    verdict->addWidget(sign_, 0, Qt::AlignTop);
    verdict->addWidget(verdictWords_, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::tight, 0, 0);
    column->setSpacing(space::tight);
    column->addWidget(title_);
    column->addWidget(question_);
    column->addWidget(choices_);
    column->addLayout(answers);
    column->addLayout(verdict);
    connect(check_, &QPushButton::clicked, this, &ExerciseBox::answered);
    connect(field_, &QLineEdit::returnPressed, this, &ExerciseBox::answered);
    clearVerdict();
}

void ExerciseBox::setExercise(const Exercise *exercise)
{
    title_->setVisible(exercise);
    question_->setVisible(exercise);
    question_->setText(exercise ? exercise->question : QString());
    const bool isTyped = exercise && (exercise->kind == Exercise::Kind::Number ||
                                      exercise->kind == Exercise::Kind::Text);
    field_->setVisible(isTyped);
    field_->clear();
    addChoices(exercise ? exercise->choices : QStringList());
    check_->setVisible(exercise && exercise->kind != Exercise::Kind::Do);
}

void ExerciseBox::addChoices(const QStringList &choices)
{
    for (auto *button : group_->buttons()) {
        group_->removeButton(button);
        delete button;
    }
    for (int i = 0; i < choices.size(); ++i) {
        auto *button = new QRadioButton(choices[i]);
        button->setObjectName(QStringLiteral("choice%1").arg(i));
        group_->addButton(button, i);
        choiceRows_->addWidget(button);
    }
    choices_->setVisible(!choices.isEmpty());
}

Answer ExerciseBox::answer() const { return {field_->text(), group_->checkedId()}; }

void ExerciseBox::tell(Verdict verdict, const QString &text)
{
    verdict_ = verdict;
    verdictWords_->setText(text);
    verdictWords_->show();
    sign_->show();
    showSign();
}

void ExerciseBox::clearVerdict()
{
    verdictWords_->clear();
    verdictWords_->hide();
    sign_->hide();
}

QString ExerciseBox::verdictText() const { return verdictWords_->text(); }

void ExerciseBox::showSign()
{
    const bool isRight = verdict_ == Verdict::Right;
    const bool isWrong = verdict_ == Verdict::Wrong;
    const auto glyph = isRight ? Glyph::Check : isWrong ? Glyph::Cross : Glyph::Info;
    const auto color = ink(isRight ? Ink::Good : isWrong ? Ink::Error : Ink::Info, palette());
    sign_->setPixmap(glyphIcon(glyph, color).pixmap(signSize));
}

void ExerciseBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showSign();
    QWidget::changeEvent(event);
}

} // namespace tlvfc::ui

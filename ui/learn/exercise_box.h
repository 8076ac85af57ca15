// Shows one exercise, takes the answer and says whether it is right.
#pragma once

#include "ui/learn/exercise_check.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tlvfc::ui {

class ExerciseBox : public QWidget
{
    Q_OBJECT

public:
    explicit ExerciseBox(QWidget *parent = nullptr);

    /// nullptr: all are solved.
    void setExercise(const Exercise *exercise);
    Answer answer() const;

    void tell(Verdict verdict, const QString &words);
    void clearVerdict();
    QString verdictText() const;

signals:
    void answered(); ///< the person wants it checked

protected:
    void changeEvent(QEvent *event) override;

private:
    void addChoices(const QStringList &choices);
    void showSign();

    QLabel *title_;
    QLabel *question_;
    QLineEdit *field_;
    QWidget *choices_;
    QVBoxLayout *choiceRows_;
    QButtonGroup *group_;
    QPushButton *check_;
    QLabel *sign_;
    QLabel *verdictWords_;
    Verdict verdict_ = Verdict::NotYet;
};

} // namespace tlvfc::ui

// How a network is trained: the published recipe, and folded below it what goes beyond it.
#pragma once

#include "core/training/options.h"
#include "ui/training/option_fields.h"

#include <QWidget>

class QGridLayout;

namespace tlvfc::ui {

class FormSection;

class RecipePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RecipePanel(QWidget *parent = nullptr);

    TrainingOptions options() const;
    void setOptions(const TrainingOptions &options);

    /// Null where the option has no field here.
    FormField *field(const QString &option) const;
    FormSection *beyond() const { return beyond_; }

    /// Says at each field that holds no number that it does. @returns whether all do
    bool checkNumbers();
    /// Shows the fault at the option's field, in sight. @returns whether it has one here
    bool setFault(const QString &option, const QString &fault);
    void clearFaults();

signals:
    void changed();

private:
    void addRecipe(QGridLayout *grid);
    QWidget *makeBeyond();
    void addSurvival(QGridLayout *grid, int row);
    void refresh();
    void takeBack();

    TrainingOptions base_; ///< what has no field
    OptionFields<TrainingOptions> recipe_;
    OptionFields<TrainingOptions> more_;
    FormSection *beyond_;
};

} // namespace tlvfc::ui

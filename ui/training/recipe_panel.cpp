#include "ui/training/recipe_panel.h"

#include "ui/training/form_section.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace tlvfc::ui {

namespace {

constexpr int mostEpochs = 100'000;
constexpr int mostImages = 10'000'000;
const QString momentum = QStringLiteral("momentum");

/// The chosen value's meaning stands below it.
void noteMeaning(FormField *field, QComboBox *box)
{
    const auto note = [field, box] {
        field->setNote(box->currentData(MeaningDelegate::meaningRole).toString());
    };
    QObject::connect(box, &QComboBox::currentIndexChanged, field, note);
    note();
}

} // namespace

RecipePanel::RecipePanel(QWidget *parent)
    : QWidget(parent)
    , beyond_(new FormSection(tr("Beyond the recipe"), makeBeyond()))
{
    setObjectName(QStringLiteral("recipePanel"));
    beyond_->setObjectName(QStringLiteral("beyond-recipe"));
    auto *recipe = new QWidget;
    addRecipe(gridOfTwo(recipe));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(recipe);
    layout->addWidget(beyond_);

    recipe_.changed = [this] { emit changed(); };
    more_.changed = [this] { refresh(); };
    connect(beyond_, &FormSection::asPublishedAsked, this, &RecipePanel::takeBack);
    setOptions({});
}

void RecipePanel::addRecipe(QGridLayout *grid)
{
    auto *schedule = choiceBox<Schedule>();
    grid->addWidget(recipe_.addCount({QStringLiteral("epochs"), tr("Epochs"),
                                      tr("How often the training images are gone through")},
                                     countBox(mostEpochs), &TrainingOptions::epochs),
                    0, 0);
    grid->addWidget(recipe_.addCount({QStringLiteral("batch"), tr("Batch"),
                                      tr("Images of one step; batch norm needs two at least")},
                                     countBox(65536), &TrainingOptions::batch),
                    0, 1);
    grid->addWidget(recipe_.addNumber({QStringLiteral("lr"), tr("Learning rate"),
                                       tr("Of the first step, or of the last of the warm-up")},
                                      new NumberEdit, &TrainingOptions::learning_rate),
                    1, 0);
    grid->addWidget(recipe_.addNumber({QStringLiteral("weight-decay"), tr("Weight decay"),
                                       tr("How much each step draws the weights towards zero")},
                                      new NumberEdit, &TrainingOptions::weight_decay),
                    1, 1);
    auto *field = recipe_.addChoice({QStringLiteral("schedule"), tr("Schedule"),
                                     tr("How the learning rate moves in the course of training")},
                                    schedule, &TrainingOptions::schedule);
    noteMeaning(field, schedule);
    grid->addWidget(field, 2, 0, 1, 2);
}

QWidget *RecipePanel::makeBeyond()
{
    using Options = TrainingOptions;
    auto *page = new QWidget;
    auto *grid = gridOfTwo(page);
    const auto none = tr("none");
    grid->addWidget(more_.addChoice({QStringLiteral("optimizer"), tr("Optimizer"),
                                     tr("What turns gradients into steps; the recipe has AdamW")},
                                    choiceBox<OptimizerKind>(), &Options::optimizer),
                    0, 0);
    grid->addWidget(more_.addNumber({momentum, tr("Momentum"), tr("Of SGD; AdamW has its own two")},
                                    new NumberEdit, &Options::momentum),
                    0, 1);
    grid->addWidget(more_.addNumber({QStringLiteral("warmup"), tr("Warm-up, epochs"),
                                     tr("Epochs in which the rate rises linearly; may be half a "
                                        "one")},
                                    new NumberEdit(none), &Options::warmup_epochs),
                    1, 0);
    grid->addWidget(more_.addNumber({QStringLiteral("label-smoothing"), tr("Label smoothing"),
                                     tr("Share of the label that is spread over all classes")},
                                    new NumberEdit(none), &Options::label_smoothing),
                    1, 1);
    grid->addWidget(more_.addNumber({QStringLiteral("clip-norm"), tr("Clip norm"),
                                     tr("Largest norm of all gradients together")},
                                    new NumberEdit(none), &Options::clip_norm),
                    2, 0);
    grid->addWidget(more_.addNumber({QStringLiteral("ema"), tr("Weight average"),
                                     tr("Decay of the weights' moving average (EMA), such as "
                                        "0.999, which is then judged and kept")},
                                    new NumberEdit(none), &Options::ema),
                    2, 1);
    grid->addWidget(more_.addChoice({QStringLiteral("precision"), tr("Precision"),
                                     tr("What is computed with; weights stay float32")},
                                    choiceBox<Precision>(), &Options::precision),
                    3, 0);
    grid->addWidget(more_.addCount({QStringLiteral("patience"), tr("Patience, epochs"),
                                    tr("Stop after so many epochs without a better validation")},
                                   countBox(mostEpochs, tr("endless")), &Options::patience),
                    3, 1);
    grid->addWidget(more_.addChoice({QStringLiteral("trains"), tr("Learns"),
                                     tr("Every layer, or only the last on frozen features (linear "
                                        "probing)")},
                                    choiceBox<TrainedPart>(), &Options::trains),
                    4, 1);
    grid->addWidget(more_.addCount({QStringLiteral("clean-images"), tr("Clean images"),
                                    tr("Training images on which a run with crossover or mixup is "
                                       "measured as it is")},
                                   countBox(mostImages, none), &Options::clean_images),
                    4, 0);
    grid->addWidget(
        more_.addSwitch({QStringLiteral("gradient-norm"), tr("Measure the gradient's norm"),
                         tr("Its mean over an epoch's steps, before clipping")},
                        &Options::gradient_norm),
        5, 0, 1, 2);
    addSurvival(grid, 6);
    return page;
}

void RecipePanel::addSurvival(QGridLayout *grid, int row)
{
    auto *badLoss = choiceBox<OnBadLoss>();
    auto *field =
        more_.addChoice({QStringLiteral("on-bad-loss"), tr("If the loss is no longer a number"),
                         tr("What becomes of a run whose loss is infinite or no number")},
                        badLoss, &TrainingOptions::on_bad_loss);
    noteMeaning(field, badLoss);
    grid->addWidget(field, row, 0, 1, 2);
    auto *memory = choiceBox<OnOutOfMemory>();
    field = more_.addChoice({QStringLiteral("on-out-of-memory"),
                             tr("If a batch does not fit in memory"),
                             tr("What becomes of a run for which memory does not suffice")},
                            memory, &TrainingOptions::on_out_of_memory);
    noteMeaning(field, memory);
    grid->addWidget(field, row + 1, 0, 1, 2);
}

TrainingOptions RecipePanel::options() const
{
    auto options = base_;
    recipe_.read(options);
    more_.read(options);
    return options;
}

void RecipePanel::setOptions(const TrainingOptions &options)
{
    base_ = options;
    recipe_.show(options);
    more_.show(options);
    refresh();
}

void RecipePanel::refresh()
{
    more_.field(momentum)->setEnabled(options().optimizer == OptimizerKind::Sgd);
    beyond_->setDiffering(more_.differing({}));
    emit changed();
}

void RecipePanel::takeBack()
{
    more_.clearFaults();
    more_.show({});
}

FormField *RecipePanel::field(const QString &option) const
{
    auto *field = recipe_.field(option);
    return field ? field : more_.field(option);
}

bool RecipePanel::checkNumbers()
{
    const bool isRead = !recipe_.refuseUnreadable();
    if (!more_.refuseUnreadable())
        return isRead;
    beyond_->setOpen(true);
    return false;
}

bool RecipePanel::setFault(const QString &option, const QString &fault)
{
    auto *field = this->field(option);
    if (!field)
        return false;
    field->setFault(fault);
    if (more_.field(option) && !fault.isEmpty())
        beyond_->setOpen(true);
    return true;
}

void RecipePanel::clearFaults()
{
    recipe_.clearFaults();
    more_.clearFaults();
}

} // namespace tlvfc::ui

#include "ui/training/spec_words.h"

#include "ui/training/run_words.h"

#include <QCoreApplication>
#include <QHash>

namespace tlvfc::ui {

namespace {

struct Row
{
    const char *key;
    const char *words;
    const char *zero = nullptr; ///< what 0 stands for, where that is no number
};

constexpr Row rows[] = {
    {"source.name", QT_TRANSLATE_NOOP("SpecWords", "Source")},
    {"source.weights", QT_TRANSLATE_NOOP("SpecWords", "Source's weights")},
    {"source.classes", QT_TRANSLATE_NOOP("SpecWords", "Source's classes"),
     QT_TRANSLATE_NOOP("SpecWords", "as its weights say")},
    {"source.new_classifier", QT_TRANSLATE_NOOP("SpecWords", "Source's classifier new")},
    {"target.name", QT_TRANSLATE_NOOP("SpecWords", "Target")},
    {"target.weights", QT_TRANSLATE_NOOP("SpecWords", "Target's weights")},
    {"target.classes", QT_TRANSLATE_NOOP("SpecWords", "Target's classes"),
     QT_TRANSLATE_NOOP("SpecWords", "the data's")},
    {"target.new_classifier", QT_TRANSLATE_NOOP("SpecWords", "Target's classifier new")},
    {"strategy.method", QT_TRANSLATE_NOOP("SpecWords", "Method")},
    {"strategy.standardization", QT_TRANSLATE_NOOP("SpecWords", "Layers as")},
    {"strategy.matching", QT_TRANSLATE_NOOP("SpecWords", "Matching")},
    {"strategy.conv", QT_TRANSLATE_NOOP("SpecWords", "Convolutions")},
    {"strategy.fc", QT_TRANSLATE_NOOP("SpecWords", "Fully connected")},
    {"strategy.pad", QT_TRANSLATE_NOOP("SpecWords", "Padding")},
    {"strategy.pool", QT_TRANSLATE_NOOP("SpecWords", "Pooling")},
    {"strategy.keep", QT_TRANSLATE_NOOP("SpecWords", "Keeps")},
    {"strategy.remove", QT_TRANSLATE_NOOP("SpecWords", "Overwrites")},
    {"strategy.crossover", QT_TRANSLATE_NOOP("SpecWords", "Crossover")},
    {"strategy.crossover_rate", QT_TRANSLATE_NOOP("SpecWords", "Crossover rate")},
    {"strategy.crossover_fill", QT_TRANSLATE_NOOP("SpecWords", "Crossover's fill")},
    {"strategy.control", QT_TRANSLATE_NOOP("SpecWords", "Control")},
    {"strategy.locks", QT_TRANSLATE_NOOP("SpecWords", "Locked pairs")},
    {"data.source", QT_TRANSLATE_NOOP("SpecWords", "Data")},
    {"data.image_size", QT_TRANSLATE_NOOP("SpecWords", "Image size")},
    {"data.classes", QT_TRANSLATE_NOOP("SpecWords", "Classes")},
    {"data.class_limit", QT_TRANSLATE_NOOP("SpecWords", "Classes at most"),
     QT_TRANSLATE_NOOP("SpecWords", "all")},
    {"data.per_class_limit", QT_TRANSLATE_NOOP("SpecWords", "Images per class at most"),
     QT_TRANSLATE_NOOP("SpecWords", "all")},
    {"data.validation_share", QT_TRANSLATE_NOOP("SpecWords", "Validation share")},
    {"data.stratified", QT_TRANSLATE_NOOP("SpecWords", "Stratified split")},
    {"data.refuse_bad", QT_TRANSLATE_NOOP("SpecWords", "Bad files end the run")},
    {"data.mean", QT_TRANSLATE_NOOP("SpecWords", "Mean")},
    {"data.std", QT_TRANSLATE_NOOP("SpecWords", "Standard deviation")},
    {"data.scaled_decode", QT_TRANSLATE_NOOP("SpecWords", "Scaled decoding")},
    {"data.random_crop", QT_TRANSLATE_NOOP("SpecWords", "Random crop")},
    {"data.resize_margin", QT_TRANSLATE_NOOP("SpecWords", "Resize margin")},
    {"data.crop_padding", QT_TRANSLATE_NOOP("SpecWords", "Crop padding")},
    {"data.horizontal_flip", QT_TRANSLATE_NOOP("SpecWords", "Horizontal flip")},
    {"data.color_jitter", QT_TRANSLATE_NOOP("SpecWords", "Color jitter"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"data.rand_augment", QT_TRANSLATE_NOOP("SpecWords", "RandAugment"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"data.rand_augment_strength", QT_TRANSLATE_NOOP("SpecWords", "RandAugment's strength")},
    {"data.mixup", QT_TRANSLATE_NOOP("SpecWords", "Mixup"), QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"data.made_up_classes", QT_TRANSLATE_NOOP("SpecWords", "Made-up classes")},
    {"data.made_up_per_class", QT_TRANSLATE_NOOP("SpecWords", "Made-up images per class")},
    {"training.epochs", QT_TRANSLATE_NOOP("SpecWords", "Epochs")},
    {"training.batch", QT_TRANSLATE_NOOP("SpecWords", "Batch")},
    {"training.lr", QT_TRANSLATE_NOOP("SpecWords", "Learning rate")},
    {"training.weight_decay", QT_TRANSLATE_NOOP("SpecWords", "Weight decay")},
    {"training.schedule", QT_TRANSLATE_NOOP("SpecWords", "Schedule")},
    {"training.milestones", QT_TRANSLATE_NOOP("SpecWords", "Milestones")},
    {"training.decay", QT_TRANSLATE_NOOP("SpecWords", "Decay at a milestone")},
    {"training.trains", QT_TRANSLATE_NOOP("SpecWords", "Learns")},
    {"training.optimizer", QT_TRANSLATE_NOOP("SpecWords", "Optimizer")},
    {"training.momentum", QT_TRANSLATE_NOOP("SpecWords", "Momentum")},
    {"training.warmup_epochs", QT_TRANSLATE_NOOP("SpecWords", "Warm-up, epochs"),
     QT_TRANSLATE_NOOP("SpecWords", "none")},
    {"training.label_smoothing", QT_TRANSLATE_NOOP("SpecWords", "Label smoothing"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"training.clip_norm", QT_TRANSLATE_NOOP("SpecWords", "Clip norm"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"training.ema", QT_TRANSLATE_NOOP("SpecWords", "Weight average"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"training.precision", QT_TRANSLATE_NOOP("SpecWords", "Precision")},
    {"training.patience", QT_TRANSLATE_NOOP("SpecWords", "Patience, epochs"),
     QT_TRANSLATE_NOOP("SpecWords", "off")},
    {"training.gradient_norm", QT_TRANSLATE_NOOP("SpecWords", "Gradient's norm measured")},
    {"training.clean_images", QT_TRANSLATE_NOOP("SpecWords", "Clean images"),
     QT_TRANSLATE_NOOP("SpecWords", "none")},
    {"training.on_bad_loss", QT_TRANSLATE_NOOP("SpecWords", "If the loss is no number")},
    {"training.on_out_of_memory", QT_TRANSLATE_NOOP("SpecWords", "If a batch does not fit")},
    {"device", QT_TRANSLATE_NOOP("SpecWords", "Device asked for")},
    {"threads", QT_TRANSLATE_NOOP("SpecWords", "Threads asked for"),
     QT_TRANSLATE_NOOP("SpecWords", "all cores")},
    {"processes", QT_TRANSLATE_NOOP("SpecWords", "Processes")},
    {"seed", QT_TRANSLATE_NOOP("SpecWords", "Seed")},
};

constexpr Row groups[] = {
    {"source", QT_TRANSLATE_NOOP("SpecWords", "Networks")},
    {"target", QT_TRANSLATE_NOOP("SpecWords", "Networks")},
    {"strategy", QT_TRANSLATE_NOOP("SpecWords", "Method")},
    {"data", QT_TRANSLATE_NOOP("SpecWords", "Data")},
    {"training", QT_TRANSLATE_NOOP("SpecWords", "Recipe")},
    {"device", QT_TRANSLATE_NOOP("SpecWords", "Machine")},
    {"threads", QT_TRANSLATE_NOOP("SpecWords", "Machine")},
    {"processes", QT_TRANSLATE_NOOP("SpecWords", "Machine")},
    {"seed", QT_TRANSLATE_NOOP("SpecWords", "Randomness")},
};

struct SpecWords
{
    Q_DECLARE_TR_FUNCTIONS(SpecWords)
};

} // namespace

QString fieldWords(const std::string &key)
{
    for (const auto &row : rows) {
        if (key == row.key)
            return SpecWords::tr(row.words);
    }
    return QString::fromStdString(key);
}

QString fieldGroup(const std::string &key)
{
    for (const auto &row : groups) {
        if (key.substr(0, key.find('.')) == row.key)
            return SpecWords::tr(row.words);
    }
    return SpecWords::tr("Further");
}

QString fieldValue(const std::string &key, const Json &value)
{
    if (key == "strategy.method" && value.is_string())
        return methodTitle(value.get<std::string>());
    if (value.is_boolean())
        return value.get<bool>() ? SpecWords::tr("yes") : SpecWords::tr("no");
    for (const auto &row : rows) {
        if (key == row.key && row.zero && value == 0)
            return SpecWords::tr(row.zero);
    }
    const auto text = QString::fromStdString(field_text(value));
    return text.isEmpty() ? QStringLiteral("–") : text;
}

QStringList wordedFields()
{
    QStringList keys;
    for (const auto &row : rows)
        keys.append(QString::fromLatin1(row.key));
    return keys;
}

} // namespace tlvfc::ui

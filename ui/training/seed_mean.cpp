#include "ui/training/seed_mean.h"

#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <array>
#include <cmath>
#include <map>

namespace tlvfc::ui {

namespace {

constexpr std::array<double EpochPoint::*, 11> averaged = {
    &EpochPoint::train_loss,    &EpochPoint::train_accuracy, &EpochPoint::val_loss,
    &EpochPoint::val_accuracy,  &EpochPoint::learning_rate,  &EpochPoint::images_per_second,
    &EpochPoint::elapsed_s,     &EpochPoint::clean_accuracy, &EpochPoint::val_top5,
    &EpochPoint::gradient_norm, &EpochPoint::memory_mb,
};

/// Welford's running mean and sum of squares.
struct Spread
{
    int n = 0;
    double mean = 0.0;
    double squares = 0.0;

    void add(double value)
    {
        if (!std::isfinite(value))
            return;
        const double off = value - mean;
        mean += off / ++n;
        squares += off * (value - mean);
    }
    double average() const { return n > 0 ? mean : EpochPoint::not_measured; }
    double deviation() const
    {
        return n > 1 ? std::sqrt(squares / (n - 1)) : EpochPoint::not_measured;
    }
};

struct EpochSpread
{
    std::array<Spread, averaged.size()> numbers;
    std::vector<Spread> classes;
};

void add(EpochSpread &spread, const EpochPoint &point)
{
    for (std::size_t i = 0; i < averaged.size(); ++i) {
        spread.numbers[i].add(point.*averaged[i]);
    }
    if (spread.classes.size() < point.val_class_accuracy.size())
        spread.classes.resize(point.val_class_accuracy.size());
    for (std::size_t i = 0; i < point.val_class_accuracy.size(); ++i)
        spread.classes[i].add(point.val_class_accuracy[i]);
}

void take(SeedMean &mean, const QList<ShownRun> &runs)
{
    std::map<int, EpochSpread> epochs;
    for (const int member : mean.members) {
        for (const auto &point : runs[member].points)
            add(epochs[point.epoch], point);
    }
    mean.run.points.clear();
    for (const auto &[epoch, spread] : epochs) {
        EpochPoint middle;
        EpochPoint off;
        middle.epoch = off.epoch = epoch;
        for (std::size_t i = 0; i < averaged.size(); ++i) {
            middle.*averaged[i] = spread.numbers[i].average();
            off.*averaged[i] = spread.numbers[i].deviation();
        }
        for (const auto &one : spread.classes)
            middle.val_class_accuracy.push_back(one.average());
        mean.run.points.append(middle);
        mean.deviation.append(off);
    }
}

QString nameOf(const ShownRun &first, int seeds)
{
    const auto &name = first.title.isEmpty() ? first.name : first.title;
    if (seeds == 1)
        return QCoreApplication::translate("SeedMean", "%1 (one seed)").arg(name);
    return QCoreApplication::translate("SeedMean", "%1 (%2 seeds)")
        .arg(name, QString::number(seeds));
}

/// Most often one setting was tried for a few epochs first.
void tellApart(QList<SeedMean> &means)
{
    QHash<QString, QSet<int>> epochs; ///< by title
    for (const auto &mean : std::as_const(means))
        epochs[mean.run.title].insert(mean.run.epochs);
    for (auto &mean : means) {
        if (epochs.value(mean.run.title).size() > 1)
            mean.run.name = QCoreApplication::translate("SeedMean", "%1, %2")
                                .arg(mean.run.name,
                                     counted(mean.run.epochs,
                                             QCoreApplication::translate("SeedMean", "1 epoch"),
                                             QCoreApplication::translate("SeedMean", "%1 epochs")));
    }
}

} // namespace

QList<SeedMean> meansOverSeeds(const QList<ShownRun> &runs)
{
    QList<SeedMean> means;
    QHash<QString, qsizetype> places;
    for (int i = 0; i < runs.size(); ++i) {
        const auto &setting = runs[i].setting.isEmpty() ? runs[i].id : runs[i].setting;
        const auto place = places.value(setting, means.size());
        if (place == means.size()) {
            places.insert(setting, place);
            means.append({runs[i], {}, {}});
            means.last().run.id = QStringLiteral("mean/") + setting;
        }
        means[place].members.append(i);
    }
    for (auto &mean : means) {
        mean.run.seeds = int(mean.members.size());
        mean.run.name = nameOf(mean.run, mean.run.seeds);
        take(mean, runs);
    }
    tellApart(means);
    return means;
}

} // namespace tlvfc::ui

// Run folders as a run's process would write them, without the process.
#pragma once

#include "core/runs/run_folder.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <filesystem>

namespace tlvfc::test {

inline RunSpec smallSpec(const std::string &method = "tlvfc", const std::string &title = {})
{
    RunSpec spec;
    spec.title = title;
    spec.strategy = preset(method);
    if (spec.strategy.transfers())
        spec.source.name = "resnet20";
    spec.target.name = "resnet32";
    spec.data.source = "made-up";
    spec.training.epochs = 4;
    return spec;
}

/// Appends raw bytes to a run's events.
inline void append(const RunFolder &run, const QByteArray &bytes)
{
    QFile file(QString::fromStdString(run.events().string()));
    if (file.open(QIODevice::Append))
        file.write(bytes);
}

inline QByteArray event(int number, const char *kind, const QByteArray &fields)
{
    return "{\"v\":1,\"n\":" + QByteArray::number(number) +
           ",\"t\":" + QByteArray::number(number * 1.5) + ",\"event\":\"" + kind + "\"" +
           (fields.isEmpty() ? QByteArray() : "," + fields) + "}\n";
}

inline QByteArray started(int number)
{
    return event(number, "started",
                 "\"host\":\"here\",\"pid\":1,\"device\":\"cpu\",\"threads\":2,"
                 "\"steps_per_epoch\":10,\"epochs\":4,\"train\":100,\"val\":20,\"test\":20");
}

inline QByteArray epoch(int number, int epoch, double accuracy)
{
    return event(number, "epoch",
                 "\"epoch\":" + QByteArray::number(epoch) +
                     ",\"train_loss\":" + QByteArray::number(2.0 / epoch) +
                     ",\"train_accuracy\":" + QByteArray::number(accuracy + 0.03) +
                     ",\"val_loss\":" + QByteArray::number(2.1 / epoch) +
                     ",\"val_accuracy\":" + QByteArray::number(accuracy) +
                     ",\"learning_rate\":0.0001,\"images_per_second\":500.0,\"elapsed_s\":" +
                     QByteArray::number(number * 1.5) + ",\"is_best\":true");
}

inline QByteArray finished(int number, int bestEpoch, double accuracy)
{
    return event(number, "finished",
                 "\"best_epoch\":" + QByteArray::number(bestEpoch) + ",\"best_val_accuracy\":" +
                     QByteArray::number(accuracy) + ",\"test_accuracy\":0.61");
}

} // namespace tlvfc::test

// A run of a second, in a folder that goes with the test.
#pragma once

#include "core/base/atomic_file.h"
#include "core/runs/events.h"
#include "core/runs/run_folder.h"
#include "tests/training/tiny_training.h"

#include <QTemporaryDir>

#include <filesystem>

namespace tlvfc::test {

/// resnet20 from another resnet20 by TLVFC, two epochs of made-up pictures.
inline RunSpec small_run()
{
    RunSpec spec;
    spec.source = {"resnet20", "", 10};
    spec.target = {"resnet20", "", 0};
    spec.data = tiny_data();
    spec.training = tiny_options();
    spec.device = "cpu";
    spec.threads = 1; // two wait for each other on busy cores
    return spec;
}

inline std::filesystem::path path_in(const QTemporaryDir &folder, const char *name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

inline std::vector<Event> events_of(const RunFolder &run)
{
    return EventReader(run.events()).poll();
}

} // namespace tlvfc::test

// What a run's folder tells after it was carried out.
#pragma once

#include "core/base/error.h"
#include "core/runs/execute.h"
#include "tests/runs/small_run.h"

#include <QStringList>

#include <optional>

namespace tlvfc::test {

inline QStringList kinds_of(const RunFolder &run)
{
    QStringList kinds;
    for (const auto &event : events_of(run)) {
        const bool as_time_has_it =
            event.kind == "progress" ||
            (event.kind == "log" &&
             event.fields["text"].get<std::string>().starts_with("kept the state"));
        if (!as_time_has_it)
            kinds.append(QString::fromStdString(event.kind));
    }
    return kinds;
}

inline Event first_of(const RunFolder &run, const std::string &kind)
{
    for (const auto &event : events_of(run)) {
        if (event.kind == kind)
            return event;
    }
    return {};
}

inline QStringList keys_of(const Json &fields)
{
    QStringList keys;
    for (const auto &[key, value] : fields.items())
        keys.append(QString::fromStdString(key));
    return keys;
}

inline std::optional<Error> error_of(const RunFolder &run)
{
    try {
        execute_run(run, {});
    } catch (const Error &error) {
        return error;
    }
    return {};
}

} // namespace tlvfc::test

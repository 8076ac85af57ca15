// The walls of the house as CONTRIBUTING.md draws them, and a reader that finds what breaks them.
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QStringList>

namespace tlvfc::test {

/// What each room may include besides itself. The parts of a room's name are folders.
inline const QHash<QString, QStringList> &arrows()
{
    static const QHash<QString, QStringList> allowed = {
        {"core/base", {}},
        {"core/nets", {"core/base"}},
        {"core/pickle", {"core/base"}},
        {"core/checkpoint", {"core/base", "core/pickle"}},
        {"core/transfer", {"core/base", "core/nets"}},
        {"core/data", {"core/base", "core/pickle"}},
        {"core/training", {"core/base", "core/nets", "core/transfer", "core/data"}},
        {"core/runs",
         {"core/base", "core/nets", "core/checkpoint", "core/transfer", "core/data",
          "core/training"}},
        {"core/compare", {"core/base", "core/transfer", "core/training", "core/runs"}},
        {"ui/theme", {"core"}},
        {"ui/jobs", {"core"}},
        {"ui/plots", {"core", "ui/theme"}},
        {"ui/session", {"core", "ui/theme", "ui/jobs"}},
        {"ui/details", {"core", "ui/theme", "ui/jobs", "ui/plots", "ui/session"}},
        {"ui/strategy", {"core", "ui/theme", "ui/session"}},
        {"ui/inspect", {"core", "ui/theme", "ui/session", "ui/details", "ui/strategy"}},
        {"ui/training", {"core", "ui/theme", "ui/jobs", "ui/plots"}},
        {"ui/compare", {"core", "ui/theme", "ui/jobs", "ui/plots", "ui/training"}},
        {"ui/learn", {"core", "ui/theme"}},
        {"ui/window", {"core", "ui"}},
        {"app/cli", {"core"}},
        {"app/studio", {"core/base", "ui/window"}},
    };
    return allowed;
}

constexpr int mostLines = 400;

/// "core/base" of core/base/error.h.
inline QString roomOf(const QString &file) { return file.section(u'/', 0, 1); }

inline bool isBelow(const QString &room, const QString &place)
{
    return room == place || room.startsWith(place + u'/');
}

inline bool isAllowed(const QString &from, const QString &to)
{
    if (from == to)
        return true;
    const auto places = arrows().value(from);
    return std::any_of(places.begin(), places.end(),
                       [&](const QString &place) { return isBelow(to, place); });
}

struct SourceFile
{
    QString path; ///< from the root
    int lines = 0;
    QStringList includes; ///< as they are written, without quotes or brackets
};

inline QList<SourceFile> sourceFiles(const QDir &root)
{
    static const QRegularExpression include(QStringLiteral("^#include [\"<]([^\">]+)[\">]"));
    QList<SourceFile> files;
    for (const auto *top : {"core", "ui", "app", "tests"}) {
        QDirIterator it(root.filePath(QString::fromLatin1(top)), {"*.h", "*.cpp"}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            SourceFile source{root.relativeFilePath(file.fileName()), 0, {}};
            while (!file.atEnd()) {
                ++source.lines;
                const auto match = include.match(QString::fromUtf8(file.readLine()));
                if (match.hasMatch())
                    source.includes.append(match.captured(1));
            }
            files.append(source);
        }
    }
    return files;
}

inline bool isTorchHeader(const QString &include)
{
    return include.startsWith(QLatin1String("torch/")) ||
           include.startsWith(QLatin1String("ATen/")) || include.startsWith(QLatin1String("c10/"));
}

/// Headers of core that include torch's: core's own business.
inline QStringList torchHeadersOfCore(const QList<SourceFile> &files)
{
    QStringList headers;
    for (const auto &file : files) {
        if (file.path.startsWith(QLatin1String("core/")) &&
            file.path.endsWith(QLatin1String(".h")) &&
            std::any_of(file.includes.begin(), file.includes.end(), isTorchHeader))
            headers.append(file.path);
    }
    return headers;
}

/// What is wrong with one include, or nothing.
inline QString includeFault(const SourceFile &file, const QString &include,
                            const QStringList &torchHeaders)
{
    const auto room = roomOf(file.path);
    const bool isCore = file.path.startsWith(QLatin1String("core/"));
    if (!isCore && (isTorchHeader(include) || torchHeaders.contains(include)))
        return QStringLiteral("torch outside core");
    if (isCore && QRegularExpression(QStringLiteral("^Q[A-Zt]")).match(include).hasMatch())
        return QStringLiteral("Qt inside core");
    if (include.contains(QLatin1String("qcustomplot")) && room != QLatin1String("ui/plots"))
        return QStringLiteral("qcustomplot outside ui/plots");
    static const QRegularExpression ours(QStringLiteral("^(core|ui|app|tests)/"));
    if (ours.match(include).hasMatch() && !isAllowed(room, roomOf(include)))
        return QStringLiteral("an arrow against the house");
    return {};
}

/// Every broken wall and overlong file below the root, each "FILE: FAULT".
inline QStringList houseFaults(const QDir &root)
{
    QStringList faults;
    const auto files = sourceFiles(root);
    const auto torchHeaders = torchHeadersOfCore(files);
    for (const auto &file : files) {
        if (file.lines > mostLines)
            faults.append(QStringLiteral("%1: %2 lines").arg(file.path).arg(file.lines));
        // Tests look into whatever they test.
        if (file.path.startsWith(QLatin1String("tests/")))
            continue;
        if (!arrows().contains(roomOf(file.path)))
            faults.append(QStringLiteral("%1: a room without a place in the house").arg(file.path));
        for (const auto &include : file.includes) {
            const auto fault = includeFault(file, include, torchHeaders);
            if (!fault.isEmpty())
                faults.append(QStringLiteral("%1: %2 (%3)").arg(file.path, fault, include));
        }
    }
    return faults;
}

} // namespace tlvfc::test

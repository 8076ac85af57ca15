#include "ui/window/studio_options.h"

#include "core/base/versions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace tlvfc::ui {

namespace {

struct StudioOptionsWords
{
    Q_DECLARE_TR_FUNCTIONS(StudioOptionsWords)
};

ParsedOptions refused(const QString &fault)
{
    ParsedOptions parsed;
    parsed.exitStatus = 2;
    parsed.error =
        StudioOptionsWords::tr("error: %1, command line, see tlvfc-studio --help").arg(fault);
    return parsed;
}

/// A sentence's piece: "Unknown option 'x'." becomes "unknown option 'x'".
QString asFragment(QString sentence)
{
    while (sentence.endsWith(u'.'))
        sentence.chop(1);
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toLower();
    return sentence;
}

} // namespace

ParsedOptions parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(StudioOptionsWords::tr(
        "Shows how one neural network becomes the start of another, lets you change how, and "
        "trains the result.\n\nExample: tlvfc-studio --source resnet32.th --target resnet18"));
    const QCommandLineOption source(QStringLiteral("source"),
                                    StudioOptionsWords::tr("Opens this network as the source."),
                                    StudioOptionsWords::tr("NETWORK|FILE"));
    const QCommandLineOption target(QStringLiteral("target"),
                                    StudioOptionsWords::tr("Opens this network as the target."),
                                    StudioOptionsWords::tr("NETWORK"));
    const QCommandLineOption runs(QStringLiteral("runs"),
                                  StudioOptionsWords::tr("Lists and starts runs in this folder."),
                                  StudioOptionsWords::tr("DIR"));
    const QCommandLineOption capture(
        QStringLiteral("capture"),
        StudioOptionsWords::tr(
            "Walks through every page with the demo project and writes a picture of each."),
        StudioOptionsWords::tr("DIR"));
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  StudioOptionsWords::tr("Opens with the demo project."));
    QCommandLineOption measureStart(QStringLiteral("measure-start"));
    measureStart.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  StudioOptionsWords::tr("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     StudioOptionsWords::tr("Shows the version."));
    parser.addOptions({source, target, runs, capture, demo, measureStart, help, version});
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        StudioOptionsWords::tr("Opens these weights as the source, a second as the target."),
        QStringLiteral("[FILE] [FILE]"));

    if (!parser.parse(arguments))
        return refused(asFragment(parser.errorText()));
    ParsedOptions parsed;
    if (parser.isSet(help)) {
        parsed.exitStatus = 0;
        parsed.output = parser.helpText();
        // There is no application object yet to know the program's name.
        parsed.output.replace(QLatin1String("<executable_name>"), QLatin1String("tlvfc-studio"));
        return parsed;
    }
    if (parser.isSet(version)) {
        parsed.exitStatus = 0;
        parsed.output = versionText() + u'\n';
        return parsed;
    }
    auto files = parser.positionalArguments();
    for (const auto *option : {&source, &target, &runs, &capture}) {
        if (parser.isSet(*option) && parser.value(*option).isEmpty())
            return refused(
                StudioOptionsWords::tr("option --%1 needs a value").arg(option->names().first()));
    }
    // What the desktop hands over, in the places that no option takes.
    const auto valueOr = [&](const QCommandLineOption &option) {
        const bool takesFile = !parser.isSet(option) && !files.isEmpty();
        return takesFile ? files.takeFirst() : parser.value(option);
    };
    parsed.options.source = valueOr(source);
    parsed.options.target = valueOr(target);
    if (!files.isEmpty())
        return refused(StudioOptionsWords::tr("unexpected argument '%1'").arg(files.first()));
    parsed.options.runs = parser.value(runs);
    parsed.options.capture = parser.value(capture);
    parsed.options.demo = parser.isSet(demo);
    parsed.options.measureStart = parser.isSet(measureStart);
    return parsed;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

void useOffscreenPlatformWithoutDisplay()
{
    if (!hasDisplay())
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

QString versionText() { return QStringLiteral("TLVFC Studio ") + QLatin1String(program_version()); }

} // namespace tlvfc::ui

#include "ui/window/translations.h"

#include "core/compare/comparison.h"
#include "core/data/catalog.h"
#include "core/nets/zoo.h"
#include "core/training/options.h"
#include "core/transfer/strategy.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QTranslator>

namespace tlvfc::ui {

namespace {

template <typename... Enums>
void addMeanings(QStringList &texts)
{
    const auto add = [&](const auto &values) {
        for (const auto &value : values)
            texts << QString::fromUtf8(value.meaning.data(), qsizetype(value.meaning.size()));
    };
    (add(option_values<Enums>()), ...);
}

} // namespace

QStringList translationFolders()
{
    const auto own = qEnvironmentVariable("TLVFC_TRANSLATIONS");
    if (!own.isEmpty())
        return {own};
    const QDir program(QCoreApplication::applicationDirPath());
    return {program.filePath(QStringLiteral("translations")),
            program.filePath(QStringLiteral("../share/tlvfc-studio/translations"))};
}

QString installTranslations(QCoreApplication &application, const QLocale &locale)
{
    for (const auto &folder : translationFolders()) {
        auto *own = new QTranslator(&application);
        if (!own->load(locale, QStringLiteral("tlvfc-studio"), QStringLiteral("_"), folder)) {
            delete own;
            continue;
        }
        // Below it: what both have is the program's.
        auto *qt = new QTranslator(&application);
        if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(qt);
        QCoreApplication::installTranslator(own);
        return own->filePath();
    }
    return {};
}

QStringList coreTexts()
{
    QStringList texts;
    addMeanings<Standardization, Matching, ConvMethod, FcMethod, PadMethod, PoolMethod,
                SelectionRule, CrossoverKind, CrossoverFill, Control, TrainedPart, OptimizerKind,
                Schedule, Precision, OnBadLoss, OnOutOfMemory, Measure>(texts);
    for (const auto &method : methods())
        texts << QString::fromStdString(method.summary);
    for (const auto &network : zoo())
        texts << QString::fromStdString(network.description);
    for (const auto &data : read_catalog().data)
        texts << QString::fromStdString(data.title);
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts;
}

} // namespace tlvfc::ui

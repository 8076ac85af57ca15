#include "ui/training/data_check.h"

#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostNames = 20;

struct DataCheck
{
    Q_DECLARE_TR_FUNCTIONS(DataCheck)
};

QString count(std::size_t number) { return QStringLiteral("%L1").arg(number); }

QString classNames(const std::vector<std::string> &classes)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(classes.size(), mostNames); ++i)
        names.append(QString::fromStdString(classes[i]));
    auto text = names.join(QStringLiteral(", "));
    if (classes.size() > mostNames)
        text += DataCheck::tr(" and %1 more").arg(classes.size() - mostNames);
    return text;
}

/// The kind as a sentence begins: "Folder".
QString kindTitle(const std::string &kind)
{
    if (kind == "folder")
        return DataCheck::tr("Folder");
    if (kind == "made-up")
        return DataCheck::tr("Made-up");
    return QString::fromStdString(kind); // CIFAR's forms have names
}

} // namespace

FoundData findData(const DataSpec &spec, std::stop_token)
{
    const auto summary = summarize_data(spec);
    QStringList parts = {counted(qint64(summary.classes.size()), DataCheck::tr("1 class"),
                                 DataCheck::tr("%1 classes")),
                         DataCheck::tr("%1 pictures to train on").arg(count(summary.train))};
    if (summary.val > 0)
        parts.append(DataCheck::tr("%1 to validate").arg(count(summary.val)));
    if (summary.test > 0)
        parts.append(DataCheck::tr("%1 to test").arg(count(summary.test)));
    if (summary.val == 0)
        parts.append(DataCheck::tr("%1 %2 of the former validate")
                         .arg(qRound(100 * spec.validation_share))
                         .arg(u'%'));
    return {DataCheck::tr("%1: %2.").arg(kindTitle(summary.kind), parts.join(QStringLiteral(", "))),
            classNames(summary.classes), static_cast<int>(summary.classes.size())};
}

} // namespace tlvfc::ui

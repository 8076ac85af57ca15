#include "ui/training/data_check.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostNames = 20;

QString tr(const char *text) { return QCoreApplication::translate("DataCheck", text); }

QString count(std::size_t number) { return QStringLiteral("%L1").arg(number); }

QString classNames(const std::vector<std::string> &classes)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(classes.size(), mostNames); ++i)
        names.append(QString::fromStdString(classes[i]));
    auto text = names.join(QStringLiteral(", "));
    if (classes.size() > mostNames)
        text += tr(" and %1 more").arg(classes.size() - mostNames);
    return text;
}

/// The kind as a sentence begins: "Folder".
QString kindTitle(const std::string &kind)
{
    auto title = QString::fromStdString(kind);
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

} // namespace

FoundData findData(const DataSpec &spec, std::stop_token)
{
    const auto summary = summarize_data(spec);
    QStringList parts = {tr("%1 classes").arg(summary.classes.size()),
                         tr("%1 pictures to train on").arg(count(summary.train))};
    if (summary.val > 0)
        parts.append(tr("%1 to validate").arg(count(summary.val)));
    if (summary.test > 0)
        parts.append(tr("%1 to test").arg(count(summary.test)));
    if (summary.val == 0)
        parts.append(
            tr("%1 %2 of the former validate").arg(qRound(100 * spec.validation_share)).arg(u'%'));
    return {tr("%1: %2.").arg(kindTitle(summary.kind), parts.join(QStringLiteral(", "))),
            classNames(summary.classes), static_cast<int>(summary.classes.size())};
}

} // namespace tlvfc::ui

#include "ui/learn/help_topics.h"

#include <QHash>
#include <QWidget>

namespace tlvfc::ui {

namespace {

/// A panel's objectName and its "page" or "page#section".
struct Row
{
    const char *panel;
    const char *topic;
};

constexpr Row rows[] = {
    // Transfer
    {"transferPage", "matching"},
    {"matchingPanel", "matching"},
    {"matchingView", "matching#finding-pairs"},
    {"sourcePanel", "matching#opening-networks"},
    {"targetPanel", "matching#opening-networks"},
    {"noticeBar", "matching"},
    {"strategyPanel", "strategy"},
    {"convCombo", "strategy#convolutions"},
    {"fcCombo", "strategy#fully-connected"},
    {"standardizationCombo", "strategy#layers"},
    {"matchingCombo", "strategy#pairs"},
    {"padCombo", "strategy#padding"},
    {"poolCombo", "strategy#pooling"},
    {"keepCombo", "strategy#keep"},
    {"removeCombo", "strategy#overwrite"},
    {"crossoverCombo", "crossover"},
    {"crossoverRate", "crossover"},
    {"fillCombo", "crossover#is-it-the-source"},
    {"controlCombo", "strategy#control"},
    {"seed", "strategy#seed"},
    {"pinBar", "strategy"},
    {"detailsTabs", "pair"},
    {"pairDetails", "pair"},
    {"pairTabs", "pair#the-four-tabs"},
    {"networkPage", "network"},
    {"alignmentPage", "alignment"},
    {"crossoverPage", "crossover#seeing-a-step"},
    // Train
    {"trainingPage", "training"},
    {"launchPanel", "training"},
    {"dataChooser", "data"},
    {"recipePanel", "training#recipe"},
    {"beyond-recipe", "training#beyond-the-recipe"},
    {"augmentationPanel", "training#augmentation-and-split"},
    {"augmentation", "training#augmentation-and-split"},
    {"curvesPanel", "curves"},
    {"progressPanel", "runs#progress"},
    {"runsList", "runs#the-list"},
    {"runPanel", "runs#a-run-in-full"},
    {"trashDialog", "runs#archive-and-trash"},
    {"differencesDialog", "runs#what-differs"},
    {"logPanel", "runs#log"},
    {"queuePanel", "runs#the-queue"},
    {"sweepDialog", "runs#the-queue"},
    // Compare
    {"comparePage", "compare"},
    {"compareEmpty", "compare"},
    {"imagesPage", "compare#test-images"},
    {"compareTable", "compare#the-columns"},
    {"compareWarnings", "compare#warnings"},
    // The window's own
    {"commandPalette", "keyboard#commands"},
    {"exportChooser", "keyboard#saving"},
    {"tourCard", "tours"},
    {"helpWindow", "keyboard#in-this-window"},
};

QHash<QString, QString> readRows()
{
    QHash<QString, QString> topics;
    for (const auto &[panel, topic] : rows)
        topics.insert(QLatin1String(panel), QLatin1String(topic));
    return topics;
}

const QHash<QString, QString> &topics()
{
    static const auto all = readRows();
    return all;
}

HelpTopic topicFrom(const QString &text)
{
    return {text.section(QLatin1Char('#'), 0, 0), text.section(QLatin1Char('#'), 1)};
}

} // namespace

HelpTopic helpTopicNamed(const QString &objectName)
{
    if (objectName.startsWith(QLatin1String("method_")))
        return {QStringLiteral("methods"), {}};
    return topicFrom(topics().value(objectName));
}

HelpTopic helpTopicOf(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (auto topic = helpTopicNamed(widget->objectName()); !topic.page.isEmpty())
            return topic;
    }
    return {};
}

} // namespace tlvfc::ui

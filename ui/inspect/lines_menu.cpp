#include "ui/inspect/lines_menu.h"

#include "ui/inspect/matching_view.h"
#include "ui/session/match_overlay.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace tlvfc::ui {

namespace {

struct LinesMenu
{
    Q_DECLARE_TR_FUNCTIONS(LinesMenu)
};

template <typename Act>
QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, const QString &tip,
                   bool isChosen, Act act)
{
    auto *action = menu->addAction(text);
    action->setStatusTip(tip);
    action->setCheckable(true);
    action->setChecked(isChosen);
    group->addAction(action);
    QObject::connect(action, &QAction::triggered, menu, act);
    return action;
}

} // namespace

QMenu *makeLinesMenu(MatchingView *view, MatchOverlay *overlay, QWidget *parent)
{
    auto *menu = new QMenu(LinesMenu::tr("&Lines"), parent);
    menu->setObjectName(QStringLiteral("linesMenu"));
    auto *colors = new QActionGroup(menu);
    const auto addColor = [&](LineColor color, const QString &text, const QString &tip) {
        addChoice(menu, colors, text, tip, view->lineColor() == color,
                  [view, color] { view->setLineColor(color); });
    };
    menu->addSection(LinesMenu::tr("Color"));
    addColor(LineColor::Action, LinesMenu::tr("Lines by What &Happens"),
             LinesMenu::tr("Colors lines by what is taken over"));
    addColor(LineColor::Score, LinesMenu::tr("Lines by &Score"),
             LinesMenu::tr("Colors lines by how alike the two shapes are; wide lines have many "
                           "parameters"));
    addColor(LineColor::Kind, LinesMenu::tr("Lines by &Kind"),
             LinesMenu::tr("Colors lines by the kind of layer; wide lines have many parameters"));

    auto *matchings = new QActionGroup(menu);
    const auto addMatching = [&](std::optional<Matching> matching, const QString &text,
                                 const QString &tip) {
        addChoice(menu, matchings, text, tip, overlay->matching() == matching,
                  [overlay, matching] { overlay->setMatching(matching); });
    };
    menu->addSection(LinesMenu::tr("Lay Another Matching Over"));
    addMatching({}, LinesMenu::tr("&No Other Matching"),
                LinesMenu::tr("Shows the plan's pairs alone"));
    addMatching(Matching::Index, LinesMenu::tr("Compare with &Index Matching"),
                LinesMenu::tr("Tells pairs that both have from those that one has alone"));
    addMatching(Matching::Dp, LinesMenu::tr("Compare with &DP Matching"),
                LinesMenu::tr("Tells pairs that both have from those that one has alone"));
    addMatching(Matching::DpFlat, LinesMenu::tr("Compare with DP on &Flat Lists"),
                LinesMenu::tr("Tells pairs that both have from those that one has alone"));
    return menu;
}

} // namespace tlvfc::ui

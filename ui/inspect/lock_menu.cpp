#include "ui/inspect/lock_menu.h"

#include "ui/inspect/locks.h"
#include "ui/inspect/network_words.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QMenu>

#include <functional>

namespace tlvfc::ui {

namespace {

struct LockMenu
{
    Q_DECLARE_TR_FUNCTIONS(LockMenu)
};

QString labelOf(const LayerRecord &layer)
{
    return QStringLiteral("%1   %2").arg(QString::fromStdString(layer.path),
                                         weightShapeText(layer));
}

/// Every layer that could serve the target; those that do not fit are grayed and say why.
void addSources(QMenu *menu, const TransferPlan &plan, LayerId target,
                const std::function<void(const std::string &)> &lockTo)
{
    const auto &architecture = plan.source->architecture;
    const auto &record = plan.target->architecture.layer(target);
    const auto *planned = plan.find(target);
    for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
        const auto &layer = architecture.layers[i];
        if (layer.kind != record.kind)
            continue;
        const LayerId id(static_cast<std::int32_t>(i));
        auto *action =
            menu->addAction(labelOf(layer), menu, [lockTo, from = layer.path] { lockTo(from); });
        action->setCheckable(true);
        action->setChecked(planned && planned->source == id);
        const auto why = whyNoLock(plan, id, target);
        action->setEnabled(why.isEmpty());
        if (!why.isEmpty())
            action->setToolTip(why);
    }
}

} // namespace

void addLockActions(QMenu *menu, TransferSession *session, LayerId target)
{
    const auto plan = session->plan();
    if (!plan || !plan->source || !target.is_valid())
        return;
    const auto &record = plan->target->architecture.layer(target);
    const auto path = record.path;
    const auto lockTo = [session, path](const std::string &from) {
        session->setStrategy(withLock(session->strategy(), from, path));
    };

    const auto *planned = plan->find(target);
    const bool canLock = whyNoLock(*plan, target).isEmpty();
    if (isLocked(session->strategy(), path)) {
        menu->addAction(LockMenu::tr("Unlock"), session, [session, path] {
            session->setStrategy(withoutLock(session->strategy(), path));
        });
    } else if (canLock && planned && planned->source.is_valid()) {
        const auto from = plan->source->architecture.layer(planned->source).path;
        menu->addAction(glyphIcon(Glyph::Lock, ink(Ink::Text, menu->palette())),
                        LockMenu::tr("Lock to %1").arg(QString::fromStdString(from)), session,
                        [lockTo, from] { lockTo(from); });
    }
    if (!canLock)
        return;
    const bool isByVariance =
        record.kind == LayerKind::Conv2d && plan->strategy.conv == ConvMethod::Variance;
    auto *others = new QMenu(
        isByVariance ? LockMenu::tr("Take kernels from") : LockMenu::tr("Take weights from"), menu);
    others->setStyleSheet(QStringLiteral("QMenu { menu-scrollable: 1; }"));
    others->setToolTipsVisible(true);
    addSources(others, *plan, target, lockTo);
    if (!others->isEmpty())
        menu->addMenu(others);
}

} // namespace tlvfc::ui

#include "ui/inspect/lock_menu.h"

#include "ui/inspect/locks.h"
#include "ui/inspect/network_words.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QMenu>

namespace tlvfc::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("LockMenu", text); }

QString labelOf(const LayerRecord &layer)
{
    return QStringLiteral("%1   %2").arg(QString::fromStdString(layer.path),
                                         weightShapeText(layer));
}

} // namespace

void showLockMenu(TransferSession *session, LayerId target, const QPoint &globalPosition,
                  QWidget *parent)
{
    const auto plan = session->plan();
    const auto *planned = plan ? plan->find(target) : nullptr;
    if (!planned || planned->action != LayerAction::Variance)
        return;
    const auto &source = plan->source->architecture;
    const auto path = plan->target->architecture.layer(target).path;
    const auto lockTo = [session, path](const std::string &from) {
        session->setStrategy(withLock(session->strategy(), from, path));
    };

    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (isLocked(session->strategy(), path)) {
        menu->addAction(tr("Unlock"), session, [session, path] {
            session->setStrategy(withoutLock(session->strategy(), path));
        });
    } else {
        const auto from = source.layer(planned->source).path;
        menu->addAction(glyphIcon(Glyph::Lock, ink(Ink::Text, parent->palette())),
                        tr("Lock to %1").arg(QString::fromStdString(from)), session,
                        [lockTo, from] { lockTo(from); });
    }
    auto *others = menu->addMenu(tr("Take kernels from"));
    others->setStyleSheet(QStringLiteral("QMenu { menu-scrollable: 1; }"));
    for (const auto &layer : source.layers) {
        if (layer.kind != LayerKind::Conv2d)
            continue;
        auto *action = others->addAction(labelOf(layer), session,
                                         [lockTo, from = layer.path] { lockTo(from); });
        action->setCheckable(true);
        action->setChecked(layer.path == source.layer(planned->source).path);
    }
    menu->popup(globalPosition);
}

} // namespace tlvfc::ui

#include "ui/window/recent_files.h"

#include "ui/session/transfer_session.h"
#include "ui/theme/plain_tip.h"
#include "ui/window/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QFontMetrics>
#include <QMenu>

namespace tlvfc::ui {

namespace {

constexpr int mostWidth = 420;

} // namespace

RecentFiles::RecentFiles(TransferSession *session, Settings *settings, QObject *parent)
    : QObject(parent)
    , session_(session)
    , settings_(settings)
    , files_(settings->recentWeights())
{
    connect(session, &TransferSession::weightsReady, this, [this](Side side) {
        const auto &file = session_->spec(side).weights;
        if (!file.empty())
            add(QFileInfo(QString::fromStdString(file)).absoluteFilePath());
    });
    look();
}

void RecentFiles::addMenu(QMenu *menu, Side side, const QString &title)
{
    auto &here = submenus_[static_cast<std::size_t>(side)];
    here.menu = menu->addMenu(title);
    here.menu->setToolTipsVisible(true);
    here.none = here.menu->addAction(tr("No file was opened yet"));
    here.none->setEnabled(false);
    here.none->setStatusTip(tr("Weights files that are opened are listed here"));
    here.menu->addSeparator();
    here.clear = here.menu->addAction(tr("&Clear the List"));
    here.clear->setStatusTip(tr("Forgets which weights files were opened"));
    connect(here.clear, &QAction::triggered, this, &RecentFiles::clear);
    // Files come and go while the window is open.
    connect(here.menu, &QMenu::aboutToShow, this, &RecentFiles::look);
    fill(side);
}

void RecentFiles::add(const QString &file)
{
    if (!files_.isEmpty() && files_.first() == file)
        return;
    files_.removeAll(file);
    files_.prepend(file);
    files_ = files_.mid(0, most);
    gone_.remove(file); // it was read
    settings_->setRecentWeights(files_);
    fill(Side::Source);
    fill(Side::Target);
}

void RecentFiles::clear()
{
    files_.clear();
    settings_->setRecentWeights({});
    fill(Side::Source);
    fill(Side::Target);
}

QAction *RecentFiles::actionOf(Side side, const QString &file)
{
    auto &action = submenus_[static_cast<std::size_t>(side)].actions[file];
    if (action)
        return action;
    action = new QAction(this);
    action->setToolTip(QDir::toNativeSeparators(file));
    action->setStatusTip(QDir::toNativeSeparators(file));
    connect(action, &QAction::triggered, this, [this, side, file] {
        emit opening();
        NetworkSpec spec;
        spec.weights = file.toStdString();
        session_->open(side, spec);
    });
    return action;
}

void RecentFiles::fill(Side side)
{
    const auto &here = submenus_[static_cast<std::size_t>(side)];
    if (!here.menu)
        return;
    for (auto *action : here.actions)
        here.menu->removeAction(action);
    for (const auto &file : std::as_const(files_))
        here.menu->insertAction(here.none, actionOf(side, file));
    here.none->setVisible(files_.isEmpty());
    here.clear->setEnabled(!files_.isEmpty());
    tell(side);
}

void RecentFiles::tell(Side side)
{
    const auto &here = submenus_[static_cast<std::size_t>(side)];
    if (!here.menu)
        return;
    const QFontMetrics metrics(here.menu->font());
    for (const auto &file : std::as_const(files_)) {
        auto *action = actionOf(side, file);
        const bool isThere = !gone_.contains(file);
        const auto name = plainAction(
            metrics.elidedText(QDir::toNativeSeparators(file), Qt::ElideMiddle, mostWidth));
        action->setText(isThere ? name : tr("%1 (not there any more)").arg(name));
        action->setEnabled(isThere);
    }
}

/// Which are there: what was known before stands until that is told.
void RecentFiles::look()
{
    looking_.start(
        [files = files_](const std::stop_token &stop) {
            QSet<QString> gone;
            for (const auto &file : files) {
                if (!stop.stop_requested() && !QFileInfo::exists(file))
                    gone.insert(file);
            }
            return gone;
        },
        [this](const QSet<QString> &gone) {
            gone_ = gone;
            tell(Side::Source);
            tell(Side::Target);
        },
        [](const QString &) {}); // a file's absence is no fault
}

} // namespace tlvfc::ui

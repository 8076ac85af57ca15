#include "ui/window/strategy_files.h"

#include "core/base/atomic_file.h"
#include "ui/session/change_words.h"
#include "ui/strategy/strategy_file.h"
#include "ui/window/main_window.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>

namespace tlvfc::ui {

namespace {

const QString purpose = QStringLiteral("strategies");

} // namespace

StrategyFiles::StrategyFiles(MainWindow *window, Settings *settings)
    : QObject(window)
    , window_(window)
    , settings_(settings)
{
}

void StrategyFiles::askSave()
{
    auto *dialog = new QFileDialog(window_, tr("Save the strategy"), settings_->lastFolder(purpose),
                                   tr("Strategies (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QString::fromStdString(window_->session()->strategy().method) +
                       QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, &StrategyFiles::save);
    dialog->open();
}

void StrategyFiles::askOpen()
{
    auto *dialog = new QFileDialog(window_, tr("Open a strategy"), settings_->lastFolder(purpose),
                                   tr("Strategies, runs and plans (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StrategyFiles::open);
    dialog->open();
}

void StrategyFiles::save(const QString &file)
{
    try {
        write_file(file.toStdString(), strategyText(window_->session()->strategy()).toStdString());
        settings_->setLastFolder(purpose, QFileInfo(file).absolutePath());
        emit told(tr("The strategy is in %1").arg(file));
    } catch (const std::exception &fault) {
        emit failed(QString::fromUtf8(fault.what()));
    }
}

void StrategyFiles::open(const QString &name)
{
    reading_.start(
        [name](const std::stop_token &) {
            Read read;
            QFile file(name);
            if (file.open(QIODevice::ReadOnly))
                read.text = file.readAll();
            else
                read.fault = tr("%1 cannot be read: %2").arg(name, file.errorString());
            return read;
        },
        [this, name](const Read &read) {
            if (!read.fault.isEmpty())
                return emit failed(read.fault);
            settings_->setLastFolder(purpose, QFileInfo(name).absolutePath());
            take(read.text, name);
        },
        [this](const QString &fault) { emit failed(fault); });
}

void StrategyFiles::copy() const
{
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(strategyText(window_->session()->strategy())));
}

void StrategyFiles::paste()
{
    reading_.cancel(); // the newest choice counts
    take(QGuiApplication::clipboard()->text().toUtf8(), tr("the clipboard"));
}

void StrategyFiles::take(const QByteArray &text, const QString &where)
{
    try {
        const auto strategy = strategyFromText(text, where);
        window_->session()->setStrategy(strategy);
        window_->showPage(MainWindow::Transfer);
        emit told(tr("The strategy is %1 now").arg(strategyName(strategy)));
    } catch (const std::exception &fault) {
        emit failed(QString::fromUtf8(fault.what()));
    }
}

} // namespace tlvfc::ui

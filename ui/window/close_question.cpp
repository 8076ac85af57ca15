#include "ui/window/close_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tlvfc::ui {

CloseAnswer askAboutRuns(QWidget *parent, const QStringList &runs)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("CloseQuestion", text);
    };
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("closeQuestion"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(tr("Runs are going"));
    box.setText(runs.size() == 1
                    ? tr("A run is still going:\n%1").arg(runs.first())
                    : tr("%1 runs are still going:\n%2").arg(runs.size()).arg(runs.join(u'\n')));
    box.setInformativeText(
        tr("Left running it goes on without the window and is found again when TLVFC Studio is "
           "opened. Stopped it keeps its state and best weights."));
    auto *leave = box.addButton(tr("Leave it running"), QMessageBox::AcceptRole);
    auto *stop = box.addButton(tr("Stop it"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(leave);
    box.exec();
    if (box.clickedButton() == leave)
        return CloseAnswer::LeaveRunning;
    return box.clickedButton() == stop ? CloseAnswer::Stop : CloseAnswer::Cancel;
}

} // namespace tlvfc::ui

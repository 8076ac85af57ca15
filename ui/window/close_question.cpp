#include "ui/window/close_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tlvfc::ui {

namespace {

struct CloseWords
{
    Q_DECLARE_TR_FUNCTIONS(CloseWords)
};

} // namespace

CloseAnswer askAboutRuns(QWidget *parent, const QStringList &runs)
{
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("closeQuestion"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(CloseWords::tr("Runs are going"));
    box.setText(runs.size() == 1 ? CloseWords::tr("A run is still going:\n%1").arg(runs.first())
                                 : CloseWords::tr("%1 runs are still going:\n%2")
                                       .arg(runs.size())
                                       .arg(runs.join(u'\n')));
    box.setInformativeText(CloseWords::tr(
        "Left running it goes on without the window and is found again when TLVFC Studio is "
        "opened. Stopped it keeps its state and best weights."));
    auto *leave = box.addButton(CloseWords::tr("Leave it running"), QMessageBox::AcceptRole);
    auto *stop = box.addButton(CloseWords::tr("Stop it"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(leave);
    box.exec();
    if (box.clickedButton() == leave)
        return CloseAnswer::LeaveRunning;
    return box.clickedButton() == stop ? CloseAnswer::Stop : CloseAnswer::Cancel;
}

} // namespace tlvfc::ui

#include "ui/training/end_question.h"

#include "ui/jobs/run_watcher.h"
#include "ui/training/run_names.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace tlvfc::ui {

namespace {

struct EndWords
{
    Q_DECLARE_TR_FUNCTIONS(EndWords)
};

} // namespace

void askToEndProcesses(const QList<RunWatcher *> &runs, QWidget *widget)
{
    const auto names = namesBeside(runs);
    QList<QPointer<RunWatcher>> those;
    for (auto *run : runs)
        those.append(run);
    auto *box = new QMessageBox(widget->window());
    box->setObjectName(QStringLiteral("endQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(EndWords::tr("End a run's process"));
    box->setTextFormat(Qt::PlainText);
    box->setText(runs.size() == 1
                     ? EndWords::tr("End the process of this run?\n%1").arg(names.first())
                     : EndWords::tr("End the processes of %1 runs?\n%2")
                           .arg(runs.size())
                           .arg(names.join(u'\n')));
    box->setInformativeText(EndWords::tr(
        "For a process that hangs: Stop is for all others. The run can go on from the state that "
        "it kept last, a few minutes back at most, to the same bits."));
    const auto *end = box->addButton(EndWords::tr("End Process"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(end, &QPushButton::clicked, box, [those] {
        for (const auto &run : those) {
            if (run)
                run->endProcess();
        }
    });
    box->open();
}

} // namespace tlvfc::ui

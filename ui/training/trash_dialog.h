// The trash of a folder of runs: what lies in it, back again, or gone for good.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/run_folder.h"
#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <QList>
#include <QStandardItemModel>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace tlvfc::ui {

class RunKeeper;

class TrashDialog : public QDialog
{
    Q_OBJECT

public:
    /// The keeper carries out what is asked; it outlives the dialog.
    TrashDialog(RunKeeper *keeper, const std::filesystem::path &root, QWidget *parent = nullptr);

    bool isReading() const { return reading_.isBusy(); }

private:
    struct Row
    {
        RunFolder run;
        QString name;
        QString when;
        quint64 bytes = 0;
    };

    static QList<Row> read(const std::filesystem::path &root, std::stop_token stop);
    QWidget *makeButtons();
    QWidget *makeQuestion();
    void look();
    void take(const QList<Row> &rows);
    void refresh();

    RunKeeper *keeper_;
    std::filesystem::path root_;
    QString fault_; ///< of the last look
    LatestJob reading_;
    QList<Row> rows_;
    QStandardItemModel model_;
    QLabel *words_;
    QTreeView *view_;
    QStackedWidget *below_; ///< the buttons, or whether all is to go
    QLabel *question_ = nullptr;
    QPushButton *restore_ = nullptr;
    QPushButton *empty_ = nullptr;
    QPushButton *keep_ = nullptr;
};

} // namespace tlvfc::ui

#include "ui/inspect/transfer_page.h"

#include "ui/details/alignment_page.h"
#include "ui/details/crossover_page.h"
#include "ui/details/network_page.h"
#include "ui/details/pair_details.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_words.h"
#include "ui/inspect/notice_bar.h"
#include "ui/session/pinned_strategies.h"
#include "ui/session/transfer_session.h"
#include "ui/strategy/pin_bar.h"
#include "ui/strategy/strategy_panel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tlvfc::ui {

TransferPage::TransferPage(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , pinned_(new PinnedStrategies(session, this))
    , notice_(new NoticeBar)
    , matching_(new MatchingPanel(session))
    , strategy_(new StrategyPanel(session))
    , details_(new PairDetails(session))
    , network_(new NetworkPage(session, pinned_))
    , alignment_(new AlignmentPage(session))
    , crossover_(new CrossoverPage(session))
    , tabs_(new QTabWidget)
{
    setObjectName(QStringLiteral("transferPage"));
    tabs_->setObjectName(QStringLiteral("detailsTabs"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(details_, tr("The layer"));
    tabs_->addTab(network_, tr("The whole network"));
    tabs_->addTab(alignment_, tr("How the pairs are found"));
    tabs_->addTab(crossover_, tr("Crossover"));
    auto *rows = new QSplitter(Qt::Vertical);
    rows->setObjectName(QStringLiteral("detailsSplitter"));
    rows->setChildrenCollapsible(false);
    rows->addWidget(matching_);
    rows->addWidget(tabs_);
    rows->setStretchFactor(0, 4);
    rows->setStretchFactor(1, 3);
    auto *columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(QStringLiteral("transferSplitter"));
    columns->setChildrenCollapsible(false);
    columns->addWidget(rows);
    auto *right = new QWidget;
    auto *strategies = new QVBoxLayout(right);
    strategies->setContentsMargins(0, 0, 0, 0);
    strategies->setSpacing(0);
    strategies->addWidget(new PinBar(pinned_));
    strategies->addWidget(strategy_, 1);
    columns->addWidget(right);
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 0);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(notice_);
    layout->addWidget(columns, 1);

    connect(matching_->sourcePanel(), &NetworkPanel::fileWanted, this,
            [this] { chooseFile(Side::Source); });
    connect(matching_->targetPanel(), &NetworkPanel::fileWanted, this,
            [this] { chooseFile(Side::Target); });
    connect(session, &TransferSession::planChanged, this, &TransferPage::showNotice);
    connectDetails();
    showNotice();
}

void TransferPage::connectDetails()
{
    connect(matching_, &MatchingPanel::pairSelected, this, [this](LayerId, LayerId target) {
        details_->showLayer(target);
        network_->selectLayer(target);
        crossover_->selectLayer(target);
        alignment_->selectLayer(target);
    });
    connect(network_, &NetworkPage::layerChosen, matching_, &MatchingPanel::selectTarget);
    connect(crossover_, &CrossoverPage::layerChosen, matching_, &MatchingPanel::selectTarget);
    connect(alignment_, &AlignmentPage::layerChosen, matching_, &MatchingPanel::selectTarget);
    connect(pinned_, &PinnedStrategies::changed, this, &TransferPage::markChanges);
}

void TransferPage::setTrainingData(const DataSpec &images)
{
    network_->setTrainingData(images);
    crossover_->setTrainingData(images);
}

void TransferPage::markChanges()
{
    matching_->targetPanel()->model()->setMarks(pinned_->layerChanges());
}

void TransferPage::showNotice()
{
    const auto plan = session_->plan();
    if (!plan && !session_->planFault().isEmpty()) {
        notes_.clear();
        return notice_->showFault(session_->planFault());
    }
    QStringList sentences;
    if (plan) {
        for (const auto &note : plan->notes)
            sentences << sentenceOf(note);
    }
    // A plan comes again with its weights; what was dismissed then stays so.
    const auto notes = sentences.join(QLatin1Char('\n'));
    if (notes.isEmpty())
        notice_->clear();
    else if (notes != notes_)
        notice_->showNote(notes);
    notes_ = notes;
}

void TransferPage::chooseFile(Side side)
{
    auto *dialog = new QFileDialog(
        this,
        side == Side::Source ? tr("Open a weights file as source")
                             : tr("Open a weights file as target"),
        startFolder_,
        tr("Weights (*.safetensors *.pth *.pt *.th *.ckpt *.bin *.tar *.onnx *.index.json);;"
           "All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, side](const QString &file) {
        NetworkSpec spec;
        spec.weights = file.toStdString();
        startFolder_ = QFileInfo(file).absolutePath();
        emit folderChosen(startFolder_);
        session_->open(side, spec);
    });
    dialog->open();
}

} // namespace tlvfc::ui

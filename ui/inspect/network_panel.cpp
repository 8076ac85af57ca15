#include "ui/inspect/network_panel.h"

#include "core/nets/zoo.h"
#include "ui/inspect/drop_hint.h"
#include "ui/inspect/elided_label.h"
#include "ui/inspect/layer_map.h"
#include "ui/inspect/network_chooser.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/network_words.h"
#include "ui/inspect/notice_bar.h"
#include "ui/inspect/reading_bar.h"
#include "ui/inspect/tree_bar.h"
#include "ui/session/layer_measurer.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

namespace tlvfc::ui {

namespace {

Ink inkOf(Side side) { return side == Side::Source ? Ink::Source : Ink::Target; }

} // namespace

NetworkPanel::NetworkPanel(Side side, TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , side_(side)
    , session_(session)
    , model_(new NetworkModel(nullptr, side))
    , tree_(new NetworkTree(model_))
    , bar_(new TreeBar(tree_))
    , map_(new LayerMap(tree_))
    , notice_(new NoticeBar)
    , measurer_(new LayerMeasurer(this))
    , reading_(new ReadingBar(measurer_))
{
    const bool isSource = side == Side::Source;
    setObjectName(isSource ? QStringLiteral("sourcePanel") : QStringLiteral("targetPanel"));
    setAcceptDrops(true);
    tree_->setObjectName(isSource ? QStringLiteral("sourceTree") : QStringLiteral("targetTree"));
    tree_->setAccessibleName(isSource ? tr("Layers of the source") : tr("Layers of the target"));
    dropHint_ = new DropHint(isSource ? tr("Drop to open as source") : tr("Drop to open as target"),
                             ink(inkOf(side), palette()), this);

    pages_ = new QStackedWidget;
    pages_->addWidget(makeEmptyState());
    pages_->addWidget(makeTreePage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTitleRow());
    layout->addWidget(notice_);
    layout->addWidget(bar_);
    layout->addWidget(pages_, 1);
    layout->addWidget(reading_);
    refreshColors();

    connect(session, isSource ? &TransferSession::sourceChanged : &TransferSession::targetChanged,
            this, &NetworkPanel::takeTree);
    connect(session, &TransferSession::openFailed, this, [this](Side failed, const QString &what) {
        if (failed != side_)
            return;
        notice_->showFault(what);
        takeTree();
    });
    connect(session, &TransferSession::seedChanged, this, &NetworkPanel::takeWeights);
    connectReading();
    model_->setParent(this); // last of the children: it goes after the tree that paints it
    takeTree();
}

void NetworkPanel::connectReading()
{
    connect(session_, &TransferSession::weightsReady, this, [this](Side ready) {
        if (ready == side_)
            takeWeights();
    });
    connect(session_, &TransferSession::strategyChanged, this, &NetworkPanel::takeWeights);
    connect(session_, &TransferSession::weightsProgressed, this, [this](Side side, double done) {
        if (side == side_)
            reading_->setReading(done);
    });
    connect(reading_, &ReadingBar::cancelRequested, session_,
            [this] { session_->cancelOpening(side_); });
    connect(measurer_, &LayerMeasurer::changed, this, &NetworkPanel::showVariances);
}

void NetworkPanel::takeWeights()
{
    reading_->endReading();
    measurer_->setNetwork(session_->network(side_));
    showVariances();
    showNumbers();
}

void NetworkPanel::showVariances()
{
    const bool isAwaited = session_->architecture(side_) && !session_->network(side_);
    model_->setVariances({measurer_->variances(), isAwaited || measurer_->isBusy()});
}

QWidget *NetworkPanel::makeTitleRow()
{
    auto *row = new QWidget;
    chip_ = new QLabel(side_ == Side::Source ? tr("Source") : tr("Target"));
    chip_->setAlignment(Qt::AlignCenter);
    chooser_ = new NetworkChooser;
    chooser_->setObjectName(QStringLiteral("networkChooser"));
    chooser_->setAccessibleName(tr("Network"));
    connect(chooser_, &NetworkChooser::networkChosen, this, &NetworkPanel::openFromZoo);
    connect(chooser_, &NetworkChooser::offerChosen, this,
            [this](const NetworkSpec &network) { session_->open(side_, network); });

    open_ = new QToolButton;
    open_->setObjectName(QStringLiteral("openButton"));
    open_->setText(tr("Open…"));
    setGlyph(open_, Glyph::Open);
    open_->setAccessibleName(tr("Open a weights file"));
    open_->setToolTip(tr("Open a weights file: safetensors or what torch.save writes"));
    open_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(open_, &QToolButton::clicked, this, &NetworkPanel::fileWanted);

    classes_ = new QSpinBox;
    classes_->setObjectName(QStringLiteral("classesBox"));
    classes_->setAccessibleName(tr("Classes"));
    classes_->setRange(1, 100'000);
    classes_->setKeyboardTracking(false);
    classes_->setSuffix(tr(" classes"));
    classes_->setAlignment(Qt::AlignRight);
    connect(classes_, &QSpinBox::valueChanged, this, &NetworkPanel::openWithClasses);

    numbers_ = new ElidedLabel;
    numbers_->setObjectName(QStringLiteral("networkNumbers"));
    numbers_->setFont(noteFont(numbers_->font()));

    auto *first = new QHBoxLayout;
    first->setSpacing(space::normal);
    first->addWidget(chip_);
    first->addWidget(chooser_, 1);
    first->addWidget(open_);
    auto *second = new QHBoxLayout;
    second->setSpacing(space::normal);
    second->addWidget(numbers_, 1);
    second->addWidget(classes_);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(space::wide, space::normal, space::wide, space::tight);
    layout->setSpacing(space::tight);
    layout->addLayout(first);
    layout->addLayout(second);
    return row;
}

/// The map stands where no lines begin.
QWidget *NetworkPanel::makeTreePage()
{
    map_->setObjectName(side_ == Side::Source ? QStringLiteral("sourceMap")
                                              : QStringLiteral("targetMap"));
    map_->setAccessibleName(side_ == Side::Source ? tr("Map of the source's layers")
                                                  : tr("Map of the target's layers"));
    map_->setAccessibleDescription(tr("Arrow, page, Home and End keys scroll the tree"));
    auto *page = new QWidget;
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tree_, 1);
    layout->insertWidget(side_ == Side::Source ? 0 : 1, map_);
    return page;
}

QWidget *NetworkPanel::makeEmptyState()
{
    auto *words = new QLabel(tr("Drop a weights file here\nor choose a network above"));
    words->setObjectName(QStringLiteral("emptyState"));
    words->setAlignment(Qt::AlignCenter);
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setBackgroundRole(QPalette::Base);
    words->setAutoFillBackground(true);
    words->setWordWrap(true);
    return words;
}

void NetworkPanel::takeTree()
{
    const auto architecture = session_->architecture(side_);
    const bool isOther = model_->architecture() != architecture;
    if (isOther) {
        model_->setArchitecture(architecture);
        tree_->unfoldFirst();
    }
    if (architecture && isOther)
        notice_->clear();
    pages_->setCurrentIndex(architecture ? 1 : 0);
    bar_->setEnabled(architecture != nullptr);
    chooser_->showNetwork(architecture ? QString::fromStdString(architecture->name) : QString(),
                          QString::fromStdString(session_->spec(side_).weights));
    takeWeights();
}

void NetworkPanel::setOffers(const QString &heading, const QList<OfferedNetwork> &offers)
{
    chooser_->setOffers(heading, offers);
}

void NetworkPanel::showNumbers()
{
    const auto architecture = session_->architecture(side_);
    const auto &spec = session_->spec(side_);
    const QSignalBlocker quiet(classes_);
    classes_->setVisible(architecture && architecture->classes > 0);
    if (!architecture) {
        numbers_->clear();
        numbers_->setToolTip({});
        return;
    }
    classes_->setValue(architecture->classes);
    classes_->setEnabled(spec.weights.empty());
    classes_->setToolTip(spec.weights.empty() ? tr("Outputs of the last layer")
                                              : tr("The weights file decides"));
    const auto network = session_->network(side_);
    const auto weights = !network ? tr("weights follow…") : QString::fromStdString(network->origin);
    const auto parameters =
        tr("%1 parameters").arg(roundCountText(architecture->parameter_count()));
    numbers_->setText(QStringLiteral("%1 · %2").arg(parameters, weights));
    numbers_->setToolTip(QStringLiteral("%1\n%2").arg(
        tr("%1 parameters").arg(parametersText(architecture->parameter_count())),
        spec.weights.empty() ? weights : QString::fromStdString(spec.weights)));
}

void NetworkPanel::openFromZoo(const QString &name)
{
    NetworkSpec spec;
    spec.name = name.toStdString();
    // A target's classes are the data's, whichever network it is.
    if (const auto now = session_->architecture(side_); side_ == Side::Target && now)
        spec.classes = now->classes;
    session_->open(side_, spec);
}

void NetworkPanel::openWithClasses(int classes)
{
    auto spec = session_->spec(side_);
    spec.classes = classes;
    session_->open(side_, spec);
}

void NetworkPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (draggedFile(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    dropHint_->cover();
}

void NetworkPanel::dragLeaveEvent(QDragLeaveEvent *) { dropHint_->hide(); }

void NetworkPanel::dropEvent(QDropEvent *event)
{
    dropHint_->hide();
    NetworkSpec spec;
    spec.weights = draggedFile(event->mimeData()).toStdString();
    if (spec.weights.empty())
        return;
    event->acceptProposedAction();
    session_->open(side_, spec);
}

void NetworkPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refreshColors();
    QWidget::changeEvent(event);
}

void NetworkPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    constexpr int roomForWords = 340;
    open_->setToolButtonStyle(width() < roomForWords ? Qt::ToolButtonIconOnly
                                                     : Qt::ToolButtonTextBesideIcon);
}

QSize NetworkPanel::minimumSizeHint() const
{
    // As it is with the button's icon alone.
    return {250, QWidget::minimumSizeHint().height()};
}

void NetworkPanel::refreshColors()
{
    if (!chip_)
        return;
    const auto color = ink(inkOf(side_), palette());
    // The chip alone: a style sheet on the panel would reach every child.
    chip_->setStyleSheet(QStringLiteral("background:%1; color:%2; border-radius:3px;"
                                        "padding:3px 8px; font-weight:600;")
                             .arg(color.name(), isDark(palette()) ? QStringLiteral("#10131a")
                                                                  : QStringLiteral("#ffffff")));
    tree_->setSideColor(color, palette());
    auto muted = numbers_->palette();
    muted.setColor(QPalette::WindowText, ink(Ink::Muted, palette()));
    numbers_->setPalette(muted);
}

} // namespace tlvfc::ui

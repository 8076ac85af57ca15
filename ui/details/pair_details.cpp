#include "ui/details/pair_details.h"

#include "ui/details/distribution_page.h"
#include "ui/details/filters_page.h"
#include "ui/details/kernels_page.h"
#include "ui/details/pair_header.h"
#include "ui/details/pair_words.h"
#include "ui/details/pictures_page.h"
#include "ui/session/transfer_session.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace tlvfc::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 200ms;
constexpr int emptyIconSide = 40;

bool takesOver(const PairFacts &facts, int filter)
{
    return !facts.sourcesOf(facts.finishedAs[static_cast<std::size_t>(filter)]).empty();
}

/// A filter that takes something over tells more than one that stays as it was.
int firstTaking(const PairFacts &facts)
{
    const auto &overwritten = facts.targetOverwritten;
    const auto first = std::find(overwritten.begin(), overwritten.end(), char(true));
    return first == overwritten.end() ? 0 : static_cast<int>(first - overwritten.begin());
}

} // namespace

PairDetails::PairDetails(TransferSession *session, QWidget *parent)
    : QWidget(parent)
    , session_(session)
    , pages_(new QStackedWidget)
{
    setObjectName(QStringLiteral("pairDetails"));
    pages_->addWidget(makeEmptyPage());
    pages_->addWidget(makeTabs());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    patience_.setSingleShot(true);
    patience_.setInterval(patience);
    connect(&patience_, &QTimer::timeout, this, &PairDetails::showWaiting);
    followSession();
    forget();
}

QWidget *PairDetails::makeEmptyPage()
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("pairEmpty"));
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    emptyIcon_ = new QLabel;
    emptyTitle_ = new QLabel;
    emptyTitle_->setObjectName(QStringLiteral("pairEmptyTitle"));
    emptyTitle_->setFont(titleFont(font()));
    emptyWords_ = new QLabel;
    emptyWords_->setObjectName(QStringLiteral("pairEmptyWords"));
    emptyWords_->setWordWrap(true);
    emptyWords_->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::page, space::page, space::page, space::page);
    layout->setSpacing(space::normal);
    layout->addStretch(1);
    for (auto *label : {emptyIcon_, emptyTitle_, emptyWords_}) {
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    layout->addStretch(1);
    return page;
}

QWidget *PairDetails::makeTabs()
{
    auto *page = new QWidget;
    header_ = new PairHeader;
    tabs_ = new QTabWidget;
    tabs_->setObjectName(QStringLiteral("pairTabs"));
    tabs_->setDocumentMode(true);
    filters_ = new FiltersPage;
    kernels_ = new KernelsPage;
    pictures_ = new PicturesPage;
    distribution_ = new DistributionPage;
    tabs_->addTab(filters_, tr("Filters"));
    tabs_->addTab(kernels_, tr("Kernels of a filter"));
    tabs_->addTab(pictures_, tr("Pictures"));
    tabs_->addTab(distribution_, tr("Distribution"));

    sorted_ = new QCheckBox;
    sorted_->setObjectName(QStringLiteral("sortedBox"));
    sorted_->setText(tr("Sort by variance"));
    sorted_->setToolTip(tr("Bars by rising variance, or in the layer's order"));
    tabs_->setCornerWidget(sorted_);

    note_ = new QLabel;
    note_->setObjectName(QStringLiteral("varianceNote"));
    note_->setWordWrap(true);
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setContentsMargins(space::wide, 0, space::wide, space::tight);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(note_);
    layout->addWidget(tabs_, 1);

    connect(sorted_, &QCheckBox::toggled, filters_, &FiltersPage::setSorted);
    connect(sorted_, &QCheckBox::toggled, kernels_, &KernelsPage::setSorted);
    connect(filters_, &FiltersPage::filterChosen, this, &PairDetails::showFilter);
    connect(kernels_, &KernelsPage::filterChanged, this, &PairDetails::showFilter);
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        sorted_->setVisible(tabs_->currentWidget() == filters_ ||
                            tabs_->currentWidget() == kernels_);
    });
    return page;
}

void PairDetails::followSession()
{
    if (!session_)
        return;
    connect(session_, &TransferSession::planChanged, this, &PairDetails::takePlan);
    connect(session_, &TransferSession::targetChanged, this, &PairDetails::forget);
    connect(session_, &TransferSession::detailReady, this, &PairDetails::takeDetail);
    connect(session_, &TransferSession::planFailed, this, [this](const QString &what) {
        setWaiting(false);
        if (layer_.is_valid())
            showMessage(tr("Nothing is planned for this layer"), what);
    });
    connect(session_, &TransferSession::detailFailed, this, [this](const QString &what) {
        setWaiting(false);
        showMessage(tr("This layer cannot be shown"), what);
    });
}

void PairDetails::showLayer(LayerId target)
{
    if (!target.is_valid())
        return forget();
    layer_ = target;
    takePlan();
}

void PairDetails::takePlan()
{
    if (!layer_.is_valid() || !session_)
        return;
    gathering_.cancel();
    const auto plan = session_->plan();
    if (!plan) {
        setWaiting(false);
        return showMessage(tr("Nothing is planned for this layer"),
                           tr("Open both networks, or choose a strategy that can be carried out."));
    }
    const auto *layer = plan->find(layer_);
    if (!layer) {
        const auto &record = plan->target->architecture.layer(layer_);
        setWaiting(false);
        return showMessage(record.path.empty() ? tr("The network as a whole")
                                               : QString::fromStdString(record.path),
                           tr("This layer has no weights of its own: nothing is taken over. "
                              "Select a convolution, a batch norm or a fully connected layer."));
    }
    header_->setLayer(*plan, *layer);
    pages_->setCurrentIndex(1);
    setWaiting(true);
    session_->requestDetail(layer_);
}

void PairDetails::takeDetail(std::shared_ptr<const LayerDetail> detail)
{
    layer_ = detail->target;
    gathering_.start([plan = session_->plan(), detail = std::move(detail)](
                         const std::stop_token &stop) { return gatherFacts(plan, detail, stop); },
                     [this](std::shared_ptr<const PairFacts> facts) { setFacts(std::move(facts)); },
                     [this](const QString &what) {
                         setWaiting(false);
                         showMessage(tr("This layer cannot be shown"), what);
                     });
}

void PairDetails::setFacts(std::shared_ptr<const PairFacts> facts)
{
    setWaiting(false);
    const bool isSameLayer = facts_ && facts && facts_->detail->target == facts->detail->target;
    facts_ = std::move(facts);
    if (!facts_)
        return forget();
    layer_ = facts_->detail->target;
    header_->setFacts(*facts_);
    note_->setText(varianceNote(*facts_));
    note_->setVisible(!note_->text().isEmpty());
    fillPages(facts_);
    chooseTabs();
    pages_->setCurrentIndex(1);
    if (facts_->hasKernels())
        showFilter(isSameLayer && takesOver(*facts_, kernels_->filter()) ? kernels_->filter()
                                                                         : firstTaking(*facts_));
    emit factsChanged();
}

void PairDetails::chooseTabs()
{
    const bool hasKernels = facts_->hasKernels();
    const auto *wanted = tabs_->currentWidget();
    for (int i = 0; i < tabs_->count(); ++i)
        tabs_->setTabVisible(
            i, tabs_->widget(i) == distribution_ ||
                   (tabs_->widget(i) == pictures_ ? facts_->hasPictures() : hasKernels));
    sorted_->setVisible(hasKernels && (wanted == filters_ || wanted == kernels_));
}

void PairDetails::showFilter(int targetFilter)
{
    filters_->selectFilter(targetFilter);
    kernels_->setFilter(targetFilter);
    pictures_->showFilter(targetFilter);
    tabs_->setTabText(tabs_->indexOf(kernels_), tr("Kernels of filter %1").arg(kernels_->filter()));
}

void PairDetails::forget()
{
    gathering_.cancel();
    setWaiting(false);
    layer_ = {};
    facts_.reset();
    fillPages({});
    showMessage(tr("Select a layer to see what it takes over"),
                tr("Its filters and kernels, where each one comes from, and how its weights are "
                   "distributed before and after."));
    emit factsChanged();
}

void PairDetails::showMessage(const QString &title, const QString &words)
{
    emptyIcon_->setPixmap(
        kindIcon(LayerKind::Conv2d, palette()).pixmap(emptyIconSide, emptyIconSide));
    emptyTitle_->setText(title);
    emptyWords_->setText(words);
    pages_->setCurrentIndex(0);
}

void PairDetails::showWaiting()
{
    header_->setBusy(true);
    tabs_->setEnabled(false);
    // Bars of one layer under the name of another would mislead.
    if (facts_ && facts_->detail->target != layer_)
        fillPages({});
}

void PairDetails::fillPages(const std::shared_ptr<const PairFacts> &facts)
{
    filters_->setFacts(facts);
    kernels_->setFacts(facts);
    pictures_->setFacts(facts);
    distribution_->setFacts(facts);
}

void PairDetails::setWaiting(bool waiting)
{
    if (waiting)
        return patience_.start();
    patience_.stop();
    header_->setBusy(false);
    tabs_->setEnabled(true);
}

QList<Picture> PairDetails::pictures() const
{
    if (!facts_ || pages_->currentIndex() == 0)
        return {};
    const auto path = facts_->plan->target->architecture.layer(layer_).path;
    const auto name =
        tr("%1 of %2").arg(tabs_->tabText(tabs_->currentIndex()), QString::fromStdString(path));
    auto *tab = tabs_->currentWidget();
    return {tab == distribution_ ? distribution_->picture(name) : widgetPicture(name, tab)};
}

bool PairDetails::isSorted() const { return sorted_->isChecked(); }

void PairDetails::setSorted(bool sorted) { sorted_->setChecked(sorted); }

void PairDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        emptyIcon_->setPixmap(
            kindIcon(LayerKind::Conv2d, palette()).pixmap(emptyIconSide, emptyIconSide));
}

} // namespace tlvfc::ui

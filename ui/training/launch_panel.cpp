#include "ui/training/launch_panel.h"

#include "core/base/error.h"
#include "core/training/device.h"
#include "ui/theme/counted.h"
#include "ui/theme/fault_label.h"
#include "ui/training/data_chooser.h"
#include "ui/training/form_field.h"
#include "ui/training/recipe_panel.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int panelWidth = 330;

} // namespace

LaunchPanel::LaunchPanel(QWidget *parent)
    : QWidget(parent)
    , summary_(new QLabel)
    , targetClasses_(new QLabel)
    , data_(new DataChooser)
    , recipe_(new RecipePanel)
    , device_(new QComboBox)
    , threads_(countBox(1024, tr("all cores")))
    , seed_(new QLineEdit)
    , title_(new QLineEdit)
    , besideHe_(new QCheckBox(tr("Also run He beside it")))
    , fault_(new FaultLabel(QStringLiteral("launchFault")))
    , start_(new QPushButton(tr("Start training")))
{
    setObjectName(QStringLiteral("launchPanel"));
    summary_->setObjectName(QStringLiteral("launchSummary"));
    summary_->setWordWrap(true);
    summary_->setTextFormat(Qt::PlainText);
    targetClasses_->setObjectName(QStringLiteral("targetClasses"));
    targetClasses_->setWordWrap(true);
    targetClasses_->setTextFormat(Qt::PlainText);
    targetClasses_->setForegroundRole(QPalette::PlaceholderText);
    besideHe_->setObjectName(QStringLiteral("besideHe"));
    besideHe_->setToolTip(tr("A second run from plain He initialization, with the same data, seed "
                             "and recipe, to compare with"));
    start_->setObjectName(QStringLiteral("startRun"));
    start_->setDefault(true);
    start_->setMinimumHeight(32);
    title_->setPlaceholderText(tr("named after what it does"));

    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(14, 6, 14, 10);
    column->setSpacing(6);
    column->addWidget(formHeading(tr("What is trained")));
    column->addWidget(summary_);
    column->addWidget(targetClasses_);
    column->addWidget(formHeading(tr("Data")));
    column->addWidget(data_);
    column->addWidget(formHeading(tr("Recipe")));
    column->addWidget(recipe_);
    column->addWidget(formHeading(tr("Machine")));
    column->addWidget(makeMachine());
    column->addStretch(1);

    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("launchScroll"));
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *bottom = new QVBoxLayout;
    bottom->setContentsMargins(14, 8, 14, 12);
    bottom->addWidget(besideHe_);
    bottom->addWidget(fault_);
    bottom->addWidget(start_);
    auto *plan = new QPushButton(tr("Plan comparison…"));
    plan->setObjectName(QStringLiteral("planComparison"));
    plan->setToolTip(tr("Methods × targets × data × seeds as runs for the queue"));
    connect(plan, &QPushButton::clicked, this, &LaunchPanel::planRequested);
    bottom->addWidget(plan);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(bottom);
    setMinimumWidth(panelWidth - 50);

    connect(seed_, &QLineEdit::editingFinished, this, [this] {
        bool isNumber = false;
        const auto seed = seed_->text().toULongLong(&isNumber);
        if (isNumber)
            emit seedEdited(seed);
    });
    // A fault of no field is of the whole, which is another now.
    connect(data_, &DataChooser::changed, this, [this] {
        setFault({});
        refreshSummary();
    });
    connect(data_, &DataChooser::found, this, &LaunchPanel::refreshSummary);
    connect(recipe_, &RecipePanel::changed, this, [this] { setFault({}); });
    connect(start_, &QPushButton::clicked, this, [this] {
        if (check())
            emit startRequested(specs());
    });
    setSpec(RunSpec());
    listDevices();
}

void LaunchPanel::addField(QGridLayout *grid, int row, int column, const OptionWords &words,
                           QWidget *editor)
{
    auto *field = new FormField(words.option, words.label, editor);
    field->setToolTip(words.tip);
    fields_.insert(words.option, field);
    grid->addWidget(field, row, column);
}

QWidget *LaunchPanel::makeMachine()
{
    seed_->setAlignment(Qt::AlignRight);
    auto *machine = new QWidget;
    auto *grid = gridOfTwo(machine);
    addField(grid, 0, 0,
             {QStringLiteral("device"), tr("Device"),
              tr("Where the run computes; automatic takes the first GPU, else the CPU")},
             device_);
    addField(grid, 0, 1,
             {QStringLiteral("threads"), tr("Threads"), tr("How many cores the run may take")},
             threads_);
    addField(grid, 1, 0,
             {QStringLiteral("seed"), tr("Seed"), tr("Of every random draw, the transfer's too")},
             seed_);
    addField(grid, 1, 1,
             {QStringLiteral("title"), tr("Title"), tr("For people; it decides nothing")}, title_);
    device_->addItem(tr("automatic"), QStringLiteral("auto"));
    device_->addItem(tr("CPU"), QStringLiteral("cpu"));
    const auto sayFault = [this] { placeFault(QStringLiteral("device"), deviceFault()); };
    connect(device_, &QComboBox::currentIndexChanged, this, sayFault);
    return machine;
}

/// The first question about GPUs opens LibTorch's CUDA library, which takes a while.
void LaunchPanel::listDevices()
{
    const auto take = [this](const std::vector<std::string> &devices) {
        devices_ = devices;
        for (const auto &device : devices) {
            const auto name = QString::fromStdString(device);
            if (device_->findData(name) < 0)
                device_->addItem(name, name);
        }
        placeFault(QStringLiteral("device"), deviceFault());
    };
    listing_.start([](std::stop_token) { return available_devices(); }, take,
                   [this, take](const QString &fault) {
                       device_->setToolTip(fault);
                       take({"cpu"});
                   });
}

/// A run may be prepared for another machine, but Start starts it here.
QString LaunchPanel::deviceFault() const
{
    const auto device = device_->currentData().toString().toStdString();
    if (!device.starts_with("cuda"))
        return {};
    if (devices_.empty())
        return tr("still looking for GPUs here: try again in a moment");
    const bool hasGpu = devices_.size() > 1;
    if (!hasGpu)
        return tr("no GPU here: choose CPU or automatic");
    if (device == "cuda" || std::ranges::find(devices_, device) != devices_.end())
        return {};
    return tr("no such GPU here: choose one of the list");
}

void LaunchPanel::setTransfer(const LaunchNetwork &source, const LaunchNetwork &target,
                              const Strategy &strategy)
{
    const auto classesOf = [](const LaunchNetwork &network) {
        return network.tree ? network.tree->classes : 0;
    };
    if (target.spec.name != target_.spec.name || target.spec.weights != target_.spec.weights)
        classesBefore_ = 0;
    else if (classesOf(target) != classesOf(target_))
        classesBefore_ = classesOf(target_);
    setFault({});
    source_ = source;
    target_ = target;
    strategy_ = strategy;
    besideHe_->setEnabled(isComparable());
    refreshSummary();
}

bool LaunchPanel::isComparable() const { return strategy_.method != "he"; }

void LaunchPanel::refreshSummary()
{
    summary_->setText(target_.spec.is_absent()
                          ? tr("Open a target network on the Transfer page first.")
                          : runSummary(spec()));
    const auto words = targetClassesText();
    targetClasses_->setText(words);
    targetClasses_->setVisible(!words.isEmpty());
}

/// A target without weights follows the data, which a person who chose only data would not know.
QString LaunchPanel::targetClassesText() const
{
    const int classes = target_.tree ? target_.tree->classes : 0;
    if (classes == 0 || classes != data_->classes() || !target_.spec.weights.empty())
        return {};
    if (classesBefore_ == 0 || classesBefore_ == classes)
        return counted(classes, tr("The target has 1 class, as the data"),
                       tr("The target has %1 classes, as the data"));
    return counted(classes, tr("The target has now 1 class, as the data (it had %2)"),
                   tr("The target has now %1 classes, as the data (it had %2)"))
        .replace(QStringLiteral("%2"), QString::number(classesBefore_));
}

RunSpec LaunchPanel::spec() const
{
    RunSpec spec;
    spec.title = title_->text().trimmed().toStdString();
    if (strategy_.needs_source())
        spec.source = source_.spec;
    spec.target = target_.spec;
    spec.strategy = strategy_;
    spec.data = data_->spec();
    spec.training = recipe_->options();
    spec.device = device_->currentData().toString().toStdString();
    spec.threads = threads_->value();
    spec.processes = processes_;
    spec.seed = seed_->text().toULongLong();
    return spec;
}

void LaunchPanel::setSpec(const RunSpec &spec)
{
    title_->setText(QString::fromStdString(spec.title));
    data_->setSpec(spec.data);
    recipe_->setOptions(spec.training);
    const auto device = QString::fromStdString(spec.device);
    if (device_->findData(device) < 0)
        device_->addItem(device, device);
    device_->setCurrentIndex(device_->findData(device));
    threads_->setValue(spec.threads);
    processes_ = spec.processes;
    seed_->setText(QString::number(spec.seed));
    refreshSummary();
}

void LaunchPanel::setSeed(quint64 seed) { seed_->setText(QString::number(seed)); }

QList<RunSpec> LaunchPanel::specs() const
{
    QList<RunSpec> specs = {spec()};
    if (besideHe_->isChecked() && isComparable()) {
        auto he = spec();
        he.source = {};
        he.strategy = preset("he");
        if (!he.title.empty())
            he.title += tr(", He beside it").toStdString();
        specs.append(he);
    }
    return specs;
}

bool LaunchPanel::checkNumbers()
{
    bool isRead = recipe_->checkNumbers();
    isRead = data_->checkNumbers() && isRead;
    bool isNumber = false;
    seed_->text().toULongLong(&isNumber);
    if (!isNumber)
        placeFault(QStringLiteral("seed"), tr("not a whole number from 0"));
    return isRead && isNumber;
}

/// What a run on these networks would end with, said before it is started.
QString LaunchPanel::networkFault() const
{
    if (target_.spec.is_absent())
        return tr("There is no target network: open one on the Transfer page.");
    if (strategy_.needs_source() && source_.spec.is_absent())
        return tr("%1 needs a source network: open one on the Transfer page.")
            .arg(methodTitle(strategy_.method));
    const auto runs = [](const LaunchNetwork &network) {
        return !network.tree || network.tree->can_run();
    };
    if (!runs(target_))
        return tr("%1 is known by its weights alone and cannot be trained: open a target of the "
                  "zoo on the Transfer page.")
            .arg(networkTitle(target_.spec));
    if (strategy_.crosses() && !runs(source_))
        return tr("%1 is known by its weights alone and gives no features: turn crossover off on "
                  "the Transfer page.")
            .arg(networkTitle(source_.spec));
    const int outputs = target_.tree ? target_.tree->classes : 0;
    if (!target_.spec.weights.empty() && outputs > 0 && data_->classes() > 0 &&
        outputs != data_->classes())
        return tr("%1 has %2 outputs and the data %3 classes: limit the classes, or open a target "
                  "without weights.")
            .arg(networkTitle(target_.spec))
            .arg(outputs)
            .arg(data_->classes());
    return {};
}

bool LaunchPanel::check()
{
    for (auto *field : std::as_const(fields_))
        field->setFault({});
    recipe_->clearFaults();
    data_->clearFaults();
    setFault({});
    const bool isRight = findFaults();
    if (!isRight)
        // Later: a section that has just opened has no place for its fields yet.
        QMetaObject::invokeMethod(this, &LaunchPanel::showFirstFault, Qt::QueuedConnection);
    return isRight;
}

bool LaunchPanel::findFaults()
{
    if (const auto fault = networkFault(); !fault.isEmpty()) {
        setFault(fault);
        return false;
    }
    const auto device = deviceFault();
    placeFault(QStringLiteral("device"), device);
    if (!checkNumbers())
        return false;
    try {
        for (const auto &spec : specs())
            spec.validate();
    } catch (const Error &error) {
        placeFault(QString::fromStdString(error.where()), faultText(error));
        return false;
    }
    return device.isEmpty();
}

void LaunchPanel::showFirstFault()
{
    for (auto *field : findChildren<FormField *>()) {
        if (field->fault().isEmpty())
            continue;
        auto *scroll = findChild<QScrollArea *>(QStringLiteral("launchScroll"));
        scroll->widget()->layout()->activate();
        scroll->ensureWidgetVisible(field);
        return;
    }
}

/// @param option "option lr", as core's errors name it, or the bare name
void LaunchPanel::placeFault(const QString &option, const QString &fault)
{
    const auto name = bareOption(option);
    if (auto *field = fields_.value(name))
        field->setFault(fault);
    else if (!recipe_->setFault(name, fault) && !data_->setFault(name, fault))
        setFault(option.isEmpty() ? fault : tr("%1 (%2)").arg(fault, option));
}

FormField *LaunchPanel::field(const QString &option) const
{
    if (auto *field = fields_.value(option))
        return field;
    auto *field = recipe_->field(option);
    return field ? field : data_->field(option);
}

void LaunchPanel::setFault(const QString &fault) { fault_->setFault(fault); }

void LaunchPanel::setBusy(bool busy) { start_->setEnabled(!busy); }

} // namespace tlvfc::ui

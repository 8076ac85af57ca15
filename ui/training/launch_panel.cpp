#include "ui/training/launch_panel.h"

#include "core/base/error.h"
#include "core/training/device.h"
#include "ui/training/data_chooser.h"
#include "ui/training/form_field.h"
#include "ui/training/run_colors.h"
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

namespace tlvfc::ui {

namespace {

constexpr int panelWidth = 330;

QString numberText(double number) { return QString::number(number, 'g', 6); }

QSpinBox *spinBox(int most)
{
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setAlignment(Qt::AlignRight);
    box->setGroupSeparatorShown(true);
    return box;
}

QLineEdit *numberEdit()
{
    auto *edit = new QLineEdit;
    edit->setAlignment(Qt::AlignRight);
    return edit;
}

/// Fields in two columns of one width.
QGridLayout *gridOfTwo(QWidget *parent)
{
    auto *grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return grid;
}

QString faultText(const Error &error)
{
    auto text = QString::fromStdString(error.fault());
    if (!error.remedy().empty())
        text += QStringLiteral(": ") + QString::fromStdString(error.remedy());
    return text;
}

} // namespace

LaunchPanel::LaunchPanel(QWidget *parent)
    : QWidget(parent)
    , summary_(new QLabel)
    , data_(new DataChooser)
    , epochs_(spinBox(100000))
    , batch_(spinBox(65536))
    , rate_(numberEdit())
    , decay_(numberEdit())
    , lowerRate_(new QCheckBox(tr("Lower the rate tenfold at 60 % and 80 %")))
    , device_(new QComboBox)
    , threads_(spinBox(1024))
    , seed_(numberEdit())
    , title_(new QLineEdit)
    , besideHe_(new QCheckBox(tr("Also run He beside it")))
    , fault_(new QLabel)
    , start_(new QPushButton(tr("Start training")))
{
    setObjectName(QStringLiteral("launchPanel"));
    summary_->setObjectName(QStringLiteral("launchSummary"));
    summary_->setWordWrap(true);
    summary_->setTextFormat(Qt::PlainText);
    lowerRate_->setObjectName(QStringLiteral("lowerRate"));
    besideHe_->setObjectName(QStringLiteral("besideHe"));
    besideHe_->setToolTip(tr("A second run from plain He initialization, with the same data, seed "
                             "and recipe, to compare with"));
    fault_->setObjectName(QStringLiteral("launchFault"));
    fault_->setWordWrap(true);
    fault_->setTextFormat(Qt::PlainText);
    fault_->hide();
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
    column->addWidget(formHeading(tr("Data")));
    column->addWidget(data_);
    column->addWidget(formHeading(tr("Recipe")));
    column->addWidget(makeRecipe());
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
    connect(data_, &DataChooser::changed, this, &LaunchPanel::refreshSummary);
    connect(start_, &QPushButton::clicked, this, [this] {
        if (check())
            emit startRequested(specs());
    });
    setSpec(RunSpec());
    listDevices();
}

void LaunchPanel::addField(QGridLayout *grid, int row, int column, const QString &option,
                           const QString &label, QWidget *editor)
{
    auto *field = new FormField(option, label, editor);
    fields_.insert(option, field);
    grid->addWidget(field, row, column);
}

QWidget *LaunchPanel::makeRecipe()
{
    auto *recipe = new QWidget;
    auto *grid = gridOfTwo(recipe);
    addField(grid, 0, 0, QStringLiteral("epochs"), tr("Epochs"), epochs_);
    addField(grid, 0, 1, QStringLiteral("batch"), tr("Batch"), batch_);
    addField(grid, 1, 0, QStringLiteral("lr"), tr("Learning rate"), rate_);
    addField(grid, 1, 1, QStringLiteral("weight-decay"), tr("Weight decay"), decay_);
    grid->addWidget(lowerRate_, 2, 0, 1, 2);
    return recipe;
}

QWidget *LaunchPanel::makeMachine()
{
    threads_->setSpecialValueText(tr("all cores"));
    auto *machine = new QWidget;
    auto *grid = gridOfTwo(machine);
    addField(grid, 0, 0, QStringLiteral("device"), tr("Device"), device_);
    addField(grid, 0, 1, QStringLiteral("threads"), tr("Threads"), threads_);
    addField(grid, 1, 0, QStringLiteral("seed"), tr("Seed"), seed_);
    addField(grid, 1, 1, QStringLiteral("title"), tr("Title"), title_);
    device_->addItem(tr("automatic"), QStringLiteral("auto"));
    device_->addItem(tr("CPU"), QStringLiteral("cpu"));
    return machine;
}

/// The first question about GPUs opens LibTorch's CUDA library, which takes a while.
void LaunchPanel::listDevices()
{
    listing_.start([](std::stop_token) { return available_devices(); },
                   [this](const std::vector<std::string> &devices) {
                       for (const auto &device : devices) {
                           const auto name = QString::fromStdString(device);
                           if (device_->findData(name) < 0)
                               device_->addItem(name, name);
                       }
                   },
                   [this](const QString &fault) { device_->setToolTip(fault); });
}

void LaunchPanel::setTransfer(const LaunchNetwork &source, const LaunchNetwork &target,
                              const Strategy &strategy)
{
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
    spec.training.epochs = epochs_->value();
    spec.training.batch = batch_->value();
    spec.training.learning_rate = rate_->text().toDouble();
    spec.training.weight_decay = decay_->text().toDouble();
    spec.training.schedule = lowerRate_->isChecked() ? Schedule::Steps : Schedule::Constant;
    spec.device = device_->currentData().toString().toStdString();
    spec.threads = threads_->value();
    spec.seed = seed_->text().toULongLong();
    return spec;
}

void LaunchPanel::setSpec(const RunSpec &spec)
{
    title_->setText(QString::fromStdString(spec.title));
    data_->setSpec(spec.data);
    epochs_->setValue(spec.training.epochs);
    batch_->setValue(spec.training.batch);
    rate_->setText(numberText(spec.training.learning_rate));
    decay_->setText(numberText(spec.training.weight_decay));
    lowerRate_->setChecked(spec.training.schedule == Schedule::Steps);
    const auto device = QString::fromStdString(spec.device);
    if (device_->findData(device) < 0)
        device_->addItem(device, device);
    device_->setCurrentIndex(device_->findData(device));
    threads_->setValue(spec.threads);
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

bool LaunchPanel::readNumbers()
{
    bool isRead = true;
    const auto read = [&](const QString &option, bool isNumber, const QString &fault) {
        if (!isNumber)
            placeFault(option, fault);
        isRead = isRead && isNumber;
    };
    bool isNumber = false;
    rate_->text().toDouble(&isNumber);
    read(QStringLiteral("lr"), isNumber, tr("not a number"));
    decay_->text().toDouble(&isNumber);
    read(QStringLiteral("weight-decay"), isNumber, tr("not a number"));
    seed_->text().toULongLong(&isNumber);
    read(QStringLiteral("seed"), isNumber, tr("not a whole number from 0"));
    return isRead;
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
    data_->setFault({});
    setFault({});
    if (const auto fault = networkFault(); !fault.isEmpty()) {
        setFault(fault);
        return false;
    }
    if (!readNumbers())
        return false;
    try {
        for (const auto &spec : specs())
            spec.validate();
    } catch (const Error &error) {
        placeFault(QString::fromStdString(error.where()), faultText(error));
        return false;
    }
    return true;
}

/// @param option "option lr", as core's errors name it, or the bare name
void LaunchPanel::placeFault(const QString &option, const QString &fault)
{
    auto name = option;
    name.remove(QStringLiteral("option ")).remove(QStringLiteral("--"));
    if (auto *field = fields_.value(name))
        field->setFault(fault);
    else if (data_->owns(name))
        data_->setFault(fault);
    else
        setFault(option.isEmpty() ? fault : tr("%1 (%2)").arg(fault, option));
}

void LaunchPanel::setFault(const QString &fault)
{
    auto colors = fault_->palette();
    colors.setColor(QPalette::WindowText, logColor(RunLogLine::Level::Error, palette()));
    fault_->setPalette(colors);
    fault_->setText(fault);
    fault_->setVisible(!fault.isEmpty());
}

void LaunchPanel::setBusy(bool busy) { start_->setEnabled(!busy); }

} // namespace tlvfc::ui

#include "ui/training/curve_options_bar.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSlider>

#include <cmath>

namespace tlvfc::ui {

namespace {

QComboBox *choice(const QString &name, const QStringList &items, const QString &tip)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->addItems(items);
    box->setToolTip(tip);
    box->setAccessibleName(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

} // namespace

CurveOptionsBar::CurveOptionsBar(QWidget *parent)
    : QWidget(parent)
    , along_(choice(QStringLiteral("curveAxis"),
                    {tr("by epoch"), tr("by step"), tr("by minute"), tr("by image")},
                    tr("What the curves run along")))
    , seeds_(choice(
          QStringLiteral("curveSeeds"), {tr("every run"), tr("seeds' mean"), tr("mean + seeds")},
          tr("Runs that differ in nothing but their seed: each, or their mean with a band "
             "of one standard deviation")))
    , group_(choice(QStringLiteral("curveGroup"),
                    {tr("no groups"), tr("by method"), tr("by target"), tr("by data")},
                    tr("Headings of the list below, which hide and isolate all of theirs")))
    , smoothing_(new QSlider(Qt::Horizontal))
    , smoothingText_(new QLabel)
{
    smoothing_->setObjectName(QStringLiteral("curveSmoothing"));
    smoothing_->setRange(0, 99);
    smoothing_->setPageStep(10);
    smoothing_->setMinimumWidth(50);
    smoothing_->setMaximumWidth(110);
    const auto tip = tr("Smoothing: the weight of what came before in a moving average that is not "
                        "drawn to zero at its start; the measured points stay visible below");
    smoothing_->setToolTip(tip);
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothingText_->setToolTip(tip);
    smoothingText_->setForegroundRole(QPalette::PlaceholderText);
    smoothingText_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("smooth %1").arg(0.99)) + 2);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::normal);
    row->addWidget(along_);
    row->addWidget(seeds_);
    row->addWidget(group_);
    row->addWidget(smoothingText_);
    row->addWidget(smoothing_, 1);

    connect(along_, &QComboBox::currentIndexChanged, this, &CurveOptionsBar::alongChanged);
    connect(seeds_, &QComboBox::currentIndexChanged, this, &CurveOptionsBar::changed);
    connect(group_, &QComboBox::currentIndexChanged, this, &CurveOptionsBar::groupChanged);
    connect(smoothing_, &QSlider::valueChanged, this, [this] {
        showSmoothing();
        emit changed();
    });
    showSmoothing();
}

CurvePlot::Along CurveOptionsBar::along() const
{
    return static_cast<CurvePlot::Along>(along_->currentIndex());
}

SeedView CurveOptionsBar::seeds() const { return static_cast<SeedView>(seeds_->currentIndex()); }

CurveReadings::Group CurveOptionsBar::group() const
{
    return static_cast<CurveReadings::Group>(group_->currentIndex());
}

double CurveOptionsBar::smoothing() const { return 0.01 * smoothing_->value(); }

void CurveOptionsBar::setAlong(CurvePlot::Along along)
{
    along_->setCurrentIndex(static_cast<int>(along));
}

void CurveOptionsBar::setSeeds(SeedView view) { seeds_->setCurrentIndex(static_cast<int>(view)); }

void CurveOptionsBar::setGroup(CurveReadings::Group group)
{
    group_->setCurrentIndex(static_cast<int>(group));
}

void CurveOptionsBar::setSmoothing(double weight)
{
    smoothing_->setValue(static_cast<int>(std::lround(100 * weight)));
}

void CurveOptionsBar::showSmoothing()
{
    smoothingText_->setText(smoothing_->value() == 0 ? tr("smooth")
                                                     : tr("smooth %1").arg(smoothing(), 0, 'f', 2));
}

} // namespace tlvfc::ui

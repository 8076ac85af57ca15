#include "ui/session/detail_service.h"

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// A detail of a ResNet152's widest layer weighs 40 MB.
constexpr std::size_t mostRemembered = 6;

} // namespace

DetailService::DetailService(QObject *parent)
    : QObject(parent)
{
    connect(&job_, &LatestJob::busyChanged, this, &DetailService::busyChanged);
}

void DetailService::setPlan(std::shared_ptr<const TransferPlan> plan)
{
    if (plan_ == plan)
        return;
    plan_ = std::move(plan);
    remembered_.clear();
    job_.cancel();
}

void DetailService::request(LayerId target)
{
    if (!plan_)
        return;
    const auto known =
        std::ranges::find(remembered_, target, [](const auto &d) { return d->target; });
    if (known != remembered_.end()) {
        job_.cancel();
        remembered_.splice(remembered_.begin(), remembered_, known);
        emit ready(remembered_.front());
        return;
    }
    job_.start(
        [plan = plan_, target](const std::stop_token &stop) {
            return std::make_shared<const LayerDetail>(make_detail(*plan, target, stop));
        },
        [this](std::shared_ptr<const LayerDetail> detail) {
            remember(detail);
            emit ready(detail);
        },
        [this](const QString &what) { emit failed(what); });
}

void DetailService::remember(std::shared_ptr<const LayerDetail> detail)
{
    remembered_.push_front(std::move(detail));
    if (remembered_.size() > mostRemembered)
        remembered_.pop_back();
}

} // namespace tlvfc::ui

#include "ui/session/source_control.h"

#include "core/transfer/controls.h"

namespace tlvfc::ui {

namespace {

/// NormOnly leaves the source as it is and looks at the transfer's outcome.
bool isOfSource(Control control)
{
    return control == Control::UntrainedSource || control == Control::ShuffledSource;
}

} // namespace

SourceControl::SourceControl(QObject *parent)
    : QObject(parent)
{
    connect(&job_, &LatestJob::busyChanged, this, &SourceControl::busyChanged);
}

void SourceControl::set(std::shared_ptr<const Network> source, Control control, quint64 seed)
{
    if (!isOfSource(control)) {
        control = Control::None;
        seed = 0;
    }
    if (source_ == source && control_ == control && seed_ == seed)
        return;
    source_ = std::move(source);
    control_ = control;
    seed_ = seed;
    fault_.clear();
    network_.reset();
    if (!source_ || control_ == Control::None) {
        job_.cancel();
        network_ = source_;
        return;
    }
    job_.start([source = source_, control,
                seed](const std::stop_token &) { return controlled_source(source, control, seed); },
               [this](std::shared_ptr<const Network> network) {
                   network_ = std::move(network);
                   emit ready();
               },
               [this](const QString &what) {
                   fault_ = what;
                   emit failed(what);
               });
}

} // namespace tlvfc::ui

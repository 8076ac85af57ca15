// Pictures of the pages where runs are trained and compared.
#pragma once

#include "ui/window/capture_walk.h"

#include <QTemporaryDir>

namespace tlvfc::ui {

class CaptureRuns : public CaptureWalk
{
public:
    using CaptureWalk::CaptureWalk;

    /// Shows the runs below the folder; where none is named, the demo's two are trained first.
    void trainingPage(const QString &runs);
    void comparePage();

private:
    void trainBoth();
    void curveLooks();
    void sayThings();
    void kept();
    void planned();
    void unfolded();
    bool showsCurves() const;

    QTemporaryDir scratch_; ///< of the runs that are made for the pictures
};

} // namespace tlvfc::ui

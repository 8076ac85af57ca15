// Kernels as pictures: the resized source, the target before and after, linked by where each
// kernel comes from.
#pragma once

#include "ui/details/pair_facts.h"

#include <QWidget>

namespace tlvfc::ui {

class KernelGrid;
class KernelScale;

class PicturesPage : public QWidget
{
    Q_OBJECT

public:
    explicit PicturesPage(QWidget *parent = nullptr);

    void setFacts(std::shared_ptr<const PairFacts> facts);

    /// Brings a target filter into sight, before and after.
    void showFilter(int targetFilter);

private:
    void traceFinished(KernelPlace place);
    void fillSource();
    void fillBefore();
    void fillAfter();

    std::shared_ptr<const PairFacts> facts_;
    KernelGrid *source_;
    KernelGrid *before_;
    KernelGrid *after_;
    KernelScale *scale_;
};

} // namespace tlvfc::ui

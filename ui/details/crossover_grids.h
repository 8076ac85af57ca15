// A step of crossover as pictures side by side, the same feature at the same place in each.
#pragma once

#include <memory>

#include "ui/details/crossover_words.h"
#include "ui/plots/kernel_table.h"

#include <QWidget>

#include <array>
#include <optional>

class QScrollBar;

namespace tlvfc::ui {

class KernelGrid;
class KernelScale;

/// They scroll and zoom together.
class CrossoverGrids : public QWidget
{
    Q_OBJECT

public:
    enum Grid { Target, Source, Mask, Seen, Gradient };

    explicit CrossoverGrids(QWidget *parent = nullptr);

    void setFacts(const CrossoverFacts &facts, int image);
    void clear();

    KernelGrid *grid(Grid which) const { return grids_[static_cast<std::size_t>(which)]; }
    /// Features in a row of each.
    int columns() const { return columns_; }
    KernelPlace placeOf(int feature) const { return {feature / columns_, feature % columns_}; }

signals:
    void hovered(int feature); ///< negative when the mouse left

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void chooseColumns();
    void fill();
    KernelTable tableOf(Grid which) const;
    void hover(KernelPlace place);
    void scroll(int value);

    std::array<KernelGrid *, 5> grids_{};
    QScrollBar *bar_;
    KernelScale *scale_;
    std::optional<CrossoverFacts> facts_;
    int image_ = 0;
    int columns_ = 8;
    int cell_ = 16;
    double largest_ = 1.0; ///< of the features
    bool isFollowing_ = false;
};

} // namespace tlvfc::ui

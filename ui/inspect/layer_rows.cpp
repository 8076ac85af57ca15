#include "ui/inspect/layer_rows.h"

#include "core/transfer/standardization.h"

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// "layer1.0" of "layer1.0.conv1" and "layer1.0.bn1".
std::string commonGroup(const std::string &first, const std::string &second)
{
    const auto [a, b] = std::ranges::mismatch(first, second);
    const auto same = std::string(first.begin(), a);
    const bool isWhole = (a == first.end() || *a == '.') && (b == second.end() || *b == '.');
    return isWhole ? same : same.substr(0, same.rfind('.') == same.npos ? 0 : same.rfind('.'));
}

std::vector<LayerRow> moduleRows(const Architecture &architecture)
{
    std::vector<LayerRow> rows;
    for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
        LayerRow row;
        row.parent = architecture.layers[i].parent.value;
        row.layer = LayerId(static_cast<std::int64_t>(i));
        row.path = architecture.layers[i].path;
        rows.push_back(std::move(row));
    }
    return rows;
}

class BlockRows
{
public:
    explicit BlockRows(const Architecture &architecture)
        : architecture_(architecture)
    {
        LayerRow root;
        root.layer = LayerId(0);
        rows_.push_back(std::move(root));
        add(blocks(architecture), 0);
    }

    std::vector<LayerRow> take() { return std::move(rows_); }

private:
    void add(const LayerItems &items, int parent)
    {
        int number = 0;
        for (const auto &item : items) {
            const auto place = rows_.size();
            LayerRow row;
            row.parent = parent;
            row.layer = item.layer;
            if (item.is_block())
                row.number = ++number;
            else
                row.path = architecture_.layer(item.layer).path;
            rows_.push_back(std::move(row));
            if (item.is_block()) {
                add(item.items, static_cast<int>(place));
                rows_[place].path = rows_[place + 1].path;
                for (auto i = place + 2; i < rows_.size(); ++i)
                    rows_[place].path = commonGroup(rows_[place].path, rows_[i].path);
            }
        }
    }

    const Architecture &architecture_;
    std::vector<LayerRow> rows_;
};

} // namespace

std::vector<LayerRow> layerRows(const Architecture &architecture, TreeShape shape)
{
    auto rows =
        shape == TreeShape::Modules ? moduleRows(architecture) : BlockRows(architecture).take();
    for (auto &row : rows) {
        if (row.is_block())
            continue;
        const auto &layer = architecture.layer(row.layer);
        row.parameters = layer.parameter_count();
        if (layer.children.empty())
            ++row.kinds[layer.kind];
    }
    // Children stand behind their parents.
    for (std::size_t i = rows.size(); i-- > 1;) {
        auto &parent = rows[static_cast<std::size_t>(rows[i].parent)];
        parent.parameters += rows[i].parameters;
        for (const auto &[kind, count] : rows[i].kinds)
            parent.kinds[kind] += count;
    }
    return rows;
}

} // namespace tlvfc::ui

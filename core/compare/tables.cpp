#include "core/compare/tables.h"

#include "core/base/number_text.h"
#include "core/runs/run_search.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

namespace {

/// In percentage points.
std::string points_text(double difference) { return signed_fixed(100.0 * difference, 2); }

std::string range_text(double low, double high)
{
    return "[" + points_text(low) + ", " + points_text(high) + "]";
}

/// Shortest text that reads back as the same number; empty for none.
std::string exact(double value) { return std::isnan(value) ? std::string() : Json(value).dump(); }

std::string csv_field(const std::string &text)
{
    if (text.find_first_of(",\"\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string csv_line(const std::vector<std::string> &fields)
{
    std::string line;
    for (const auto &field : fields)
        line += csv_field(field) + ",";
    line.back() = '\n';
    return line;
}

std::string latex_text(const std::string &text)
{
    std::string safe;
    for (const char c : text) {
        if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
            safe += '\\';
        if (c == '\\' || c == '~' || c == '^')
            safe += c == '\\'  ? "\\textbackslash{}"
                    : c == '~' ? "\\textasciitilde{}"
                               : "\\textasciicircum{}";
        else
            safe += c;
    }
    return safe;
}

/// Columns as wide as their widest cell; characters beyond ASCII count once.
std::string aligned(const std::vector<std::vector<std::string>> &rows)
{
    const auto width_of = [](const std::string &text) {
        return static_cast<std::size_t>(
            std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
    };
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    }
    std::string text;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(widths[i] - width_of(row[i]), ' ');
            line += i == 0 ? row[i] + gap : "  " + gap + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

Json to_json(const Summary &summary)
{
    return {{"n", summary.n},
            {"mean", summary.mean},
            {"std", summary.deviation},
            {"low", summary.low},
            {"high", summary.high}};
}

std::vector<std::string> text_row(const Comparison &comparison, std::size_t method,
                                  const Cell &cell)
{
    std::vector<std::string> row{comparison.methods[method], std::to_string(cell.accuracy.n),
                                 accuracy_text(cell.accuracy)};
    const auto &pair = cell.against_baseline;
    row.push_back(pair ? difference_text(pair->difference) : "");
    row.push_back(pair ? interval_text(pair->over_images) : "");
    row.push_back(pair ? p_text(pair->p) + " (≥ " + p_text(pair->p_smallest) + ")" : "");
    row.push_back(pair ? p_text(pair->p_holm) : "");
    if (comparison.options.reach > 0.0)
        row.push_back(cell.epochs_to_reach.n == 0
                          ? std::string("never")
                          : fixed(cell.epochs_to_reach.mean, 1) + " (" +
                                std::to_string(cell.epochs_to_reach.n) + " of " +
                                std::to_string(cell.runs.size()) + ")");
    row.push_back(cell.published ? percent_text(*cell.published) : "");
    return row;
}

} // namespace

std::string percent_text(double share)
{
    return std::isnan(share) ? std::string("–") : fixed(100.0 * share, 2);
}

std::string accuracy_text(const Summary &accuracy)
{
    const auto mean = percent_text(accuracy.mean);
    return std::isnan(accuracy.deviation) ? mean : mean + " ± " + percent_text(accuracy.deviation);
}

std::string difference_text(const Summary &difference)
{
    auto mean = points_text(difference.mean);
    if (std::isnan(difference.low))
        return mean;
    return mean + " " + range_text(difference.low, difference.high);
}

std::string interval_text(const std::optional<Interval> &interval)
{
    return interval ? range_text(interval->low, interval->high) : std::string();
}

std::string compute_text(double multiply_adds)
{
    return std::isnan(multiply_adds) ? std::string("–") : general(multiply_adds * 1e-12, 3);
}

std::string p_text(double p) { return p < 0.001 ? "< 0.001" : general(p, 4); }

std::string to_text(const Comparison &comparison)
{
    std::string text;
    for (const auto &setting : comparison.settings) {
        text += setting.name + ", " + std::string(option_name(comparison.options.measure)) +
                " accuracy in %\n";
        std::vector<std::vector<std::string>> rows;
        rows.push_back({"", "n", "mean ± std", "minus " + comparison.options.baseline,
                        "over images", "p (least)", "p, Holm"});
        if (comparison.options.reach > 0.0)
            rows.back().push_back("epochs to " + percent_text(comparison.options.reach));
        rows.back().push_back("published");
        for (std::size_t i = 0; i < setting.cells.size(); ++i) {
            if (!setting.cells[i].runs.empty())
                rows.push_back(text_row(comparison, i, setting.cells[i]));
        }
        text += aligned(rows);
        for (const auto &warning : setting.warnings)
            text += "! " + warning + "\n";
        text += "\n";
    }
    for (const auto &note : comparison.notes)
        text += "note: " + note + "\n";
    return text;
}

std::string to_csv(const Comparison &comparison)
{
    auto text = csv_line({"setting",
                          "method",
                          "measure",
                          "n",
                          "mean",
                          "std",
                          "low",
                          "high",
                          "baseline",
                          "pairs",
                          "difference",
                          "difference_low",
                          "difference_high",
                          "images_low",
                          "images_high",
                          "p",
                          "p_smallest",
                          "p_holm",
                          "epochs_to_reach",
                          "seconds_to_reach",
                          "reached",
                          "images",
                          "source_images",
                          "seconds",
                          "target_multiply_adds",
                          "source_multiply_adds",
                          "pretraining_multiply_adds",
                          "published"});
    for (const auto &setting : comparison.settings) {
        for (std::size_t i = 0; i < setting.cells.size(); ++i) {
            const auto &cell = setting.cells[i];
            if (cell.runs.empty())
                continue;
            std::vector<std::string> line{setting.name,
                                          comparison.methods[i],
                                          std::string(option_name(comparison.options.measure)),
                                          std::to_string(cell.accuracy.n),
                                          exact(cell.accuracy.mean),
                                          exact(cell.accuracy.deviation),
                                          exact(cell.accuracy.low),
                                          exact(cell.accuracy.high),
                                          comparison.options.baseline};
            if (const auto &pair = cell.against_baseline)
                line.insert(line.end(),
                            {std::to_string(pair->difference.n), exact(pair->difference.mean),
                             exact(pair->difference.low), exact(pair->difference.high),
                             exact(pair->over_images ? pair->over_images->low : NAN),
                             exact(pair->over_images ? pair->over_images->high : NAN),
                             exact(pair->p), exact(pair->p_smallest), exact(pair->p_holm)});
            else
                line.insert(line.end(), 9, "");
            line.insert(line.end(),
                        {exact(cell.epochs_to_reach.n > 0 ? cell.epochs_to_reach.mean : NAN),
                         exact(cell.seconds_to_reach.n > 0 ? cell.seconds_to_reach.mean : NAN),
                         std::to_string(cell.epochs_to_reach.n), exact(cell.images),
                         exact(cell.source_images), exact(cell.seconds), exact(cell.cost.target),
                         exact(cell.cost.source), exact(cell.cost.pretraining),
                         exact(cell.published.value_or(NAN))});
            text += csv_line(line);
        }
    }
    return text;
}

std::string points_csv(const Comparison &comparison)
{
    auto text = csv_line({"run", "state", "method", "target", "data", "seed", "epoch", "train_loss",
                          "train_accuracy", "clean_accuracy", "val_loss", "val_accuracy",
                          "val_top5", "learning_rate", "gradient_norm", "images_per_second",
                          "memory_mb", "elapsed_s", "is_best"});
    for (const auto &run : *comparison.runs) {
        for (const auto &point : run.points)
            text += csv_line(
                {run.folder.path.string(), std::string(state_word(run.state)), run.method,
                 run.spec.target.name, run.spec.data.source, std::to_string(run.spec.seed),
                 std::to_string(point.epoch), exact(point.train_loss), exact(point.train_accuracy),
                 exact(point.clean_accuracy), exact(point.val_loss), exact(point.val_accuracy),
                 exact(point.val_top5), exact(point.learning_rate), exact(point.gradient_norm),
                 exact(point.images_per_second), exact(point.memory_mb), exact(point.elapsed_s),
                 point.is_best ? "1" : "0"});
    }
    return text;
}

std::string to_latex(const Comparison &comparison)
{
    std::string text = "% needs the packages booktabs; accuracies in percent, mean $\\pm$ standard "
                       "deviation (n runs)\n\\begin{tabular}{l" +
                       std::string(comparison.settings.size(), 'r') + "}\n\\toprule\nmethod";
    for (const auto &setting : comparison.settings)
        text += " & " + latex_text(setting.name);
    text += " \\\\\n\\midrule\n";
    for (std::size_t i = 0; i < comparison.methods.size(); ++i) {
        text += latex_text(comparison.methods[i]);
        for (const auto &setting : comparison.settings) {
            const auto &accuracy = setting.cells[i].accuracy;
            text += " & ";
            if (accuracy.n == 0)
                text += "--";
            else if (std::isnan(accuracy.deviation))
                text += "$" + percent_text(accuracy.mean) + "$ (1)";
            else
                text += "$" + percent_text(accuracy.mean) + " \\pm " +
                        percent_text(accuracy.deviation) + "$ (" + std::to_string(accuracy.n) + ")";
        }
        text += " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{tabular}\n";
}

Json to_json(const Comparison &comparison)
{
    Json settings = Json::array();
    for (const auto &setting : comparison.settings) {
        Json cells = Json::array();
        for (std::size_t i = 0; i < setting.cells.size(); ++i) {
            const auto &cell = setting.cells[i];
            if (cell.runs.empty())
                continue;
            Json runs = Json::array();
            for (const auto *run : cell.runs)
                runs.push_back({{"run", run->folder.path.string()},
                                {"seed", run->spec.seed},
                                {"value", measured(*run, comparison.options.measure)}});
            Json fields{{"method", comparison.methods[i]},
                        {"accuracy", to_json(cell.accuracy)},
                        {"runs", runs},
                        {"images", cell.images},
                        {"source_images", cell.source_images},
                        {"seconds", cell.seconds},
                        {"multiply_adds",
                         {{"target", cell.cost.target},
                          {"source", cell.cost.source},
                          {"pretraining", cell.cost.pretraining}}}};
            if (const auto &pair = cell.against_baseline)
                fields["against_baseline"] = {{"difference", to_json(pair->difference)},
                                              {"p", pair->p},
                                              {"p_smallest", pair->p_smallest},
                                              {"p_holm", pair->p_holm}};
            if (cell.against_baseline && cell.against_baseline->over_images)
                fields["against_baseline"]["over_images"] = {
                    {"low", cell.against_baseline->over_images->low},
                    {"high", cell.against_baseline->over_images->high}};
            if (comparison.options.reach > 0.0) {
                fields["epochs_to_reach"] = to_json(cell.epochs_to_reach);
                fields["seconds_to_reach"] = to_json(cell.seconds_to_reach);
            }
            if (cell.published)
                fields["published"] = *cell.published;
            cells.push_back(std::move(fields));
        }
        settings.push_back(
            {{"setting", setting.name}, {"methods", cells}, {"warnings", setting.warnings}});
    }
    Json document{{"measure", option_name(comparison.options.measure)},
                  {"baseline", comparison.options.baseline},
                  {"settings", settings},
                  {"notes", comparison.notes}};
    if (const auto &ranking = comparison.ranking) {
        Json ranks = Json::object();
        for (std::size_t i = 0; i < ranking->methods.size(); ++i)
            ranks[comparison.methods[ranking->methods[i]]] = ranking->mean_ranks[i];
        document["ranking"] = {{"data_sets", ranking->data_sets},
                               {"mean_ranks", ranks},
                               {"friedman_p", ranking->p},
                               {"critical_difference", ranking->critical_difference}};
    }
    return document;
}

} // namespace tlvfc

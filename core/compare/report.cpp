#include "core/compare/report.h"

#include "core/compare/curves_svg.h"
#include "core/compare/svg_text.h"
#include "core/compare/tables.h"

#include <cmath>

namespace tlvfc {

namespace {

constexpr auto style =
    R"(body{font:15px/1.5 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
table{border-collapse:collapse;margin:1em 0}th,td{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}thead th{border-bottom:2px solid #888}
.warning{border-left:4px solid #d55e00;padding:.2em .8em;background:#fdf3ec}.note,.published{color:#666}
svg{max-width:100%;height:auto}pre{overflow-x:auto;background:#f5f5f5;padding:.6em}
svg.key{width:2.4em;height:.8em;vertical-align:middle;margin-right:.5em}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1e1e1e}th,td{border-color:#444}.warning{background:#3a2a1e}
pre{background:#2a2a2a}svg{background:#fff})";

std::string cell(const std::string &text) { return "<td>" + escaped(text) + "</td>"; }

/// What the method's line looks like in the picture above.
std::string key(const MethodLook &look)
{
    const auto dashes = svg_dashes(look);
    return "<svg class=\"key\" viewBox=\"0 0 24 8\"><line x1=\"0\" x2=\"24\" y1=\"4\" y2=\"4\" "
           "stroke-width=\"2\" stroke=\"" +
           svg_color(look) + "\"" + (dashes.empty() ? "" : " stroke-dasharray=\"" + dashes + "\"") +
           "/></svg>";
}

std::string row(const Comparison &comparison, std::size_t method, const Cell &of)
{
    auto html = "<tr><td>" + key(method_look(comparison, method)) +
                escaped(comparison.methods[method]) + "</td>" +
                cell(std::to_string(of.accuracy.n)) + cell(accuracy_text(of.accuracy));
    if (const auto &pair = of.against_baseline)
        html += cell(difference_text(pair->difference)) + cell(interval_text(pair->over_images)) +
                cell(p_text(pair->p) + " (≥ " + p_text(pair->p_smallest) + ")") +
                cell(p_text(pair->p_holm));
    else
        html += "<td></td><td></td><td></td><td></td>";
    std::vector<double> last;
    for (const auto *run : of.runs)
        last.push_back(run->last_val);
    html += cell(accuracy_text(summarize(last)));
    html += cell(compute_text(of.cost.training())) + cell(compute_text(of.cost.pretraining));
    html += "<td class=\"published\">" +
            (of.published ? percent_text(*of.published) : std::string()) + "</td>";
    return html + "</tr>\n";
}

/// The same accuracy over what it cost.
std::string over_costs(const Comparison &comparison, const Setting &setting)
{
    std::string html = "<details><summary>Over the time and the compute that it took</summary>\n";
    for (const auto axis : {CostAxis::Minutes, CostAxis::Compute, CostAxis::ComputeWithPretraining})
        html += curves_svg(comparison, setting, axis);
    std::string unknown;
    for (std::size_t i = 0; i < setting.cells.size(); ++i) {
        if (!setting.cells[i].runs.empty() && std::isnan(setting.cells[i].cost.with_pretraining()))
            unknown += (unknown.empty() ? "" : ", ") + comparison.methods[i];
    }
    if (!unknown.empty())
        html +=
            "<p class=\"note\">Left out where a cost is not known: " + escaped(unknown) + ".</p>\n";
    return html + "</details>\n";
}

std::string section(const Comparison &comparison, const Setting &setting)
{
    auto html =
        "<h2>" + escaped(setting.name) + "</h2>\n" + curves_svg(comparison, setting) +
        "<p>Validation accuracy, mean over the seeds, band of one standard deviation.</p>\n" +
        over_costs(comparison, setting) + "<table><thead><tr><th>method</th><th>n</th><th>" +
        std::string(option_name(comparison.options.measure)) + " accuracy, %</th><th>minus " +
        escaped(comparison.options.baseline) +
        " [95 %]</th><th>over test images</th><th>p (least possible)</th><th>p, "
        "Holm</th><th>last validation, "
        "%</th><th>compute</th><th>pretraining</th><th "
        "class=\"published\">published</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < setting.cells.size(); ++i) {
        if (!setting.cells[i].runs.empty())
            html += row(comparison, i, setting.cells[i]);
    }
    html += "</tbody></table>\n";
    for (const auto &warning : setting.warnings)
        html += "<p class=\"warning\">" + escaped(warning) + "</p>\n";
    return html;
}

std::string repeats(const Comparison &comparison)
{
    std::string html = "<h2>To repeat a run</h2>\n<p>Save its specification and run "
                       "<code>tlvfc train --run FOLDER --spec FILE</code>.</p>\n";
    for (const auto &run : *comparison.runs)
        html += "<details><summary>" + escaped(run.folder.path.filename().string()) +
                "</summary><pre>" + escaped(to_text(to_json(run.spec), 2)) + "</pre></details>\n";
    return html;
}

} // namespace

std::string to_html(const Comparison &comparison)
{
    auto html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                "<title>TLVFC Studio: comparison</title>\n<style>" +
                std::string(style) + "</style></head><body>\n<h1>Comparison</h1>\n";
    for (const auto &setting : comparison.settings)
        html += section(comparison, setting);
    html +=
        "<p class=\"note\">Differences are paired by seed; p is the exact sign-flip test, "
        "two-sided, with the smallest value that this number of pairs can give. The "
        "interval over test images is their bootstrap's, the seeds being as they are. Compute is "
        "counted from the layers, in 10¹² multiply-adds: training with the frozen source's "
        "forward passes, a backward pass as two forward passes; pretraining is that of the weights "
        "begun with, known where the run that made them is at hand. Published "
        "figures come without deviations or numbers of seeds.</p>\n";
    if (comparison.ranking)
        html +=
            "<h2>Over all data sets</h2>\n" + ranking_svg(*comparison.ranking, comparison.methods);
    for (const auto &note : comparison.notes)
        html += "<p class=\"note\">" + escaped(note) + "</p>\n";
    return html + repeats(comparison) + "</body></html>\n";
}

} // namespace tlvfc

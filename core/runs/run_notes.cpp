#include "core/runs/run_notes.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <algorithm>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr int schema = 1;
constexpr std::string_view blanks = " \t\r\n";

std::string trimmed(const std::string &text)
{
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

RunNotes cleaned(RunNotes notes)
{
    std::ranges::replace_if(
        notes.name, [](char c) { return blanks.find(c) != std::string_view::npos; }, ' ');
    notes.name = trimmed(notes.name);
    notes.note = trimmed(notes.note);
    std::string all;
    for (const auto &tag : notes.tags)
        all += tag + " ";
    notes.tags = tags_from(all);
    return notes;
}

Json to_json(const RunNotes &notes)
{
    return {{"schema", schema},
            {"name", notes.name},
            {"note", notes.note},
            {"tags", notes.tags},
            {"archived", notes.archived}};
}

} // namespace

std::vector<std::string> tags_from(std::string_view text)
{
    constexpr std::string_view parting = ",; \t\r\n";
    std::vector<std::string> tags;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(parting), text.size());
        auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (word.starts_with('#'))
            word.remove_prefix(1);
        if (!word.empty() && std::ranges::find(tags, word) == tags.end())
            tags.emplace_back(word);
    }
    return tags;
}

RunNotes read_run_notes(const RunFolder &run)
{
    std::error_code absent;
    if (!fs::exists(run.notes(), absent))
        return {};
    const auto json = read_json(run.notes());
    const auto where = run.notes().string();
    if (!json.is_object())
        throw unreadable_input("no notes of a run", where, "mend or remove the file");
    if (json_value(json, "schema", schema, where) > schema)
        throw unreadable_input("the notes were written by a newer version", where,
                               "use a newer TLVFC Studio to read and change them");
    return cleaned({json_value<std::string>(json, "name", "", where),
                    json_value<std::string>(json, "note", "", where),
                    json_value(json, "tags", std::vector<std::string>(), where),
                    json_value(json, "archived", false, where)});
}

void change_run_notes(const RunFolder &run, const std::function<void(RunNotes &)> &change)
{
    const auto before = read_run_notes(run);
    auto notes = before;
    change(notes);
    notes = cleaned(std::move(notes));
    if (notes == before)
        return;
    std::error_code absent;
    if (!fs::exists(run.spec(), absent))
        throw invalid_request("there is no run to say anything about", run.path.string(),
                              "it may have been moved or deleted");
    write_json(run.notes(), to_json(notes));
}

} // namespace tlvfc

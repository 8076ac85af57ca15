#include "core/runs/run_search.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cwchar>
#include <cwctype>

namespace tlvfc {

namespace {

/// Lower case of every script, whatever language the program runs in. What is no UTF-8 keeps its
/// bytes.
std::string folded(std::string_view text)
{
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    const auto before = utf8 ? uselocale(utf8) : nullptr;
    std::string out;
    std::mbstate_t in_state{};
    while (!text.empty()) {
        wchar_t wide = 0;
        auto length = std::mbrtowc(&wide, text.data(), text.size(), &in_state);
        char bytes[16]; // MB_LEN_MAX
        std::mbstate_t out_state{};
        const auto is_text = length != 0 && length <= text.size();
        const auto made =
            is_text ? std::wcrtomb(bytes, wchar_t(std::towlower(wint_t(wide))), &out_state)
                    : std::size_t(-1);
        if (made == std::size_t(-1)) {
            in_state = {};
            length = 1;
            out += text.front();
        } else {
            out.append(bytes, made);
        }
        text.remove_prefix(length);
    }
    if (before)
        uselocale(before);
    return out;
}

constexpr std::array<std::string_view, 8> places = {"tag",     "name", "note", "method",
                                                    "network", "data", "seed", "state"};

std::string method_text(const Strategy &strategy)
{
    for (const auto &info : methods()) {
        if (info.name == strategy.method)
            return info.name + "\n" + info.title;
    }
    return strategy.method;
}

std::string network_text(const RunSpec &spec)
{
    return spec.source.name + "\n" + spec.source.weights + "\n" + spec.target.name + "\n" +
           spec.target.weights;
}

std::string text_of(const SearchedRun &run, const std::string &place)
{
    if (place == "name")
        return run.notes.name.empty() ? run.spec.title : run.notes.name;
    if (place == "note")
        return run.notes.note;
    if (place == "method")
        return method_text(run.spec.strategy);
    if (place == "network")
        return network_text(run.spec);
    if (place == "data")
        return run.spec.data.source;
    if (place == "seed")
        return std::to_string(run.spec.seed);
    if (place == "state")
        return run.state;
    std::string tags;
    for (const auto &tag : run.notes.tags)
        tags += tag + "\n";
    return tags;
}

std::string whole_text(const SearchedRun &run)
{
    std::string text = run.folder + "\n" + run.spec.title + "\n";
    for (const auto place : places)
        text += text_of(run, std::string(place)) + "\n";
    return text;
}

bool has_tag(const RunNotes &notes, const std::string &word)
{
    return std::ranges::any_of(notes.tags,
                               [&](const std::string &tag) { return folded(tag) == word; });
}

} // namespace

RunSearch::RunSearch(std::string_view text)
{
    while (!text.empty()) {
        Term term;
        bool is_quoted = false;
        std::string word;
        std::size_t at = 0;
        for (;
             at < text.size() && (is_quoted || !std::isspace(static_cast<unsigned char>(text[at])));
             ++at) {
            if (text[at] == '"')
                is_quoted = !is_quoted;
            else
                word += text[at];
        }
        const bool began_quoted = text.starts_with('"');
        text.remove_prefix(std::min(at + 1, text.size()));
        term.is_unwanted = !began_quoted && word.size() > 1 && word.front() == '-';
        word = folded(std::string_view(word).substr(term.is_unwanted ? 1 : 0));
        const auto colon = word.find(':');
        if (!began_quoted && colon != std::string::npos &&
            std::ranges::find(places, word.substr(0, colon)) != places.end()) {
            term.place = word.substr(0, colon);
            word.erase(0, colon + 1);
        }
        term.word = std::move(word);
        if (!term.word.empty())
            terms_.push_back(std::move(term));
    }
}

bool RunSearch::finds(const SearchedRun &run) const
{
    if (is_empty())
        return true;
    const auto everything = folded(whole_text(run));
    return std::ranges::all_of(terms_, [&](const Term &term) {
        bool has_it = false;
        if (term.place == "tag")
            has_it = has_tag(run.notes, term.word);
        else if (term.place == "seed")
            has_it = std::to_string(run.spec.seed) == term.word;
        else if (term.place.empty())
            has_it = everything.find(term.word) != std::string::npos;
        else
            has_it = folded(text_of(run, term.place)).find(term.word) != std::string::npos;
        return has_it != term.is_unwanted;
    });
}

std::string_view state_word(RunState state)
{
    switch (state) {
    case RunState::Prepared:
        return "prepared";
    case RunState::Running:
        return "running";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        return "failed";
    case RunState::Broken:
        return "broken off";
    }
    return {};
}

} // namespace tlvfc

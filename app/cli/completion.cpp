// `tlvfc completion bash`: the shell's completion, from the commands' own descriptions.
#include "app/cli/command.h"

#include "core/nets/zoo.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc::cli {

namespace {

bool is_of_a_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

/// "blocks" and "flatten" of "How: blocks|flatten": what an option's help lists as its choices.
std::vector<std::string> choices_in(const std::string &help)
{
    std::vector<std::string> choices;
    const auto bar = help.find('|');
    if (bar == std::string::npos)
        return choices;
    auto first = bar;
    while (first > 0 && is_of_a_word(help[first - 1]))
        --first;
    std::string word;
    for (auto i = first; i <= help.size(); ++i) {
        if (i < help.size() && is_of_a_word(help[i])) {
            word += help[i];
            continue;
        }
        choices.push_back(word);
        word.clear();
        if (i == help.size() || help[i] != '|')
            break;
    }
    return choices;
}

bool takes_network(const std::string &option)
{
    return option == "--source" || option == "--target" || option == "--sources";
}

bool takes_folder(const std::string &option) { return option == "--run" || option == "--runs"; }

/// The line of a case statement that completes the word after an option.
std::string case_of(const CLI::App &command, const CLI::Option &option)
{
    const auto name = option.get_name();
    const auto choices = choices_in(option.get_description());
    std::string reply;
    if (!choices.empty())
        reply = "_tlvfc_words \"" + CLI::detail::join(choices, " ") + "\"";
    else if (takes_network(name))
        reply = "_tlvfc_networks";
    else if (takes_folder(name))
        reply = "_tlvfc_folders";
    else
        reply = "_tlvfc_files";
    return "        " + command.get_name() + ":" + name + ") " + reply + "; return ;;\n";
}

struct Words
{
    std::string commands;
    std::string options; ///< the cases that list a command's options
    std::string values;  ///< the cases that complete an option's value
};

void describe(const CLI::App &command, Words &words)
{
    std::vector<std::string> names;
    for (const auto *option : command.get_options([](const CLI::Option *) { return true; })) {
        for (const auto &name : option->get_lnames())
            names.push_back("--" + name);
        if (option->get_items_expected_max() > 0 && !option->get_lnames().empty())
            words.values += case_of(command, *option);
    }
    for (const auto *sub : command.get_subcommands([](const CLI::App *) { return true; }))
        names.push_back(sub->get_name());
    words.options += "        " + command.get_name() + ") options=\"" +
                     CLI::detail::join(names, " ") + "\" ;;\n";
    words.commands += (words.commands.empty() ? "" : " ") + command.get_name();
}

/// For bash, and for zsh through its bashcompinit.
std::string bash_script(const CLI::App &app)
{
    Words words;
    for (const auto *command : app.get_subcommands([](const CLI::App *) { return true; }))
        describe(*command, words);
    std::vector<std::string> networks;
    for (const auto &entry : zoo())
        networks.push_back(entry.name);
    return "# Completion of tlvfc's commands, options and their values.\n"
           "# bash: source this file; zsh: autoload -U bashcompinit && bashcompinit before.\n"
           "_tlvfc_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$current\")); }\n"
           "_tlvfc_files() { COMPREPLY=($(compgen -f -- \"$current\")); }\n"
           "_tlvfc_folders() { COMPREPLY=($(compgen -d -- \"$current\")); }\n"
           "_tlvfc_networks() { COMPREPLY=($(compgen -f -W \"" +
           CLI::detail::join(networks, " ") +
           "\" -- \"$current\")); }\n"
           "_tlvfc() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} options=\n"
           "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        _tlvfc_words \"--help --version " +
           words.commands +
           "\"\n        return\n    fi\n"
           "    case $command:$previous in\n" +
           words.values +
           "    esac\n"
           "    case $command in\n" +
           words.options +
           "    esac\n"
           "    case $current in\n"
           "        -*) _tlvfc_words \"$options\" ;;\n"
           "        *) COMPREPLY=($(compgen -f -W \"$options " +
           CLI::detail::join(networks, " ") +
           "\" -- \"$current\")) ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _tlvfc tlvfc\n";
}

} // namespace

void add_completion(CLI::App &app, Common & /*common*/)
{
    auto *command = app.add_subcommand("completion", "Print the completion script for a shell");
    auto shell = std::make_shared<std::string>("bash");
    command->add_option("shell", *shell, "bash, which zsh reads too")
        ->check(CLI::IsMember({"bash", "zsh"}));
    command->footer(
        "Example: tlvfc completion bash > ~/.local/share/bash-completion/completions/tlvfc");
    command->callback([&app, shell] { std::fputs(bash_script(app).c_str(), stdout); });
}

} // namespace tlvfc::cli

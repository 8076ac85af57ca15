#include "app/cli/command.h"

#include "core/data/catalog.h"
#include "core/nets/zoo.h"

namespace tlvfc::cli {

namespace {

const char *family_name(Family family)
{
    switch (family) {
    case Family::Vgg:
        return "VGG";
    case Family::ResNet:
        return "ResNet";
    case Family::CifarResNet:
        return "CIFAR ResNet";
    case Family::Unknown:
        break;
    }
    return "unknown";
}

void run(const Common &common)
{
    const auto catalog = read_catalog();
    Json list = Json::array();
    for (const auto &entry : zoo()) {
        const auto parameters = build_architecture(entry.name).parameter_count();
        char line[160];
        std::snprintf(line, sizeof line, "%-18s %-13s %12lld  %s", entry.name.c_str(),
                      family_name(entry.family), static_cast<long long>(parameters),
                      entry.description.c_str());
        common.say(line);
        Json weights = Json::array();
        for (const auto &published : catalog.weights) {
            if (published.network == entry.name)
                weights.push_back(published.name);
        }
        list.push_back({{"name", entry.name},
                        {"family", family_name(entry.family)},
                        {"parameters", parameters},
                        {"classes", entry.default_classes},
                        {"weights", weights}, // for `tlvfc weights fetch`
                        {"description", entry.description}});
    }
    common.print({{"models", list}});
}

} // namespace

void add_models(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("models", "List the networks known by name");
    add_common_options(*command, common);
    command->footer("Example: tlvfc models --json");
    command->callback([&common] { run(common); });
}

} // namespace tlvfc::cli

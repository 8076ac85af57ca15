#include "core/checkpoint/safetensors.h"

#include "core/checkpoint/faults.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace tlvfc::checkpoint {

namespace {

/// Takes the header event by event, so that no tree of a hostile one is ever built.
class HeaderEvents : public nlohmann::json_sax<nlohmann::json>
{
public:
    SafetensorsHeader header;

    bool start_object(std::size_t) override
    {
        if (depth_ >= 2)
            throw unexpected();
        ++depth_;
        if (depth_ == 2 && !in_metadata_)
            seen_ = 0;
        return true;
    }

    bool end_object() override
    {
        if (depth_ == 2 && !in_metadata_ && seen_ != (saw_type | saw_shape | saw_offsets))
            throw about_tensor(damaged("the header lacks its dtype, shape or data_offsets"),
                               header.entries.back().name);
        in_metadata_ = false;
        --depth_;
        return true;
    }

    bool key(std::string &text) override
    {
        if (depth_ == 1) {
            in_metadata_ = text == safetensors_metadata;
            if (!in_metadata_)
                header.entries.push_back({std::move(text), {}, {}, 0, 0});
        } else if (in_metadata_) {
            key_ = std::move(text);
        } else {
            field_ = field_of(text);
            if (seen_ & field_)
                throw about_tensor(damaged("the header gives its " + in_quotes(text) + " twice"),
                                   header.entries.back().name);
            seen_ |= field_;
        }
        return true;
    }

    bool string(std::string &text) override
    {
        if (depth_ == 2 && in_metadata_ && !in_list_) {
            header.metadata[key_] = std::move(text);
            return true;
        }
        if (depth_ != 2 || in_list_ || field_ != saw_type)
            throw unexpected();
        header.entries.back().type = std::move(text);
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (depth_ != 2 || in_metadata_ || in_list_ || field_ == saw_type)
            throw unexpected();
        in_list_ = true;
        offsets_ = 0;
        return true;
    }

    bool end_array() override
    {
        if (field_ == saw_offsets && offsets_ != 2)
            throw unexpected();
        in_list_ = false;
        return true;
    }

    bool number_unsigned(std::uint64_t number) override
    {
        if (!in_list_)
            throw unexpected();
        auto &entry = header.entries.back();
        if (field_ == saw_offsets) {
            if (offsets_ == 2)
                throw unexpected();
            (offsets_++ == 0 ? entry.begin : entry.end) = number;
            return true;
        }
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        if (entry.shape.size() == most_dimensions || number > static_cast<std::uint64_t>(most))
            throw about_tensor(damaged("its shape is beyond any tensor's"), entry.name);
        entry.shape.push_back(static_cast<std::int64_t>(number));
        return true;
    }

    bool null() override { throw unexpected(); }
    bool boolean(bool) override { throw unexpected(); }
    bool number_integer(std::int64_t) override { throw unexpected(); }
    bool number_float(double, const std::string &) override { throw unexpected(); }
    bool binary(binary_t &) override { throw unexpected(); }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        throw damaged("the header is no valid JSON");
    }

private:
    enum Field : unsigned { saw_type = 1, saw_shape = 2, saw_offsets = 4 };

    unsigned field_of(std::string_view text) const
    {
        if (text == "dtype")
            return saw_type;
        if (text == "shape")
            return saw_shape;
        if (text == "data_offsets")
            return saw_offsets;
        throw unexpected();
    }

    Error unexpected() const
    {
        const auto error = damaged("the header says what no safetensors header says");
        const bool inside = depth_ >= 1 && !header.entries.empty() && !in_metadata_;
        return inside ? about_tensor(error, header.entries.back().name) : error;
    }

    int depth_ = 0;
    bool in_metadata_ = false;
    bool in_list_ = false;
    std::string key_;
    unsigned field_ = 0;
    unsigned seen_ = 0;
    int offsets_ = 0;
};

} // namespace

SafetensorsHeader parse_safetensors_header(std::string_view json)
{
    HeaderEvents events;
    nlohmann::json::sax_parse(json.begin(), json.end(), &events);
    return std::move(events.header);
}

} // namespace tlvfc::checkpoint

#include "core/data/mixup.h"

#include "core/data/counter_random.h"

#include <cmath>
#include <limits>
#include <random>

namespace tlvfc {

namespace {

/// As many numbers as a distribution asks for, all for one epoch and image.
class Draws
{
public:
    using result_type = std::uint32_t;
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    Draws(std::uint64_t seed, int epoch, std::size_t image)
        : seed_(seed)
        , epoch_(static_cast<std::uint64_t>(epoch))
        , image_(image)
    {
    }

    result_type operator()()
    {
        const auto place = drawn_ % block_.size();
        if (place == 0)
            block_ = random_at(seed_, epoch_ | (drawn_ / block_.size()) << 32, image_);
        ++drawn_;
        return block_[place];
    }

private:
    std::uint64_t seed_;
    std::uint64_t epoch_;
    std::uint64_t image_;
    std::uint64_t drawn_ = 0;
    PhiloxBlock block_{};
};

} // namespace

Mix random_mix(double alpha, std::uint64_t seed, int epoch, std::size_t image, std::size_t images)
{
    Draws draws(seed, epoch, image);
    Mix mix;
    mix.partner = below(draws(), static_cast<std::uint32_t>(images));
    // Two gammas make a beta.
    std::gamma_distribution<double> gamma(alpha, 1.0);
    const double own = gamma(draws);
    const double other = gamma(draws);
    // For a tiny alpha both may be too small for a number: one or the other then.
    const double share = own + other > 0.0 ? own / (own + other) : (draws() & 1u);
    mix.share = std::round(share * 65536.0) / 65536.0;
    return mix;
}

} // namespace tlvfc

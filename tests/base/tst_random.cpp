// Bit by bit against torch itself: every draw, every skip, at the edges of its blocks.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/shuffle.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/normal.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/uniform.h>

#include <QTest>

using namespace tlvfc;

namespace {

std::string state_of(const at::Generator &torch)
{
    const auto tensor = torch.get_state();
    return {static_cast<const char *>(tensor.data_ptr()), static_cast<std::size_t>(tensor.numel())};
}

template <typename T>
bool same_bits(const std::vector<T> &ours, const at::Tensor &torch)
{
    return std::ssize(ours) == torch.numel() &&
           (ours.empty() ||
            std::memcmp(ours.data(), torch.const_data_ptr<T>(), ours.size() * sizeof(T)) == 0);
}

/// How far before the draw: from within a block of words, and with a normal value left over.
struct Start
{
    std::int64_t words;
    bool leftover;
};

void move_on(Generator &ours, const at::Generator &torch, const Start &start)
{
    ours.skip_words(start.words);
    auto *engine = torch.get<at::CPUGeneratorImpl>();
    for (std::int64_t i = 0; i < start.words; ++i)
        engine->random();
    if (start.leftover) {
        ours.randn(1);
        at::randn({1}, torch);
    }
}

} // namespace

class TestRandom : public QObject
{
    Q_OBJECT

private slots:
    void draws_data();
    void draws();
    void wholeNumbers_data();
    void wholeNumbers();
    void normalValuesFilledInParts();
    void manyNormalValues();
    void aLongSequenceOfEverything();
    void statesAreTorchs();
    void impossibleDrawsAreRefused();
};

void TestRandom::draws_data()
{
    QTest::addColumn<qint64>("n");
    QTest::addColumn<qint64>("words");
    QTest::addColumn<bool>("leftover");
    for (const qint64 n : {0,  1,   2,   7,   8,   15,   16,   17,   24,   31,   32,
                           33, 623, 624, 625, 640, 1023, 1024, 1025, 1040, 4608, 100003}) {
        for (const qint64 words : {0, 1, 623, 624, 625, 1300}) {
            for (const bool leftover : {false, true})
                QTest::addRow("%lld after %lld words%s", n, words, leftover ? " and a half" : "")
                    << n << words << leftover;
        }
    }
}

void TestRandom::draws()
{
    QFETCH(qint64, n);
    QFETCH(qint64, words);
    QFETCH(bool, leftover);
    const Start start{words, leftover};

    const auto check = [&](auto draw, auto torch_draw, auto skip) {
        Generator ours(77);
        const auto torch = at::detail::createCPUGenerator(77);
        move_on(ours, torch, start);
        auto skipped = ours;
        QVERIFY(same_bits(draw(ours), torch_draw(torch)));
        QVERIFY(ours.state() == state_of(torch));
        skip(skipped);
        QVERIFY(skipped == ours);
    };
    const auto floats = [n] { return std::vector<float>(static_cast<std::size_t>(n)); };
    const auto normal = [&](double mean, double deviation) {
        check(
            [=](Generator &g) {
                auto values = floats();
                g.normal(values, mean, deviation);
                return values;
            },
            [=](const at::Generator &g) {
                return at::empty({n}, at::kFloat).normal_(mean, deviation, g);
            },
            [=](Generator &g) { g.skip_normal(n); });
    };
    normal(0.0, 1.0);
    normal(0.0, 0.0123);
    normal(0.37, 1.9);
    const auto uniform = [&](double low, double high) {
        check(
            [=](Generator &g) {
                auto values = floats();
                g.uniform(values, low, high);
                return values;
            },
            [=](const at::Generator &g) {
                return at::empty({n}, at::kFloat).uniform_(low, high, g);
            },
            [=](Generator &g) { g.skip_words(n); });
    };
    uniform(0.0, 1.0);
    uniform(-0.0371, 0.0371);
    uniform(0.2, 3.7);
}

void TestRandom::wholeNumbers_data()
{
    QTest::addColumn<qint64>("range");
    QTest::addColumn<qint64>("n");
    for (const qint64 range : {qint64(1), qint64(2), qint64(3), qint64(7), qint64(511), qint64(512),
                               qint64(2047), qint64(1) << 27, (qint64(1) << 28) - 1,
                               qint64(1) << 28, (qint64(1) << 28) + 1, (qint64(1) << 32) + 5}) {
        for (const qint64 n : {0, 1, 512, 1000})
            QTest::addRow("%lld of %lld", n, range) << range << n;
    }
}

void TestRandom::wholeNumbers()
{
    QFETCH(qint64, range);
    QFETCH(qint64, n);
    Generator ours(5);
    const auto torch = at::detail::createCPUGenerator(5);
    auto skipped = ours;
    auto plain = ours;
    const auto drawn = ours.randint(-3, range - 3, n);
    QVERIFY(same_bits(drawn, at::randint(-3, range - 3, {n}, torch)));
    QVERIFY(ours.state() == state_of(torch));
    skipped.skip_randint(-3, range - 3, n);
    QVERIFY(skipped == ours);
    if (range < qint64(1) << 28) {
        std::vector<std::uint32_t> values(static_cast<std::size_t>(n));
        randint(plain, static_cast<std::uint32_t>(range), values);
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(static_cast<std::int64_t>(values[i]) - 3, drawn[i]);
        QVERIFY(plain == ours);
    }
    if (range > 5000)
        return;

    // The range is a length as well: permutations.
    auto shuffled = ours;
    skipped = ours;
    Shuffle shuffle(range);
    for (int i = 0; i < 3; ++i) {
        const auto permutation = ours.randperm(range);
        QVERIFY(same_bits(permutation, at::randperm(range, torch)));
        QVERIFY(ours.state() == state_of(torch));
        QVERIFY(std::ranges::equal(shuffle.draw(shuffled), permutation));
        skipped.skip_randperm(range);
        QVERIFY(shuffled == ours);
        QVERIFY(skipped == ours);
    }
}

void TestRandom::normalValuesFilledInParts()
{
    Generator whole(3);
    auto parts = whole;
    const auto expected = whole.randn(112 + 5);
    std::vector<float> values(expected.size());
    parts.normal(std::span(values).first(48), 0.0, 1.0);
    parts.normal(std::span(values).subspan(48, 64), 0.0, 1.0);
    parts.skip_words(5);
    parts.normal(std::span(values).last(16), 0.0, 1.0);
    QCOMPARE(values, expected);
    QVERIFY(parts == whole);
}

void TestRandom::manyNormalValues()
{
    // Every branch of sine and logarithm, and the rounding of a few million values.
    constexpr std::int64_t n = 4'000'000;
    const auto torch = at::detail::createCPUGenerator(11);
    QVERIFY(same_bits(Generator(11).randn(n), at::randn({n}, torch)));
}

void TestRandom::aLongSequenceOfEverything()
{
    Generator ours(2);
    const auto torch = at::detail::createCPUGenerator(2);
    for (std::int64_t i = 0; i < 400; ++i) {
        const auto n = ours.randint(0, 40, 1)[0];
        QCOMPARE(at::randint(40, {1}, torch).const_data_ptr<std::int64_t>()[0], n);
        switch (i % 3) {
        case 0:
            QVERIFY(same_bits(ours.randn(n), at::randn({n}, torch)));
            break;
        case 1:
            QVERIFY(same_bits(ours.randperm(n), at::randperm(n, torch)));
            break;
        default:
            QVERIFY(same_bits(ours.rand(n), at::empty({n}).uniform_(0.0, 1.0, torch)));
        }
    }
    QVERIFY(ours.state() == state_of(torch));
}

void TestRandom::statesAreTorchs()
{
    const auto torch = at::detail::createCPUGenerator(0x123456789abcdefull);
    at::randn({5}, torch); // leaves a normal value over
    Generator ours(1);
    ours.set_state(state_of(torch));
    QVERIFY(ours.state() == state_of(torch));
    QVERIFY(same_bits(ours.randn(3), at::randn({3}, torch)));
    QVERIFY(Generator(0x123456789abcdefull).state() ==
            state_of(at::detail::createCPUGenerator(0x123456789abcdefull)));
    QVERIFY_EXCEPTION_THROWN(ours.set_state("foreign"), Error);
    QVERIFY_EXCEPTION_THROWN(ours.set_state(std::string(ours.state().size(), '\0')), Error);
}

void TestRandom::impossibleDrawsAreRefused()
{
    Generator generator(1);
    const auto before = generator;
    std::vector<float> values(20);
    QVERIFY_EXCEPTION_THROWN(generator.normal(values, 0.0, -1.0), Error);
    QVERIFY_EXCEPTION_THROWN(generator.uniform(values, 1.0, 0.0), Error);
    QVERIFY_EXCEPTION_THROWN(generator.randint(3, 3, 1), Error);
    QVERIFY_EXCEPTION_THROWN(Shuffle(std::int64_t(1) << 28), Error);
    QVERIFY(generator == before);
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"

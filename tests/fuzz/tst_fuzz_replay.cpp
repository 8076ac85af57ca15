#include "tests/fuzz/seeds.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tlvfc::test;

/// The entry points of libFuzzer's targets, without libFuzzer: every seed, and the same few
/// thousand mutations of them each time. A finding of the fuzzers joins the seeds.
class TestFuzzReplay : public QObject
{
    Q_OBJECT

private slots:
    void everySeed_data() { every_form(); }
    void everySeed();
    void mutatedSeeds_data() { every_form(); }
    void mutatedSeeds();

private:
    static void every_form()
    {
        QTest::addColumn<int>("form");
        for (const auto &[form, name] : fuzz_forms)
            QTest::newRow(std::string(name).c_str()) << int(form);
    }

    /// In memory of exactly their size, so that a sanitizer sees a step past the end.
    static FuzzOutcome outcome(int form, const std::string &bytes)
    {
        const std::vector<char> exact(bytes.begin(), bytes.end());
        return fuzz_one(FuzzForm(form), std::as_bytes(std::span(exact)));
    }
};

namespace {

/// One change of the kinds that libFuzzer makes.
void mutate(std::string &bytes, const std::string &other, QRandomGenerator &random)
{
    static const std::array numbers{std::string(1, '\0'),
                                    std::string("\xff"),
                                    std::string("\x7f"),
                                    std::string("\x80"),
                                    std::string("\xff\xff\xff\x7f"),
                                    std::string("\xff\xff\xff\xff"),
                                    std::string("\0\0\0\x80", 4),
                                    std::string("\xff\xff\xff\xff\xff\xff\xff\x7f"),
                                    std::string("\0\0\0\0\0\0\0\x80", 8),
                                    std::string("\xff\xff\xff\xff\xff\xff\xff\xff")};
    const auto place = std::size_t(random.bounded(int(bytes.size()) + 1));
    const auto rest = int(bytes.size() - place);
    const auto size = std::size_t(random.bounded(std::min(rest, 40) + 1));
    switch (random.bounded(6)) {
    case 0:
        if (rest > 0)
            bytes[place] = char(bytes[place] ^ (1 << random.bounded(8)));
        return;
    case 1: {
        const auto &number = numbers[std::size_t(random.bounded(int(numbers.size())))];
        bytes.replace(place, std::min(number.size(), std::size_t(rest)), number);
        return;
    }
    case 2:
        bytes.erase(place, size);
        return;
    case 3:
        bytes.insert(place, bytes.substr(std::size_t(random.bounded(int(bytes.size()) + 1)), size));
        return;
    case 4:
        bytes.insert(place, other.substr(std::size_t(random.bounded(int(other.size()) + 1)), size));
        return;
    default:
        bytes.resize(place);
    }
}

} // namespace

void TestFuzzReplay::everySeed()
{
    QFETCH(int, form);
    int read = 0;
    const auto seeds = seeds_of(FuzzForm(form), TLVFC_CHECKPOINT_FIXTURES);
    for (const auto &[name, bytes] : seeds) {
        try {
            read += outcome(form, bytes) == FuzzOutcome::Read;
        } catch (const std::exception &error) {
            QFAIL((name + ": " + error.what()).c_str());
        }
    }
    qInfo("%d of %zu seeds read", read, seeds.size());
    QVERIFY(read > 0);
}

void TestFuzzReplay::mutatedSeeds()
{
    QFETCH(int, form);
    const auto seeds = seeds_of(FuzzForm(form), TLVFC_CHECKPOINT_FIXTURES);
    QRandomGenerator random(23);
    const auto any = [&]() -> const std::string & {
        return seeds[std::size_t(random.bounded(int(seeds.size())))].second;
    };
    constexpr int rounds = 10000;
    int read = 0;
    for (int round = 0; round < rounds; ++round) {
        auto bytes = any();
        for (auto left = random.bounded(1, 5); left > 0; --left)
            mutate(bytes, any(), random);
        try {
            read += outcome(form, bytes) == FuzzOutcome::Read;
        } catch (const std::exception &error) {
            QFAIL(qPrintable(QString("round %1: %2").arg(round).arg(error.what())));
        }
    }
    qInfo("%d of %d still read", read, rounds);
    QVERIFY(read < rounds);
}

QTEST_GUILESS_MAIN(TestFuzzReplay)
#include "tst_fuzz_replay.moc"

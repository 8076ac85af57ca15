// A data set looked through.
#include "core/base/error.h"
#include "core/data/check.h"
#include "tests/data/fixtures.h"
#include "tests/support/shared_material.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataCheck : public QObject
{
    Q_OBJECT

private slots:
    void namesBadFilesByReason();
    void threadsChangeNothing();
    void stopsAndReports();
    void findsRealPhotographsGood();
};

/// Good files and one of each fault, in two splits.
static void put_mixed(const fs::path &root)
{
    put_images(root, "train/a", 5);
    put(root, "train/b/1.jpg", "sideways.jpg");
    put(root, "train/b/2.jpg", "cmyk.jpg");
    put(root, "test/b/1.png", "palette.png");
    write(root, "train/a/666.jpg", "");
    write(root, "train/a/7.png", "no picture");
    put(root, "train/b/3.jpg", "two_channels.jpg");
    put(root, "train/b/4.png", "huge.png");
    put(root, "train/b/5.jpg", "color.jpg");
    fs::resize_file(root / "train/b/5.jpg", 700);
    fs::create_symlink("nowhere", root / "test/b/2.png");
}

void TestDataCheck::namesBadFilesByReason()
{
    const QTemporaryDir folder;
    const fs::path root(folder.path().toStdString());
    put_mixed(root);
    DataSpec spec;
    spec.source = root.string();
    const auto check = check_data(spec, 2);
    QCOMPARE(check.kind, std::string("folder"));
    QCOMPARE(check.classes, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(check.splits.size(), std::size_t(2));
    QCOMPARE(check.splits[0].name, std::string("train"));
    QCOMPARE(check.splits[0].good, std::size_t(7));
    QCOMPARE(check.splits[0].bad, std::size_t(5));
    QCOMPARE(check.splits[0].per_class, (std::vector<std::size_t>{5, 2}));
    QCOMPARE(check.splits[1].name, std::string("test"));
    QCOMPARE(check.splits[1].per_class, (std::vector<std::size_t>{0, 1}));
    QCOMPARE(check.smallest, (std::array{19, 19}));
    QCOMPARE(check.largest, (std::array{26, 26}));
    std::vector<std::string> bad;
    for (const auto &file : check.bad)
        bad.push_back(file.path.lexically_relative(root).string() + ": " + file.reason);
    QCOMPARE(bad,
             (std::vector<std::string>{
                 "train/a/666.jpg: empty", "train/a/7.png: not an image (neither JPEG nor PNG)",
                 "train/b/3.jpg: wrong channels (2)", "train/b/4.png: too large",
                 "train/b/5.jpg: truncated or damaged", "test/b/2.png: cannot be read"}));
    QCOMPARE(check.reasons().size(), std::size_t(6));
    QCOMPARE(check.reasons().at("empty"), std::size_t(1));
}

void TestDataCheck::threadsChangeNothing()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_mixed(spec.source);
    const auto one = check_data(spec, 1);
    const auto many = check_data(spec, 7);
    QCOMPARE(many.bad.size(), one.bad.size());
    for (std::size_t i = 0; i < one.bad.size(); ++i)
        QCOMPARE(many.bad[i].path, one.bad[i].path);
    QCOMPARE(many.splits[0].per_class, one.splits[0].per_class);
}

void TestDataCheck::stopsAndReports()
{
    const QTemporaryDir folder;
    DataSpec spec;
    spec.source = folder.path().toStdString();
    put_images(spec.source, "a", 40);
    std::vector<double> fractions;
    (void)check_data(spec, 3, {}, [&](const Progress &p) { fractions.push_back(p.fraction); });
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    std::stop_source stop;
    try {
        (void)check_data(spec, 3, stop.get_token(), [&](const Progress &) { stop.request_stop(); });
        QFAIL("not stopped");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
}

void TestDataCheck::findsRealPhotographsGood()
{
    TLVFC_NEEDS_SHARED();
    const auto images = real_images("catdog");
    QVERIFY(images);
    DataSpec spec;
    spec.source = images->string();
    const auto check = check_data(spec, 2);
    std::size_t good = 0;
    for (const auto &split : check.splits)
        good += split.good;
    QCOMPARE(good, std::size_t(700));
    QVERIFY(check.bad.empty());
}

QTEST_GUILESS_MAIN(TestDataCheck)
#include "tst_data_check.moc"

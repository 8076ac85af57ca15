#include "core/base/error.h"
#include "core/data/packed.h"
#include "tests/data/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;
namespace fs = std::filesystem;

class TestDataBadFiles : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void leavesBadFilesOutAndNamesThem();
    void refusesBadFiles();
    void threadsChangeNothing();
    void stopsAndReports();

private:
    DataSpec spec() const
    {
        DataSpec spec;
        spec.source = root().string();
        spec.image_size = 12;
        return spec;
    }
    fs::path root() const { return fs::path(folder_->path().toStdString()); }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestDataBadFiles::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void TestDataBadFiles::leavesBadFilesOutAndNamesThem()
{
    put_images(root(), "train/a", 4);
    write(root(), "train/a/0_empty.jpg", "");
    write(root(), "train/b/1.png", "no picture");
    put(root(), "train/b/2.png", "color.png");
    fs::resize_file(root() / "train/b/2.png", 150);
    fs::create_symlink("nowhere", root() / "train/b/3.png");
    put(root(), "train/b/4.png");
    auto all = spec();
    all.validation_share = 0;
    const auto data = load_data(all, 1, 2);
    QCOMPARE(data.train.names,
             (std::vector<std::string>{"a/0.png", "a/1.png", "a/2.png", "a/3.png", "b/4.png"}));
    QCOMPARE(data.train.labels, (std::vector<std::int32_t>{0, 0, 0, 0, 1}));
    QCOMPARE(data.train.image(4).data()[0], data.train.image(0).data()[0]);
    QCOMPARE(data.train.pixels.size(), 5 * data.train.image_bytes());
    std::vector<std::string> reasons;
    for (const auto &file : data.bad)
        reasons.push_back(file.path.lexically_relative(root()).string() + ": " + file.reason);
    QCOMPARE(reasons,
             (std::vector<std::string>{
                 "train/a/0_empty.jpg: empty", "train/b/1.png: not an image (neither JPEG nor PNG)",
                 "train/b/2.png: truncated or damaged", "train/b/3.png: cannot be read"}));
}

void TestDataBadFiles::refusesBadFiles()
{
    put_images(root(), "a", 2);
    for (const char *name : {"a/w.png", "a/x.png", "a/y.png", "a/z.png"})
        write(root(), name, "no picture");
    auto strict = spec();
    strict.on_bad = BadFilePolicy::Refuse;
    strict.validation_share = 0;
    try {
        (void)load_data(strict, 1, 2);
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::UnreadableInput);
        const auto fault = QByteArray::fromStdString(error.fault());
        QVERIFY2(fault.startsWith("4 bad files"), fault);
        QVERIFY(fault.contains("w.png") && fault.contains("y.png") && !fault.contains("z.png"));
    }
    std::vector<BadFile> bad;
    const auto split = load_split(spec(), "val", 1, 1, {}, {}, &bad);
    QCOMPARE(split.count() + bad.size(), std::size_t(1));
}

void TestDataBadFiles::threadsChangeNothing()
{
    put_images(root(), "a", 15);
    write(root(), "a/bad.jpg", "no picture");
    put(root(), "b/1.jpg", "color.jpg");
    put(root(), "b/2.jpg", "sideways.jpg");
    const auto one = load_data(spec(), 5, 1);
    const auto many = load_data(spec(), 5, 7);
    QCOMPARE(many.train.pixels, one.train.pixels);
    QCOMPARE(many.train.labels, one.train.labels);
    QCOMPARE(many.val.pixels, one.val.pixels);
    QCOMPARE(many.bad.size(), one.bad.size());
}

void TestDataBadFiles::stopsAndReports()
{
    put_images(root(), "a", 30);
    std::vector<double> fractions;
    (void)load_data(spec(), 1, 3, {}, [&](const Progress &p) { fractions.push_back(p.fraction); });
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    std::stop_source stop;
    try {
        (void)load_data(spec(), 1, 3, stop.get_token(),
                        [&](const Progress &) { stop.request_stop(); });
        QFAIL("not stopped");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::Interrupted);
    }
}

QTEST_GUILESS_MAIN(TestDataBadFiles)
#include "tst_data_bad_files.moc"

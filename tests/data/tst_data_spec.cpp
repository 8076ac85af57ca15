#include "core/base/error.h"
#include "core/data/dataset.h"

#include <QTest>

using namespace tlvfc;

class TestDataSpec : public QObject
{
    Q_OBJECT

private slots:
    void survivesJson();
    void namesWrongKeys_data();
    void namesWrongKeys();
    void refusesTheImpossible_data();
    void refusesTheImpossible();
};

void TestDataSpec::survivesJson()
{
    DataSpec spec;
    spec.source = "/data/π";
    spec.image_size = 224;
    spec.classes = {"cat", "dog"};
    spec.class_limit = 7;
    spec.per_class_limit = 11;
    spec.validation_share = 0.125;
    spec.on_bad = BadFilePolicy::Refuse;
    spec.mean = {.1, .2, .3};
    spec.deviation = {.4, .5, .6};
    spec.random_crop = false;
    spec.crop_padding = 3;
    spec.resize_margin = 32;
    spec.horizontal_flip = false;
    spec.stratified = true;
    spec.color_jitter = 0.25;
    spec.rand_augment = 2;
    spec.mixup = 0.2;
    spec.scaled_decode = true;
    spec.rand_augment_strength = 11;
    spec.made_up_classes = 12;
    spec.made_up_per_class = 30;
    const auto text = to_text(to_json(spec));
    QVERIFY(data_spec_from_json(Json::parse(text), "x") == spec);
    QVERIFY(data_spec_from_json(Json::object(), "x") == DataSpec());
}

void TestDataSpec::namesWrongKeys_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("text for a number")
        << QByteArray(R"({"image_size": "32"})") << QByteArray("image_size");
    QTest::newRow("two means") << QByteArray(R"({"mean": [1, 2]})") << QByteArray("mean");
    QTest::newRow("classes") << QByteArray(R"({"classes": 3})") << QByteArray("classes");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("no JSON object");
}

void TestDataSpec::namesWrongKeys()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    try {
        (void)data_spec_from_json(Json::parse(json.toStdString()), "run.json");
        QFAIL("no error");
    } catch (const Error &error) {
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
        QVERIFY2(QByteArray(error.what()).contains("run.json"), error.what());
    }
}

void TestDataSpec::refusesTheImpossible_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto add = [](const char *json) { QTest::newRow(json) << QByteArray(json); };
    add(R"({"source": ""})");
    add(R"({"image_size": 3})");
    add(R"({"image_size": 5000})");
    add(R"({"class_limit": -1})");
    add(R"({"per_class_limit": -1})");
    add(R"({"validation_share": 1.0})");
    add(R"({"validation_share": -0.1})");
    add(R"({"std": [0.1, 0.0, 0.1]})");
    add(R"({"mean": [0.1, 1e999, 0.1]})");
    add(R"({"crop_padding": -1})");
    add(R"({"resize_margin": 1000})");
    add(R"({"color_jitter": 1.1})");
    add(R"({"rand_augment": 9})");
    add(R"({"rand_augment_strength": 31})");
    add(R"({"made_up_classes": 1})");
    add(R"({"made_up_classes": 21})");
    add(R"({"made_up_per_class": 4})");
}

void TestDataSpec::refusesTheImpossible()
{
    QFETCH(QByteArray, json);
    DataSpec spec;
    spec.source = "made-up";
    spec.validate();
    try {
        // 1e999 is no number in JSON, and refused as such.
        auto full = to_json(spec);
        full.update(Json::parse(json.toStdString()));
        data_spec_from_json(full, "x").validate();
    } catch (const Json::exception &) {
        return;
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY(!error.remedy().empty());
        return;
    }
    QFAIL("no error");
}

QTEST_GUILESS_MAIN(TestDataSpec)
#include "tst_data_spec.moc"

#include "core/base/error.h"
#include "core/training/device.h"

#include <QTest>

using namespace tlvfc;

class TestDevice : public QObject
{
    Q_OBJECT

private slots:
    void theProcessorIsAlwaysThere();
    void automaticChoice();
    void unknownNames_data();
    void unknownNames();
    void possibleNames_data();
    void possibleNames();
    void absentDevicesSayWhy_data();
    void absentDevicesSayWhy();
    void threads();
};

void TestDevice::theProcessorIsAlwaysThere()
{
    QCOMPARE(available_devices().front(), std::string("cpu"));
    QCOMPARE(resolve_device("cpu"), std::string("cpu"));
    QVERIFY(!device_description("cpu").empty());
}

void TestDevice::automaticChoice()
{
    const auto &devices = available_devices();
    QCOMPARE(resolve_device("auto"), devices.size() > 1 ? devices[1] : devices[0]);
    if (devices.size() > 1)
        QCOMPARE(resolve_device("cuda"), devices[1]);
}

void TestDevice::unknownNames_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"", "gpu", "CPU", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda0",
                             "cuda: 1", "cuda:99999999999999999999"})
        QTest::newRow(*name ? name : "empty") << name;
}

void TestDevice::unknownNames()
{
    QFETCH(QString, name);
    const auto refuses = [&](auto function) {
        try {
            function(name.toStdString());
            return false;
        } catch (const Error &error) {
            return error.kind() == ErrorKind::InvalidRequest &&
                   QString(error.what()).contains("unknown device '" + name + "'");
        }
    };
    QVERIFY(refuses(check_device_name));
    QVERIFY(refuses(resolve_device));
}

void TestDevice::possibleNames_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"cpu", "auto", "cuda", "cuda:0", "cuda:17"})
        QTest::newRow(name) << name;
}

void TestDevice::possibleNames()
{
    QFETCH(QString, name);
    check_device_name(name.toStdString()); // whatever this machine has
}

void TestDevice::absentDevicesSayWhy_data()
{
    QTest::addColumn<QString>("name");
    if (available_devices().size() == 1) {
        QTest::newRow("cuda") << "cuda";
        QTest::newRow("cuda:0") << "cuda:0";
    }
    QTest::newRow("more than any machine has") << "cuda:999";
}

void TestDevice::absentDevicesSayWhy()
{
    QFETCH(QString, name);
    try {
        resolve_device(name.toStdString());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        const auto start = "the device '" + name + "' is not here: ";
        QVERIFY2(QString::fromStdString(error.fault()).startsWith(start), error.what());
        QVERIFY(QString::fromStdString(error.fault()).size() > start.size());
    }
}

void TestDevice::threads()
{
    QVERIFY(set_compute_threads(0) >= 1);
    QCOMPARE(set_compute_threads(1), 1);
    QCOMPARE(set_compute_threads(2), 2);
}

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"

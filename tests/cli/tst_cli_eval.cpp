// eval: real networks on real images.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tlvfc;
using namespace tlvfc::test;

class TestCliEval : public QObject
{
    Q_OBJECT

private slots:
    void realNetworks_data();
    void realNetworks();
    void onlyTheSplitIsDecoded();
};

static const QStringList imagenet_normalization{"--mean", ".485,.456,.406", "--std",
                                                ".229,.224,.225"};

void TestCliEval::realNetworks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("correct"); // the authors' own code on these JPEGs
    QTest::newRow("resnet20") << "resnet20"
                              << "resnet20-12fca82f.th" << 8103;
    QTest::newRow("resnet32") << "resnet32"
                              << "resnet32-d509ac18.th" << 8256;
}

void TestCliEval::realNetworks()
{
    TLVFC_NEEDS_SHARED();
    QFETCH(QString, name);
    QFETCH(QString, file);
    QFETCH(int, correct);
    const auto images = real_images("cifar10");
    QVERIFY(images);
    const auto weights = QString::fromStdString((*shared_folder() / "checkpoints").string());
    const auto outcome =
        tlvfc_program(QStringList{"eval", name, "--weights", weights + "/" + file, "--data",
                                  QString::fromStdString(*images), "--json"} +
                      imagenet_normalization);
    VERIFY_SUCCESS(outcome);
    const auto document = outcome.json();
    qInfo("%s", to_text(document).c_str());
    QCOMPARE(document["total"].get<int>(), 10000);
    QVERIFY(std::abs(document["correct"].get<int>() - correct) <= 3);
    QCOMPARE(document["accuracy"].get<double>(), document["correct"].get<double>() / 10000);
    QVERIFY(document["loss"].get<double>() > 0.0);
    QVERIFY(document["images_per_second"].get<double>() > 0.0);
}

// A damaged training image is no matter of the test split.
void TestCliEval::onlyTheSplitIsDecoded()
{
    const QTemporaryDir folder;
    const auto put = [&](const QString &name, const QByteArray &content) {
        const auto path = folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QFile picture(QStringLiteral(TLVFC_PICTURE));
    QVERIFY(picture.open(QIODevice::ReadOnly));
    const auto good = picture.readAll();
    for (const char *label : {"a", "b"}) {
        QVERIFY(put(QString("train/%1/bad.png").arg(label), "no picture"));
        QVERIFY(put(QString("test/%1/good.png").arg(label), good));
    }
    const auto weights = folder.filePath("w.safetensors");
    VERIFY_SUCCESS(tlvfc_program({"transfer", "--method", "he", "--target", "resnet20",
                                  "--target-classes", "2", "--out", weights}));
    const QStringList eval{"eval", weights, "--data", folder.path(), "--refuse-bad", "--json"};
    const auto test = tlvfc_program(eval);
    VERIFY_SUCCESS(test);
    QVERIFY(test.json()["total"] == 2);
    const auto train = tlvfc_program(eval + QStringList{"--split", "train"});
    QCOMPARE(train.code, 2);
    QVERIFY2(train.err.contains("bad.png"), train.err.constData());
    const auto none = tlvfc_program(eval + QStringList{"--split", "validation"});
    QCOMPARE(none.code, 2);
}

QTEST_GUILESS_MAIN(TestCliEval)
#include "tst_cli_eval.moc"

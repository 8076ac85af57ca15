#include "ui/training/data_chooser.h"

#include "core/data/catalog.h"
#include "tests/data/made_archives.h"
#include "tests/data/made_cifar.h"
#include "tests/data/own_folders.h"
#include "ui/training/form_field.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QUrl>

#include <fstream>

using namespace tlvfc;
using namespace tlvfc::ui;
using namespace tlvfc::test;

namespace {

void write(const std::filesystem::path &file, const std::string &content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

void writeCifar(const std::filesystem::path &folder, const std::string &kind)
{
    for (const auto &[name, content] : made_cifar(kind))
        write(folder / name, content);
}

} // namespace

class TestDataChooser : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folders_ = std::make_unique<OwnFolders>();
        chooser_ = std::make_unique<DataChooser>();
        QTRY_COMPARE(chooser_->classes(), 10); // made-up pictures
    }
    void cleanup()
    {
        chooser_.reset();
        folders_.reset();
    }

    void theKindIsFoundByLooking_data();
    void theKindIsFoundByLooking();
    void anArchiveMayBeDropped();
    void whatIsNoDataIsSaid();
    void aNameBringsTheRecipesPreparation();
    void whatIsNotOnThisDiskIsShownWithItsHint();
    void whatIsFetchedMeanwhileIsOffered();
    void theSplitIsCountedAsChosen();

private:
    DataSourceBox *box() { return chooser_->findChild<DataSourceBox *>("dataKind"); }
    QString found() { return chooser_->findChild<QLabel *>("dataFound")->text(); }

    void choosePath(const std::filesystem::path &path)
    {
        box()->setCurrentIndex(DataSourceBox::OnDisk);
        auto *line = chooser_->findChild<QLineEdit *>("dataFolder");
        line->setText(QString::fromStdString(path.string()));
        emit line->editingFinished();
    }

    std::unique_ptr<OwnFolders> folders_;
    std::unique_ptr<DataChooser> chooser_;
};

void TestDataChooser::theKindIsFoundByLooking_data()
{
    QTest::addColumn<QString>("kind");
    for (const auto *kind :
         {"CIFAR-10 binary", "CIFAR-10 Python", "CIFAR-100 binary", "CIFAR-100 Python"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
    QTest::newRow("folder") << "Folder";
}

void TestDataChooser::theKindIsFoundByLooking()
{
    QFETCH(QString, kind);
    const auto folder = folders_->root() / "pictures";
    if (kind == "Folder") {
        for (const auto *name : {"a/1.png", "a/2.png", "b/1.png", "b/2.png"})
            write(folder / name, "as long as none is decoded, anything");
    } else {
        writeCifar(folder, kind.toStdString());
    }
    choosePath(folder);
    QTRY_VERIFY2(found().startsWith(kind + ": "), qPrintable(found() + chooser_->fault()));
    QCOMPARE(chooser_->classes(), kind == "Folder" ? 2 : 10);
    QCOMPARE(chooser_->spec().source, folder.string());
}

void TestDataChooser::anArchiveMayBeDropped()
{
    const auto file = folders_->root() / "cifar-10-binary.tar.gz";
    std::vector<MadeMember> members;
    for (const auto &[name, content] : made_cifar("CIFAR-10 binary"))
        members.push_back({"cifar-10-batches-bin/" + name, content});
    make_archive(file, members);

    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enters({5, 5}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(chooser_.get(), &enters);
    QVERIFY(enters.isAccepted());
    QSignalSpy chosen(chooser_.get(), &DataChooser::folderChosen);
    QDropEvent drop({5, 5}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(chooser_.get(), &drop);
    QTRY_VERIFY2(found().startsWith("CIFAR-10 binary: 10 classes"),
                 qPrintable(found() + chooser_->fault()));
    QCOMPARE(box()->kind(), DataSourceBox::OnDisk);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), QString::fromStdString(folders_->root().string()));
}

void TestDataChooser::whatIsNoDataIsSaid()
{
    QSignalSpy found(chooser_.get(), &DataChooser::found);
    choosePath(folders_->root() / "absent");
    QTRY_VERIFY2(chooser_->fault().contains("absent"), qPrintable(chooser_->fault()));
    QCOMPARE(chooser_->classes(), 0);
    QCOMPARE(found.last().first().toInt(), 0);
    choosePath({});
    QVERIFY(chooser_->fault().isEmpty());
}

void TestDataChooser::aNameBringsTheRecipesPreparation()
{
    const auto entry = catalog_entry("cifar100");
    writeCifar(dataset_folder(entry), "CIFAR-100 binary");
    chooser_->findChild<QSpinBox *>("size")->setValue(48);
    const auto before = chooser_->spec();

    box()->showSource("cifar100");
    QTRY_VERIFY2(found().startsWith("CIFAR-100 binary: 10 classes"),
                 qPrintable(found() + chooser_->fault()));
    auto expected = with_source(before, "cifar100");
    QCOMPARE(chooser_->spec(), expected);
    QCOMPARE(chooser_->findChild<QSpinBox *>("size")->value(), entry.image_size);
    QCOMPARE(chooser_->spec().mean, entry.mean);

    // A person's own size stands, and what was before the name comes back without it.
    chooser_->findChild<QSpinBox *>("size")->setValue(64);
    expected.image_size = 64;
    QCOMPARE(chooser_->spec(), expected);
    box()->setCurrentIndex(DataSourceBox::MadeUp);
    QCOMPARE(chooser_->spec(), before);

    chooser_->setSpec(expected);
    QCOMPARE(chooser_->spec(), expected);
    QCOMPARE(box()->kind(), DataSourceBox::InCatalog);
}

void TestDataChooser::whatIsNotOnThisDiskIsShownWithItsHint()
{
    const int row = box()->findData("food101");
    QVERIFY(row >= 0);
    QVERIFY(!(box()->model()->index(row, 0).flags() & Qt::ItemIsEnabled));
    QVERIFY(box()->itemData(row, Qt::ToolTipRole).toString().contains("tlvfc data fetch food101"));
    // A run's spec may name it all the same.
    auto spec = chooser_->spec();
    spec.source = "food101";
    chooser_->setSpec(spec);
    QCOMPARE(chooser_->spec(), spec);
    QTRY_VERIFY2(chooser_->fault().contains("tlvfc data fetch food101"),
                 qPrintable(chooser_->fault()));
}

void TestDataChooser::whatIsFetchedMeanwhileIsOffered()
{
    box()->showSource("cifar10");
    writeCifar(dataset_folder(catalog_entry("cifar10")), "CIFAR-10 binary");
    chooser_->show();
    box()->showPopup();
    box()->hidePopup();
    const int row = box()->findData("cifar10");
    QVERIFY(box()->model()->index(row, 0).flags() & Qt::ItemIsEnabled);
    QCOMPARE(box()->currentIndex(), row);
}

void TestDataChooser::theSplitIsCountedAsChosen()
{
    const auto folder = folders_->root() / "pictures";
    writeCifar(folder, "CIFAR-10 binary");
    choosePath(folder);
    QTRY_VERIFY2(found().contains("40 pictures to train on"), qPrintable(found()));
    auto *share = chooser_->findChild<QLineEdit *>("validation-share");
    share->setText("0.4");
    emit share->editingFinished();
    QTRY_VERIFY2(found().contains("30 pictures to train on"), qPrintable(found()));
    share->setText("1");
    emit share->editingFinished();
    QCOMPARE(chooser_->classes(), 0);
    QVERIFY(!chooser_->field("validation-share")->fault().isEmpty());
    QVERIFY(chooser_->fault().isEmpty());
}

QTEST_MAIN(TestDataChooser)
#include "tst_data_chooser.moc"

#include "ui/training/data_source_box.h"

#include "core/data/catalog.h"
#include "ui/theme/core_text.h"
#include "ui/theme/meaning_delegate.h"

#include <QStandardItemModel>

namespace tlvfc::ui {

namespace {

const QString madeUpSource = QStringLiteral("made-up");
constexpr int separator = 2; ///< between what is always there and the catalog

} // namespace

DataSourceBox::DataSourceBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMaxVisibleItems(20);
    const auto add = [this](const QString &text, const QString &source, const QString &meaning) {
        addItem(text, source);
        setItemData(count() - 1, meaning, MeaningDelegate::meaningRole);
    };
    add(tr("Made-up pictures"), madeUpSource, tr("drawn by the program, to try everything with"));
    add(tr("Folder or file…"), {}, tr("class folders, or CIFAR's files, packed or unpacked"));
    listCatalog();
}

void DataSourceBox::listCatalog()
{
    // Signals keep silent: entries come and go below the chosen one, which stays.
    const QSignalBlocker quiet(this);
    const auto chosen = name();
    const bool wasInCatalog = kind() == InCatalog;
    while (count() > separator)
        removeItem(count() - 1);
    try {
        const auto entries = read_catalog().data;
        if (!entries.empty())
            insertSeparator(separator);
        for (const auto &entry : entries) {
            const auto name = QString::fromStdString(entry.name);
            std::error_code error;
            const bool isHere = std::filesystem::is_directory(dataset_folder(entry), error);
            const auto hint = isHere ? coreText(entry.title)
                                     : tr("not on this disk: tlvfc data fetch %1").arg(name);
            addItem(name, name);
            setItemData(count() - 1, hint, MeaningDelegate::meaningRole);
            setItemData(count() - 1, QStringLiteral("%1\n%2").arg(coreText(entry.title), hint),
                        Qt::ToolTipRole);
            static_cast<QStandardItemModel *>(model())->item(count() - 1)->setEnabled(isHere);
        }
        setToolTip({});
    } catch (const std::exception &fault) {
        setToolTip(QString::fromUtf8(fault.what()));
    }
    if (wasInCatalog)
        showSource(chosen);
    showMeanings(this);
}

DataSourceBox::Kind DataSourceBox::kind() const
{
    return currentIndex() < separator ? static_cast<Kind>(currentIndex()) : InCatalog;
}

QString DataSourceBox::name() const { return currentData().toString(); }

void DataSourceBox::showSource(const QString &source)
{
    const int index = source.isEmpty() ? -1 : findData(source);
    setCurrentIndex(index < 0 ? static_cast<int>(OnDisk) : index);
}

void DataSourceBox::showPopup()
{
    listCatalog();
    QComboBox::showPopup();
}

} // namespace tlvfc::ui

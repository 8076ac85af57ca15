#include "ui/inspect/network_chooser.h"

#include "core/nets/zoo.h"
#include "ui/inspect/network_words.h"

#include <QStandardItemModel>

namespace tlvfc::ui {

NetworkChooser::NetworkChooser(QWidget *parent)
    : QComboBox(parent)
{
    setPlaceholderText(tr("Choose a network"));
    setMaxVisibleItems(30);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    for (const auto family : {Family::Vgg, Family::ResNet, Family::CifarResNet}) {
        addHeading(familyText(family));
        for (const auto &entry : zoo()) {
            if (entry.family != family)
                continue;
            const auto name = QString::fromStdString(entry.name);
            addItem(name, name);
            setItemData(count() - 1, QString::fromStdString(entry.description), Qt::ToolTipRole);
        }
    }
    zooEnd_ = count();
    setCurrentIndex(-1);
    connect(this, &QComboBox::activated, this, [this](int index) {
        if (index < zooEnd_)
            emit networkChosen(itemData(index).toString());
    });
}

void NetworkChooser::addHeading(const QString &words)
{
    addItem(words);
    auto *item = static_cast<QStandardItemModel *>(model())->item(count() - 1);
    item->setFlags(Qt::NoItemFlags);
    auto heading = font();
    heading.setBold(true);
    item->setFont(heading);
}

void NetworkChooser::showNetwork(const QString &name)
{
    while (count() > zooEnd_)
        removeItem(count() - 1);
    int index = name.isEmpty() ? -1 : findData(name);
    if (index < 0 && !name.isEmpty()) {
        addHeading(tr("Opened file"));
        addItem(name, name);
        index = count() - 1;
    }
    setCurrentIndex(index);
}

} // namespace tlvfc::ui

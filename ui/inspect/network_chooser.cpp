#include "ui/inspect/network_chooser.h"

#include "core/nets/zoo.h"
#include "ui/inspect/network_words.h"
#include "ui/theme/core_text.h"
#include "ui/theme/meaning_delegate.h"

#include <QAbstractItemView>
#include <QStandardItemModel>

namespace tlvfc::ui {

NetworkChooser::NetworkChooser(QWidget *parent)
    : ElidedComboBox(parent)
{
    setPlaceholderText(tr("Choose a network"));
    setMaxVisibleItems(30);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    listZoo();
    showMeanings(this);
    setCurrentIndex(-1);
    connect(this, &QComboBox::activated, this, [this](int index) {
        if (index < zooEnd_)
            emit networkChosen(itemData(index).toString());
        else if (index < offersEnd_)
            emit offerChosen(offers_[index - zooEnd_ - 1].spec);
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

void NetworkChooser::addEntry(const QString &text, const QString &key, const QString &meaning)
{
    addItem(text, key);
    setItemData(count() - 1, meaning, MeaningDelegate::meaningRole);
}

void NetworkChooser::listZoo()
{
    for (const auto family : {Family::Vgg, Family::ResNet, Family::CifarResNet}) {
        addHeading(familyText(family));
        for (const auto &entry : zoo()) {
            if (entry.family != family)
                continue;
            const auto name = QString::fromStdString(entry.name);
            addEntry(name, name, {});
            setItemData(count() - 1, coreText(entry.description), Qt::ToolTipRole);
        }
    }
    zooEnd_ = offersEnd_ = count();
}

void NetworkChooser::listOffers()
{
    isStale_ = false;
    while (count() > zooEnd_)
        removeItem(count() - 1);
    if (!offers_.isEmpty())
        addHeading(heading_);
    for (const auto &offer : std::as_const(offers_)) {
        const auto file = QString::fromStdString(offer.spec.weights);
        addEntry(offer.title, file, offer.meaning);
        setItemData(count() - 1, file, Qt::ToolTipRole);
    }
    offersEnd_ = count();
    showMeanings(this);
}

void NetworkChooser::setOffers(const QString &heading, const QList<OfferedNetwork> &offers)
{
    if (heading_ == heading && offers_ == offers) {
        isStale_ = false;
        return;
    }
    heading_ = heading;
    if (view()->isVisible()) {
        // What is under the mouse must stay what it is: only what stands there may be chosen.
        isStale_ = true;
        pending_ = offers;
        return;
    }
    offers_ = offers;
    listOffers();
    showNetwork(name_, weights_);
}

void NetworkChooser::showPopup()
{
    if (isStale_) {
        offers_ = pending_;
        listOffers();
        showNetwork(name_, weights_);
    }
    QComboBox::showPopup();
}

void NetworkChooser::showNetwork(const QString &name, const QString &weights)
{
    name_ = name;
    weights_ = weights;
    while (count() > offersEnd_)
        removeItem(count() - 1);
    int index = weights.isEmpty() ? -1 : findData(weights);
    if (index < 0 && !name.isEmpty())
        index = findData(name);
    if (index < 0 && !name.isEmpty()) {
        addHeading(tr("Opened file"));
        addItem(name, name);
        index = count() - 1;
    }
    setCurrentIndex(index);
}

} // namespace tlvfc::ui

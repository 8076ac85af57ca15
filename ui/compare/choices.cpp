#include "ui/compare/choices.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace tlvfc::ui {

void addChoice(QBoxLayout *row, const QString &words, QComboBox *box, const QString &tip,
               int stretch)
{
    auto *label = new QLabel(words);
    label->setBuddy(box);
    box->setToolTip(tip);
    row->addWidget(label);
    row->addWidget(box, stretch);
}

void offerRuns(QComboBox *box, const QStringList &folders, const QStringList &names,
               const QString &none)
{
    const auto before = box->currentData();
    const QSignalBlocker quiet(box);
    box->clear();
    if (!none.isEmpty())
        box->addItem(none);
    for (qsizetype i = 0; i < folders.size(); ++i)
        box->addItem(names[i], folders[i]);
    box->setCurrentIndex(std::max(0, box->findData(before)));
}

} // namespace tlvfc::ui

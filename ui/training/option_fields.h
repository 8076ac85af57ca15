// A form's fields bound to the members of a struct of options: how each kind of value is shown,
// read, refused and compared stands here once.
#pragma once

#include "core/base/option_values.h"
#include "ui/theme/core_text.h"
#include "ui/theme/meaning_delegate.h"
#include "ui/training/form_field.h"
#include "ui/training/number_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSpinBox>

#include <functional>
#include <string_view>
#include <vector>

namespace tlvfc::ui {

/// How an option is called: on the command line, in the form, and what it does, on one line.
struct OptionWords
{
    QString option;
    QString label;
    QString tip;
};

/// The list's values with their meanings, in the order in which core offers them.
template <typename Enum>
QComboBox *choiceBox()
{
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    auto *box = new QComboBox;
    for (const auto &entry : option_values<Enum>()) {
        box->addItem(text(entry.name), static_cast<int>(entry.value));
        box->setItemData(box->count() - 1, coreText(entry.meaning), MeaningDelegate::meaningRole);
    }
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    showMeanings(box);
    return box;
}

/// The editors belong to their fields, and the fields to whom they are laid out in.
template <typename Options>
class OptionFields
{
public:
    /// Called when a value changes, by whomever.
    std::function<void()> changed = [] {};

    FormField *addCount(const OptionWords &words, QSpinBox *box, int Options::*option)
    {
        QObject::connect(box, &QSpinBox::valueChanged, box, [this] { changed(); });
        return add(
            words, words.label, box, option, [box] { return box->value(); },
            [box](int value) { box->setValue(value); });
    }

    FormField *addNumber(const OptionWords &words, NumberEdit *edit, double Options::*option)
    {
        QObject::connect(edit, &QLineEdit::textChanged, edit, [this] { changed(); });
        auto *field = add(
            words, words.label, edit, option, [edit] { return edit->number(); },
            [edit](double number) { edit->setNumber(number); });
        entries_.back().isReadable = [edit] { return edit->isNumber(); };
        return field;
    }

    FormField *addSwitch(const OptionWords &words, bool Options::*option)
    {
        auto *box = new QCheckBox(words.label);
        QObject::connect(box, &QCheckBox::toggled, box, [this] { changed(); });
        return add(
            words, {}, box, option, [box] { return box->isChecked(); },
            [box](bool on) { box->setChecked(on); });
    }

    template <typename Enum>
    FormField *addChoice(const OptionWords &words, QComboBox *box, Enum Options::*option)
    {
        QObject::connect(box, &QComboBox::currentIndexChanged, box, [this] { changed(); });
        return add(
            words, words.label, box, option,
            [box] { return static_cast<Enum>(box->currentData().toInt()); },
            [box](Enum value) { box->setCurrentIndex(box->findData(static_cast<int>(value))); });
    }

    /// Takes the fields into the options; members without a field stay.
    void read(Options &options) const
    {
        for (const auto &entry : entries_)
            entry.read(options);
    }

    void show(const Options &options)
    {
        for (const auto &entry : entries_)
            entry.show(options);
    }

    /// How many have another value than these options; those without effect do not count.
    int differing(const Options &from) const
    {
        Options now = from;
        read(now);
        int count = 0;
        for (const auto &entry : entries_)
            count += entry.field->isEnabled() && !entry.isSame(now, from);
        return count;
    }

    /// Null where the option has no field here.
    FormField *field(const QString &option) const
    {
        for (const auto &entry : entries_) {
            if (entry.field->option() == option)
                return entry.field;
        }
        return nullptr;
    }

    void clearFaults()
    {
        for (const auto &entry : entries_)
            entry.field->setFault({});
    }

    /// Says at each field that holds no number that it does. @returns the first of them, or null
    FormField *refuseUnreadable()
    {
        FormField *first = nullptr;
        for (const auto &entry : entries_) {
            if (entry.isReadable())
                continue;
            entry.field->setFault(QCoreApplication::translate("FormField", "not a number"));
            first = first ? first : entry.field;
        }
        return first;
    }

private:
    struct Entry
    {
        FormField *field = nullptr;
        std::function<void(Options &)> read;
        std::function<void(const Options &)> show;
        std::function<bool(const Options &, const Options &)> isSame;
        std::function<bool()> isReadable = [] { return true; };
    };

    template <typename Value, typename Get, typename Set>
    FormField *add(const OptionWords &words, const QString &label, QWidget *editor,
                   Value Options::*option, Get get, Set set)
    {
        auto *field = new FormField(words.option, label, editor);
        field->setToolTip(words.tip);
        entries_.push_back(
            {field, [=](Options &options) { options.*option = get(); },
             [=](const Options &options) { set(options.*option); },
             [=](const Options &a, const Options &b) { return a.*option == b.*option; }});
        return field;
    }

    std::vector<Entry> entries_;
};

} // namespace tlvfc::ui

// One option of a strategy: its name, its values and what the chosen one means.
#pragma once

#include "core/transfer/strategy.h"
#include "ui/theme/core_text.h"

#include <QList>
#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;

namespace tlvfc::ui {

struct OptionEntry
{
    int value = 0;
    QString name; ///< as on the command line
    QString meaning;
};

template <typename Enum>
QList<OptionEntry> optionEntries()
{
    QList<OptionEntry> entries;
    for (const auto &entry : option_values<Enum>()) {
        entries.push_back({static_cast<int>(entry.value),
                           QString::fromUtf8(entry.name.data(), std::ssize(entry.name)),
                           coreText(entry.meaning)});
    }
    return entries;
}

class OptionRow : public QWidget
{
    Q_OBJECT

public:
    /// `objectName` is the combo box's.
    OptionRow(const QString &label, const QList<OptionEntry> &entries, const QString &objectName,
              QWidget *parent = nullptr);

    int value() const;
    void setValue(int value);

    /// Disables the row where the reason is not empty, and tells it.
    void setWithoutEffect(const QString &reason);

    /// Rows under each other share a width for their names.
    void setLabelWidth(int width);
    int labelWidth() const;

signals:
    void chosen(int value); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tellMeaning();

    QLabel *label_;
    QComboBox *values_;
    QLabel *meaning_;
};

} // namespace tlvfc::ui

// What becomes of training images before the network sees them, and how many are held out.
#pragma once

#include "core/data/dataset.h"
#include "ui/training/option_fields.h"

#include <QWidget>

namespace tlvfc::ui {

class FormSection;

class AugmentationPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AugmentationPanel(QWidget *parent = nullptr);

    /// Takes the fields into the spec; what has no field here stays.
    void read(DataSpec &spec) const;
    void setSpec(const DataSpec &spec);

    FormField *field(const QString &option) const { return fields_.field(option); }
    FormSection *section() const { return section_; }

    /// Says at each field that holds no number that it does. @returns whether all do
    bool checkNumbers();
    /// Shows the fault at the option's field, in sight. @returns whether it has one here
    bool setFault(const QString &option, const QString &fault);
    void clearFaults() { fields_.clearFaults(); }

signals:
    void changed();
    void splitChanged(); ///< other images are held out

private:
    QWidget *makeFields();
    void refresh();

    OptionFields<DataSpec> fields_;
    FormSection *section_;
};

} // namespace tlvfc::ui

// Where data may come from, in one list: made-up pictures, a folder or file, the catalog's data
// sets.
#pragma once

#include <QComboBox>

namespace tlvfc::ui {

class DataSourceBox : public QComboBox
{
    Q_OBJECT

public:
    enum Kind { MadeUp, OnDisk, InCatalog };

    explicit DataSourceBox(QWidget *parent = nullptr);

    Kind kind() const;
    /// As a data set's source is called; empty for a folder or file, whose path says it.
    QString name() const;

    /// Shows of which kind the source is. A name that the catalog lacks is a path.
    void showSource(const QString &source);

    /// What was fetched since is offered.
    void showPopup() override;

private:
    void listCatalog();
};

} // namespace tlvfc::ui

// The zoo as a drop-down list, family by family.
#pragma once

#include <QComboBox>

namespace tlvfc::ui {

class NetworkChooser : public QComboBox
{
    Q_OBJECT

public:
    explicit NetworkChooser(QWidget *parent = nullptr);

    /// Shows the name without telling it; a name that the zoo lacks (a file's) gets an entry of its
    /// own, and an empty one shows the placeholder.
    void showNetwork(const QString &name);

signals:
    void networkChosen(const QString &name); ///< by the user, from the zoo

private:
    void addHeading(const QString &words);

    int zooEnd_ = 0;
};

} // namespace tlvfc::ui

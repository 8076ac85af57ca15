// The zoo as a drop-down list, family by family, and what else is offered below it.
#pragma once

#include "core/runs/spec.h"
#include "ui/theme/elided_combo_box.h"

#include <QList>
#include <QString>

namespace tlvfc::ui {

/// A network that is no zoo's: the weights that a run came to.
struct OfferedNetwork
{
    QString title;
    QString meaning; ///< which network and how good, on one line
    NetworkSpec spec;

    friend bool operator==(const OfferedNetwork &, const OfferedNetwork &) = default;
};

class NetworkChooser : public ElidedComboBox
{
    Q_OBJECT

public:
    explicit NetworkChooser(QWidget *parent = nullptr);

    /// Lists them under the heading, below the zoo; without any there is no heading. An open list
    /// changes when it is opened again.
    void setOffers(const QString &heading, const QList<OfferedNetwork> &offers);

    /// Shows the network without telling it: the offer with these weights, else the zoo's of that
    /// name. A name that the zoo lacks (a file's) gets an entry of its own, and an empty one shows
    /// the placeholder.
    void showNetwork(const QString &name, const QString &weights = {});

    void showPopup() override;

signals:
    void networkChosen(const QString &name);             ///< by the user, from the zoo
    void offerChosen(const tlvfc::NetworkSpec &network); ///< by the user

private:
    void addHeading(const QString &words);
    void addEntry(const QString &text, const QString &key, const QString &meaning);
    void listZoo();
    void listOffers();

    int zooEnd_ = 0;
    int offersEnd_ = 0;
    QString heading_;
    QList<OfferedNetwork> offers_;
    QList<OfferedNetwork> pending_; ///< came while the list was open
    bool isStale_ = false;
    QString name_; ///< what is shown
    QString weights_;
};

} // namespace tlvfc::ui

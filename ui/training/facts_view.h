// Facts in groups, as high as they are: whatever it stands in scrolls.
#pragma once

#include "ui/training/run_facts.h"

#include <QStandardItemModel>
#include <QTreeView>

namespace tlvfc::ui {

class FactsView : public QTreeView
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    /// Keeps the selection where they are the same as before.
    void setFacts(const QList<FactGroup> &groups);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitNames();
    void copySelected();

    QStandardItemModel model_;
    QStringList shown_; ///< every text, to tell what is new
};

} // namespace tlvfc::ui

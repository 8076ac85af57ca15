// How the transfer is done: a method to begin from, and every option of it.
#pragma once

#include "core/transfer/strategy.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <utility>

class QBoxLayout;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace tlvfc::ui {

class MethodList;
class OptionRow;
class SeedBox;
class TransferSession;

/// What the user changes goes to the session at once; what others change there is shown.
class StrategyPanel : public QWidget
{
    Q_OBJECT

public:
    /// The session must outlive the panel; without one the panel stands for itself.
    explicit StrategyPanel(TransferSession *session, QWidget *parent = nullptr);

    const Strategy &strategy() const { return strategy_; }
    /// Shows it; tells nobody.
    void setStrategy(const Strategy &strategy);

    /// What "Copy as command" copies.
    QString command() const;
    void copyCommand();

    QSize sizeHint() const override { return {300, 720}; }

signals:
    void strategyEdited(const tlvfc::Strategy &strategy); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Reason = std::function<QString(const Strategy &)>;

    /// Options under one heading, which says so where none of them does anything.
    struct Group
    {
        QString title;
        QLabel *heading = nullptr;
        QList<std::pair<OptionRow *, Reason>> rows;

        void showEffects(const Strategy &strategy) const;
    };

    template <typename Enum>
    OptionRow *addOption(QBoxLayout *layout, const QString &label, const char *name,
                         Enum Strategy::*option);
    QLabel *addHeading(QBoxLayout *layout, const QString &words);
    void addMatching(QBoxLayout *layout);
    void addKernelChoice(QBoxLayout *layout);
    void addCrossover(QBoxLayout *layout);
    void addControl(QBoxLayout *layout);
    QWidget *makeOptions();
    QWidget *makeRate();
    QWidget *makeLocks();
    QWidget *makeFooter();
    void alignLabels();
    void edit(const Strategy &strategy);
    void chooseMethod(const QString &name);
    void refresh();
    void followSession();

    TransferSession *session_;
    Strategy strategy_;
    MethodList *methods_ = nullptr;
    QList<std::function<void()>> showOptions_; ///< each brings one row up to the strategy
    QList<OptionRow *> rows_;
    QList<Group> groups_;
    QLabel *rateLabel_ = nullptr;
    QDoubleSpinBox *rate_ = nullptr;
    OptionRow *fill_ = nullptr;
    QWidget *locks_ = nullptr;
    QLabel *locksWords_ = nullptr;
    SeedBox *seed_ = nullptr;
    QPushButton *copy_ = nullptr;
};

} // namespace tlvfc::ui

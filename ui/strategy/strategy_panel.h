// How the transfer is done: a method to begin from, and every option of it.
#pragma once

#include "core/transfer/strategy.h"

#include <QList>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace tlvfc::ui {

class MethodList;
class OptionRow;
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

    QSize sizeHint() const override { return {300, 720}; }

signals:
    void strategyEdited(const tlvfc::Strategy &strategy); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Options that lose their effect together.
    struct Group
    {
        QString title;
        QLabel *heading = nullptr;
        QList<OptionRow *> rows;

        void setWithoutEffect(const QString &reason) const;
    };

    template <typename Enum>
    OptionRow *addOption(QBoxLayout *layout, const QString &label, const char *name,
                         Enum Strategy::*option);
    QLabel *addHeading(QBoxLayout *layout, const QString &words);
    QWidget *makeOptions();
    QWidget *makeRate();
    QWidget *makeLocks();
    QWidget *makeFooter();
    void alignLabels();
    void edit(const Strategy &strategy);
    void chooseMethod(const QString &name);
    void refresh();
    void followSession();
    void copyCommand();

    TransferSession *session_;
    Strategy strategy_;
    MethodList *methods_ = nullptr;
    QList<std::function<void()>> showOptions_; ///< each brings one row up to the strategy
    QList<OptionRow *> rows_;
    Group matching_;
    Group kernelSize_;
    Group selection_;
    QLabel *rateLabel_ = nullptr;
    QDoubleSpinBox *rate_ = nullptr;
    QWidget *locks_ = nullptr;
    QLabel *locksWords_ = nullptr;
    QSpinBox *seed_ = nullptr;
    QPushButton *copy_ = nullptr;
};

} // namespace tlvfc::ui

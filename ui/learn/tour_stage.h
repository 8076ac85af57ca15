// The window as a tour sees it: what it can do there, and what it can read off.
#pragma once

#include "ui/learn/tour.h"

#include <QObject>
#include <QVariant>

class QWidget;

namespace tlvfc::ui {

class TourStage : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The window over which the tour lies.
    virtual QWidget *window() const = 0;

    /// Keeps what stands now, and gives it back at the tour's end.
    virtual void remember() = 0;
    virtual void restore() = 0;

    /// Turns to a page by its name.
    virtual void showPage(const QString &page) = 0;

    /// Does it, or begins to; isBusy() tells when it is through.
    /// @returns why it cannot be done, a sentence; empty where it can
    virtual QString perform(const TourAction &action) = 0;
    virtual bool isBusy() const = 0;

    /// Nothing where what is open does not tell it.
    virtual std::optional<QVariant> fact(const TourFact &fact) const = 0;

    /// The strategy's options, as in a run's specification.
    virtual Json strategy() const = 0;
    virtual QString selectedLayer() const = 0;
    virtual QString page() const = 0;

signals:
    void changed(); ///< whatever a tour may wait for
};

/// A panel below the widget by its objectName, the one that shows before the others; nullptr where
/// there is none.
QWidget *findPanel(const QWidget *window, const QString &objectName);

/// Turns every tab and page around the widget so that it shows, but for the window's own pages.
void reveal(QWidget *panel);

} // namespace tlvfc::ui

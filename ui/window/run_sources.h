// The runs that have weights, offered among the sources.
#pragma once

#include <QObject>
#include <QTimer>

namespace tlvfc::ui {

class NetworkPanel;
class RunShelf;

class RunSources : public QObject
{
    Q_OBJECT

public:
    /// Follows the shelf; shelf and panel must outlive it.
    RunSources(RunShelf *shelf, NetworkPanel *panel, QObject *parent = nullptr);

private:
    void offer();

    RunShelf *shelf_;
    NetworkPanel *panel_;
    QTimer soon_; ///< gathers the news of many runs
};

} // namespace tlvfc::ui

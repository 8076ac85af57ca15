// What becomes of runs that go when the window closes.
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace tlvfc::ui {

enum class CloseAnswer { LeaveRunning, Stop, Cancel };

/// Asks the person about the runs of these names; tests put their own answer in.
using CloseQuestion = std::function<CloseAnswer(QWidget *parent, const QStringList &runs)>;

CloseAnswer askAboutRuns(QWidget *parent, const QStringList &runs);

} // namespace tlvfc::ui

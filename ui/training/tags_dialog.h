// The tags of several runs at once.
#pragma once

#include "core/runs/run_notes.h"

#include <QDialog>

class QLineEdit;

namespace tlvfc::ui {

class TagsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param runs    of how many
    /// @param common  that all of them have
    TagsDialog(int runs, const std::vector<std::string> &common, QWidget *parent = nullptr);

    std::vector<std::string> tags() const; ///< that all are to have
    const std::vector<std::string> &before() const { return before_; }

private:
    std::vector<std::string> before_;
    QLineEdit *line_;
};

/// Those that every one has, as the first lists them.
std::vector<std::string> commonTags(const std::vector<RunNotes> &notes);

/// Leaves out what is in `before` alone, adds what is in `after` alone; a run's other tags stay.
void changeTags(RunNotes &notes, const std::vector<std::string> &before,
                const std::vector<std::string> &after);

} // namespace tlvfc::ui

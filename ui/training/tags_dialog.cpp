#include "ui/training/tags_dialog.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int leastWidth = 360;

bool holds(const std::vector<std::string> &tags, const std::string &tag)
{
    return std::ranges::find(tags, tag) != tags.end();
}

} // namespace

TagsDialog::TagsDialog(int runs, const std::vector<std::string> &common, QWidget *parent)
    : QDialog(parent)
    , before_(common)
    , line_(new QLineEdit)
{
    setObjectName(QStringLiteral("tagsDialog"));
    setWindowTitle(tr("Tags"));
    auto *label = new QLabel(runs == 1 ? tr("&Tags of the run, words:")
                                       : tr("&Tags that all %1 runs have, words:").arg(runs));
    label->setBuddy(line_);
    line_->setObjectName(QStringLiteral("tagsLine"));
    QStringList words;
    for (const auto &tag : common)
        words.append(QString::fromStdString(tag));
    line_->setText(words.join(QStringLiteral(", ")));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(line_);
    layout->addWidget(buttons);
    setMinimumWidth(leastWidth);
}

std::vector<std::string> TagsDialog::tags() const { return tags_from(line_->text().toStdString()); }

std::vector<std::string> commonTags(const std::vector<RunNotes> &notes)
{
    if (notes.empty())
        return {};
    auto common = notes.front().tags;
    std::erase_if(common, [&](const std::string &tag) {
        return std::ranges::any_of(notes,
                                   [&](const RunNotes &one) { return !holds(one.tags, tag); });
    });
    return common;
}

void changeTags(RunNotes &notes, const std::vector<std::string> &before,
                const std::vector<std::string> &after)
{
    std::erase_if(notes.tags,
                  [&](const std::string &tag) { return holds(before, tag) && !holds(after, tag); });
    for (const auto &tag : after) {
        if (!holds(notes.tags, tag))
            notes.tags.push_back(tag);
    }
}

} // namespace tlvfc::ui

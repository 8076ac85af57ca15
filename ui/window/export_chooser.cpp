#include "ui/window/export_chooser.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tlvfc::ui {

ExportChooser::ExportChooser(const QString &title, const QList<ExportChoice> &choices,
                             QWidget *parent)
    : QDialog(parent)
    , list_(new QListWidget)
{
    setObjectName(QStringLiteral("exportChooser"));
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    list_->setObjectName(QStringLiteral("exportList"));
    list_->setSpacing(space::tight);
    list_->setWordWrap(true);
    bool hasThumbnails = false;
    for (const auto &choice : choices) {
        auto *item =
            new QListWidgetItem(QStringLiteral("%1\n%2").arg(choice.name, choice.meaning), list_);
        if (!choice.thumbnail.isNull()) {
            QIcon icon(choice.thumbnail);
            // Not tinted by the selection: it shows what will be saved.
            icon.addPixmap(choice.thumbnail, QIcon::Selected);
            item->setIcon(icon);
            hasThumbnails = true;
        }
    }
    if (hasThumbnails)
        list_->setIconSize(thumbnailSize());
    list_->setCurrentRow(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save…"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list_, 1);
    layout->addWidget(buttons);
    resize(460, hasThumbnails ? 420 : 320);
    connect(list_, &QListWidget::currentRowChanged, this, &ExportChooser::pointedAt);
    const auto take = [this] {
        const int row = list_->currentRow();
        accept();
        if (row >= 0)
            emit chosen(row);
    };
    connect(buttons, &QDialogButtonBox::accepted, this, take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QListWidget::itemActivated, this, take);
}

void ExportChooser::addBelow(QWidget *widget)
{
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(1, widget);
    resize(width(), height() + widget->sizeHint().height());
}

} // namespace tlvfc::ui

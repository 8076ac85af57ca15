// Asks which of several pictures or tables is meant.
#pragma once

#include <QDialog>
#include <QList>
#include <QPixmap>
#include <QString>

class QListWidget;

namespace tlvfc::ui {

struct ExportChoice
{
    QString name;
    QString meaning;   ///< how large it is
    QPixmap thumbnail; ///< null where there is nothing to be seen
};

class ExportChooser : public QDialog
{
    Q_OBJECT

public:
    ExportChooser(const QString &title, const QList<ExportChoice> &choices,
                  QWidget *parent = nullptr);

    /// What else is asked for, below the list.
    void addBelow(QWidget *widget);

    static QSize thumbnailSize() { return {176, 110}; }

signals:
    void pointedAt(int choice);
    void chosen(int choice);

private:
    QListWidget *list_;
};

} // namespace tlvfc::ui

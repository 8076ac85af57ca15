// The application object: an error that no one caught becomes a sentence, never the program's end.
#pragma once

#include <QApplication>

namespace tlvfc::ui {

class StudioApplication : public QApplication
{
    Q_OBJECT

public:
    StudioApplication(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;

signals:
    void faulted(const QString &sentence);
};

} // namespace tlvfc::ui

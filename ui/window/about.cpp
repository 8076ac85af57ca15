#include "ui/window/about.h"

#include "ui/window/studio_options.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace tlvfc::ui {

void showAbout(QWidget *parent)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("About", text); };
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("about"));
    box.setWindowTitle(tr("About TLVFC Studio"));
    box.setTextFormat(Qt::RichText);
    box.setText(QStringLiteral("<h3>%1</h3><p>%2</p>")
                    .arg(versionText(), tr("Shows how one neural network becomes the start of "
                                           "another, and trains the result.")));
    box.setInformativeText(
        tr("<p>The method: “Heterogeneous Transfer Learning Using Variance-based Mapping and "
           "Pre-trained Feature Crossover” (AICI 2024). Compared with: “Breaking the Architecture "
           "Barrier” (arXiv 2212.13970).</p>"
           "<p>Made with Qt %1, LibTorch and QCustomPlot.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later "
           "(GPL-3.0-or-later). It comes without any warranty.</p>")
            .arg(QLatin1String(qVersion())));
    box.exec();
}

} // namespace tlvfc::ui

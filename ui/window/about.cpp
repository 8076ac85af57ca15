#include "ui/window/about.h"

#include "ui/window/studio_options.h"

#include "core/base/versions.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace tlvfc::ui {

namespace {

struct About
{
    Q_DECLARE_TR_FUNCTIONS(About)
};

} // namespace

/// With their licenses, which all allow what GPL-3.0-or-later does.
static QString thirdParties()
{
    return About::tr("Made with:\n\n") +
           QStringLiteral("Qt %1  (LGPL-3.0)\n"
                          "LibTorch %2  (BSD-3-Clause)\n"
                          "QCustomPlot  (GPL-3.0-or-later)\n"
                          "nlohmann-json, CLI11  (MIT, BSD-3-Clause)\n"
                          "Boost.Math  (BSL-1.0)\n"
                          "libjpeg-turbo, libpng, libdeflate  (IJG and BSD-3-Clause, libpng, MIT)\n"
                          "libarchive, libcurl, OpenSSL  (BSD-2-Clause, curl, Apache-2.0)\n")
               .arg(QLatin1String(qVersion()), QLatin1String(torch_version())) +
           About::tr("\nInstalled as a package, their texts are in /usr/share/doc/tlvfc-studio.");
}

void showAbout(QWidget *parent)
{
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("about"));
    box.setWindowTitle(About::tr("About TLVFC Studio"));
    box.setTextFormat(Qt::RichText);
    box.setText(
        QStringLiteral("<h3>%1</h3><p>%2</p>")
            .arg(versionText(), About::tr("Shows how one neural network becomes the start of "
                                          "another, and trains the result.")));
    box.setInformativeText(About::tr(
        "<p>The method: “Heterogeneous Transfer Learning Using Variance-based Mapping and "
        "Pre-trained Feature Crossover” (AICI 2024). Compared with: “Breaking the Architecture "
        "Barrier” (arXiv 2212.13970).</p>"
        "<p>Free software under the GNU General Public License, version 3 or later "
        "(GPL-3.0-or-later). It comes without any warranty.</p>"));
    box.setDetailedText(thirdParties());
    box.exec();
}

} // namespace tlvfc::ui

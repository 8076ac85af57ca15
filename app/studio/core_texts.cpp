// Prints core's texts as lupdate reads them: the target `translations` needs them beside the
// window's sources.
#include "ui/window/translations.h"

#include <QTextStream>

int main()
{
    QTextStream out(stdout);
    out << "const char *texts[] = {\n";
    for (auto text : tlvfc::ui::coreTexts()) {
        text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
        text.replace(QLatin1Char('"'), QStringLiteral("\\\""));
        out << "    QT_TRANSLATE_NOOP(\"core\", \"" << text << "\"),\n";
    }
    out << "};\n";
    return 0;
}

// Numbers as printf writes them in the C locale, whatever locale is in force.
#include "core/base/number_text.h"
#include "tests/support/comma_locale.h"

#include <QTest>

#include <cmath>
#include <cstdio>
#include <limits>

using namespace tlvfc;
using namespace tlvfc::test;

class TestNumberText : public QObject
{
    Q_OBJECT

private slots:
    void isAsPrintfWrites_data();
    void isAsPrintfWrites();
    void isTheSameInEveryLocale();
};

namespace {

QString printed(const char *format, int digits, double value)
{
    char text[500];
    std::snprintf(text, sizeof text, format, digits, value);
    return text;
}

QString qstring(const std::string &text) { return QString::fromStdString(text); }

} // namespace

void TestNumberText::isAsPrintfWrites_data()
{
    QTest::addColumn<double>("value");
    constexpr double most = std::numeric_limits<double>::max();
    for (const double value :
         {0.0, -0.0, 0.5, 0.125, 2.5, -1.005, 99.995, 1e-7, 123456.789, 0.0001234, 1e22, most,
          -most, std::numeric_limits<double>::denorm_min(), double(INFINITY), double(NAN)})
        QTest::addRow("%g", value) << value;
}

void TestNumberText::isAsPrintfWrites()
{
    QFETCH(double, value);
    for (const int digits : {0, 1, 2, 3, 4, 17}) {
        QCOMPARE(qstring(fixed(value, digits)), printed("%.*f", digits, value));
        QCOMPARE(qstring(signed_fixed(value, digits)), printed("%+.*f", digits, value));
        QCOMPARE(qstring(general(value, digits)), printed("%.*g", digits, value));
    }
}

void TestNumberText::isTheSameInEveryLocale()
{
    const CommaLocale locale;
    if (!locale.isThere())
        QSKIP("this machine has no locale with a comma and cannot make one");
    QCOMPARE(printed("%.*f", 1, 56.0), QString("56,0")); // what it is about
    QCOMPARE(qstring(fixed(56.0, 1)), QString("56.0"));
    QCOMPARE(qstring(signed_fixed(0.125, 2)), QString("+0.12"));
    QCOMPARE(qstring(general(0.0312, 4)), QString("0.0312"));
}

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_number_text.moc"

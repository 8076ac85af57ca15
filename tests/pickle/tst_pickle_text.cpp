// The textual arguments of pickle protocol 0, as Python writes them and as nobody should.
#include "core/base/error.h"
#include "core/pickle/text.h"

#include <QTest>

#include <cmath>
#include <string>

using namespace tlvfc;
using namespace tlvfc::pickle;

class TestPickleText : public QObject
{
    Q_OBJECT

private slots:
    void quoted_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<std::string>("text");
        using String = std::string;
        QTest::newRow("plain") << String("'conv1.weight'") << String("conv1.weight");
        QTest::newRow("empty") << String("''") << String();
        QTest::newRow("double quotes") << String("\"it's\"") << String("it's");
        QTest::newRow("an escaped quote") << String("'it\\'s'") << String("it's");
        QTest::newRow("a backslash") << String("'a\\\\n'") << String("a\\n");
        QTest::newRow("line ends") << String("'\\r\\n\\t'") << String("\r\n\t");
        QTest::newRow("bytes") << String("'\\x00\\x7f\\xff'") << String("\x00\x7f\xff", 3);
        QTest::newRow("half a byte") << String("'\\xf'") << String("xf");
        QTest::newRow("no hexadecimal") << String("'\\xg0'") << String("xg0");
        QTest::newRow("a last backslash") << String("'a\\'") << String("a\\");
    }

    void quoted()
    {
        QFETCH(std::string, line);
        QFETCH(std::string, text);
        QCOMPARE(parse_quoted(line), text);
    }

    void unquoted_data()
    {
        QTest::addColumn<std::string>("line");
        for (const auto *line : {"", "'", "a", "ab", "'a\"", "'a"})
            QTest::newRow(line) << std::string(line);
    }

    void unquoted()
    {
        QFETCH(std::string, line);
        QVERIFY_THROWS_EXCEPTION(Error, parse_quoted(line));
    }

    void rawUnicode_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << std::string("fc.bias") << "fc.bias";
        QTest::newRow("Latin-1") << std::string("\xe9t\xe9") << u"été"_qs;
        QTest::newRow("two bytes of UTF-8") << std::string("\\u03b1") << u"α"_qs;
        QTest::newRow("three") << std::string("a\\u4e2db") << u"a中b"_qs;
        QTest::newRow("four") << std::string("\\U0001f40d") << u"🐍"_qs;
        QTest::newRow("a backslash") << std::string("a\\u005cb") << "a\\b";
        QTest::newRow("another escape") << std::string("\\n") << "\\n";
        QTest::newRow("too short") << std::string("\\u03b") << "\\u03b";
        QTest::newRow("no hexadecimal") << std::string("\\u03bg") << "\\u03bg";
        QTest::newRow("beyond Unicode") << std::string("\\U00110000") << "\\U00110000";
        QTest::newRow("a sign") << std::string("\\u-001") << "\\u-001";
        QTest::newRow("a last backslash") << std::string("a\\") << "a\\";
    }

    void rawUnicode()
    {
        QFETCH(std::string, line);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(parse_raw_unicode(line)), text);
    }

    void integers_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<bool>("booleans"); // as INT has them, LONG not
        QTest::addColumn<QVariant>("value");
        QTest::newRow("INT") << std::string("12") << true << QVariant(12LL);
        QTest::newRow("LONG") << std::string("-12L") << false << QVariant(-12LL);
        QTest::newRow("True") << std::string("01") << true << QVariant(true);
        QTest::newRow("False") << std::string("00") << true << QVariant(false);
        QTest::newRow("a LONG with a zero before it")
            << std::string("01") << false << QVariant(1LL);
        QTest::newRow("beyond int64") << std::string(40, '9') << false << QVariant();
    }

    void integers()
    {
        QFETCH(std::string, line);
        QFETCH(bool, booleans);
        QFETCH(QVariant, value);
        const auto parsed = parse_integer(line, booleans);
        if (!value.isValid())
            QVERIFY(std::holds_alternative<None>(parsed));
        else if (value.typeId() == QMetaType::Bool)
            QCOMPARE(std::get<bool>(parsed), value.toBool());
        else
            QCOMPARE(std::get<std::int64_t>(parsed), value.toLongLong());
    }

    void floats()
    {
        QCOMPARE(parse_float("0.1"), 0.1);
        QCOMPARE(parse_float("-1e+300"), -1e300);
        QVERIFY(std::isinf(parse_float("inf")));
        QVERIFY(std::isnan(parse_float("nan")));
    }

    void noNumbers_data()
    {
        QTest::addColumn<std::string>("line");
        for (const auto *line : {"", "L", "x", "1 2", "1e5x", "0x"})
            QTest::newRow(line) << std::string(line);
    }

    void noNumbers()
    {
        QFETCH(std::string, line);
        QVERIFY_THROWS_EXCEPTION(Error, parse_integer(line, true));
        QVERIFY_THROWS_EXCEPTION(Error, parse_integer(line, false));
        QVERIFY_THROWS_EXCEPTION(Error, parse_float(line));
    }
};

QTEST_MAIN(TestPickleText)
#include "tst_pickle_text.moc"

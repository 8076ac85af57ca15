// A locale that writes 0,5 where C writes 0.5.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

#include <clocale>
#include <cstdlib>

namespace tlvfc::test {

/// In force as long as it lives; the machine's own, or made for the while with `localedef`.
class CommaLocale
{
public:
    CommaLocale()
    {
        is_there_ =
            std::setlocale(LC_NUMERIC, name) || (make() && std::setlocale(LC_NUMERIC, name));
    }
    ~CommaLocale()
    {
        std::setlocale(LC_NUMERIC, "C");
        unsetenv("LOCPATH");
    }
    CommaLocale(const CommaLocale &) = delete;
    CommaLocale &operator=(const CommaLocale &) = delete;

    /// False where the machine neither has it nor can make it.
    bool isThere() const { return is_there_; }

private:
    static constexpr auto name = "de_DE.UTF-8";

    bool make() const
    {
        setenv("LOCPATH", folder_.path().toLocal8Bit(), 1);
        return QProcess::execute("localedef",
                                 {"-i", "de_DE", "-f", "UTF-8", folder_.filePath(name)}) == 0;
    }

    QTemporaryDir folder_;
    bool is_there_ = false;
};

} // namespace tlvfc::test

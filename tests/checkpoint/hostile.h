// What the tables of hostile files share.
#pragma once

#include "tests/checkpoint/files.h"
#include "tests/checkpoint/made_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

namespace tlvfc::test {

inline void hostile_columns()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
}

/// A file and a part of the sentence that refuses it; "no error" for one that is read.
inline void hostile_row(const char *name, const std::string &bytes, const char *says)
{
    QTest::newRow(name) << QByteArray::fromStdString(bytes) << says;
}

class HostileFolder
{
public:
    std::string refusal_of(const QByteArray &bytes) const
    {
        write_bytes(file(), bytes);
        return refusal(file()).value_or("no error");
    }
    std::string refusal_of(const std::string &bytes) const
    {
        return refusal_of(QByteArray::fromStdString(bytes));
    }

    std::filesystem::path file() const
    {
        return std::filesystem::path(folder_.path().toStdString()) / "hostile";
    }

private:
    QTemporaryDir folder_;
};

/// Of everything that the process did so far.
inline void check_peak_memory()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    qInfo("peak memory of all these files: %ld MB", usage.ru_maxrss / 1024);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY(usage.ru_maxrss / 1024 < 1024);
#endif
}

} // namespace tlvfc::test

/// The body of a table's test: the file is refused with the sentence that its row says.
#define TLVFC_CHECK_HOSTILE(folder)                                                                \
    do {                                                                                           \
        QFETCH(QByteArray, bytes);                                                                 \
        QFETCH(QString, says);                                                                     \
        const auto said = QString::fromStdString((folder).refusal_of(bytes));                      \
        QVERIFY2(said.contains(says), qPrintable(said));                                           \
    } while (false)

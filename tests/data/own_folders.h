// The program's data and cache folders, moved into a test's own.
#pragma once

#include <QTemporaryDir>

#include <filesystem>

namespace tlvfc::test {

class OwnFolders
{
public:
    OwnFolders()
    {
        qputenv("XDG_DATA_HOME", folder_.filePath("share").toUtf8());
        qputenv("XDG_CACHE_HOME", folder_.filePath("cache").toUtf8());
    }

    std::filesystem::path root() const { return folder_.path().toStdString(); }
    std::filesystem::path data() const { return root() / "share" / "tlvfc-studio"; }
    std::filesystem::path cache() const { return root() / "cache" / "tlvfc-studio"; }

private:
    QTemporaryDir folder_;
};

} // namespace tlvfc::test

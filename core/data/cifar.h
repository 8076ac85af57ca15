// CIFAR-10 and CIFAR-100 as they are distributed (Krizhevsky 2009,
// cs.toronto.edu/~kriz/cifar.html).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// One of the four forms: two data sets, binary or as Python's pickles.
struct CifarForm
{
    std::string kind;   ///< for people: "CIFAR-10 binary"
    std::string folder; ///< which the archive holds all in
    bool is_pickled = false;
    std::vector<std::string> train; ///< file names
    std::string test;
    std::string names;      ///< the file with the classes' names
    std::string names_key;  ///< where they stand in it, if it is pickled
    std::string labels_key; ///< where the labels stand, in pickled files
    /// In binary files: bytes before an image, the last of which is the label. CIFAR-100's are the
    /// coarse label and the fine one, which counts.
    std::size_t label_bytes = 0;
    std::vector<std::string> default_names; ///< where there is no file with names
};

/// A file of an unpacked folder, or of an archive, whose content is then in memory.
struct CifarFile
{
    std::filesystem::path path; ///< "cifar-10-binary.tar.gz/data_batch_1.bin" in an archive
    std::string content;        ///< empty where the file is on disk

    /// @throws Error (UnreadableInput) if the file is missing or cannot be read.
    std::string read() const;
};

struct CifarFiles
{
    const CifarForm *form = nullptr;
    std::map<std::string, CifarFile> files; ///< by file name; those that are there
};

/// Looks at a folder, the folder inside it that the archives make, or a packed archive. Empty where
/// it is none of these. @throws Error (UnreadableInput) for a damaged archive.
std::optional<CifarFiles> find_cifar_files(const std::filesystem::path &source);

constexpr int cifar_side = 32;
constexpr std::size_t cifar_plane = std::size_t{cifar_side} * cifar_side;

/// Where a file's images are: each is its red, green and blue planes, row-major.
struct CifarBatch
{
    std::vector<std::size_t> labels;
    std::size_t first = 0;  ///< the first image's place in the file
    std::size_t stride = 0; ///< from one to the next
};

/// @throws Error (UnreadableInput) for a damaged file.
CifarBatch read_cifar_batch(const CifarForm &form, const CifarFile &file);

/// @throws Error (UnreadableInput) where they are missing, and not known by heart, or damaged.
std::vector<std::string> read_cifar_names(const CifarFiles &found);

} // namespace tlvfc

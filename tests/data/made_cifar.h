// CIFAR's four forms in small: the same pictures, written as the real archives hold them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tlvfc::test {

/// Picture i has red = i, green = column, blue = row.
inline std::string cifar_planes(int i)
{
    std::string bytes(1024, static_cast<char>(i));
    for (int p = 0; p < 1024; ++p)
        bytes += static_cast<char>(p % 32);
    for (int p = 0; p < 1024; ++p)
        bytes += static_cast<char>(p / 32);
    return bytes;
}

/// Picture i has label (i + shift) mod classes; before it stand the bytes of `coarse`.
inline std::string cifar_records(int count, int shift, int classes = 10,
                                 const std::string &coarse = {})
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += coarse + static_cast<char>((i + shift) % classes) + cifar_planes(i);
    return bytes;
}

/// Writes what Python 2's cPickle does with protocol 2.
class MadePickle
{
public:
    MadePickle() { bytes_ = std::string("\x80\x02}", 3) + put() + "("; }

    MadePickle &text(const std::string &value)
    {
        bytes_ += "U" + std::string(1, static_cast<char>(value.size())) + value + put();
        return *this;
    }
    MadePickle &numbers(const std::string &key, const std::vector<int> &values)
    {
        text(key).bytes_ += "]" + put() + "(";
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i == 1000) // a list of more comes in parts
                bytes_ += "e(";
            bytes_ += "K" + std::string(1, static_cast<char>(values[i]));
        }
        bytes_ += "e";
        return *this;
    }
    MadePickle &texts(const std::string &key, const std::vector<std::string> &values)
    {
        text(key).bytes_ += "]" + put() + "(";
        for (const auto &value : values)
            text(value);
        bytes_ += "e";
        return *this;
    }
    MadePickle &array(const std::string &key, int rows, int columns, const std::string &content,
                      const std::string &type = "u1")
    {
        text(key).bytes_ += "cnumpy.core.multiarray\n_reconstruct\n" + put();
        bytes_ += "cnumpy\nndarray\n" + put() + std::string("K\0\x85", 3);
        text("b").bytes_ += "\x87R" + put() + "(K\x01" + two(rows) + two(columns) + "\x86";
        bytes_ += "cnumpy\ndtype\n" + put();
        text(type).bytes_ += std::string("K\0K\x01\x87R", 6) + put() + "(K\x03";
        text("|").bytes_ += "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xff" + std::string("K\0", 2) + "tb";
        bytes_ += "\x89T" + little_endian(content.size(), 4) + content + "tb";
        return *this;
    }
    std::string done() const { return bytes_ + "u."; }

private:
    static std::string little_endian(std::size_t value, int count)
    {
        std::string bytes;
        for (int i = 0; i < count; ++i)
            bytes += static_cast<char>(value >> (8 * i));
        return bytes;
    }
    static std::string two(int value)
    {
        return "M" + little_endian(static_cast<unsigned>(value), 2);
    }
    std::string put()
    {
        ++memo_;
        return memo_ < 256 ? "q" + little_endian(memo_, 1) : "r" + little_endian(memo_, 4);
    }

    std::string bytes_;
    std::size_t memo_ = 0;
};

inline std::string cifar_pickle(int count, int shift, const std::string &labels_key)
{
    std::string planes;
    std::vector<int> labels;
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) {
        planes += cifar_planes(i);
        labels.push_back((i + shift) % 10);
        names.push_back("leptodactylus_" + std::to_string(i) + ".png");
    }
    MadePickle pickle;
    pickle.text("batch_label").text("training batch 1 of 5").numbers(labels_key, labels);
    if (labels_key == "fine_labels")
        pickle.numbers("coarse_labels", std::vector<int>(labels.size(), 7));
    return pickle.array("data", count, 3072, planes).texts("filenames", names).done();
}

inline const std::vector<std::string> &cifar_classes()
{
    static const std::vector<std::string> names{"airplane", "automobile", "bird",  "cat",  "deer",
                                                "dog",      "frog",       "horse", "ship", "truck"};
    return names;
}

inline std::string cifar_lines()
{
    std::string lines;
    for (const auto &name : cifar_classes())
        lines += name + "\n";
    return lines + "\n";
}

/// 50 training pictures and 20 test pictures of ten classes, by file name. CIFAR-100's have ten
/// fine classes here.
inline std::map<std::string, std::string> made_cifar(const std::string &kind)
{
    std::map<std::string, std::string> files;
    const auto train = [](int part) { return "data_batch_" + std::to_string(part); };
    if (kind == "CIFAR-10 binary") {
        files["batches.meta.txt"] = cifar_lines();
        for (int i = 1; i <= 5; ++i)
            files[train(i) + ".bin"] = cifar_records(10, i);
        files["test_batch.bin"] = cifar_records(20, 0);
    } else if (kind == "CIFAR-10 Python") {
        files["batches.meta"] = MadePickle()
                                    .texts("label_names", cifar_classes())
                                    .numbers("num_cases_per_batch", {10})
                                    .done();
        for (int i = 1; i <= 5; ++i)
            files[train(i)] = cifar_pickle(10, i, "labels");
        files["test_batch"] = cifar_pickle(20, 0, "labels");
    } else if (kind == "CIFAR-100 binary") {
        files["fine_label_names.txt"] = cifar_lines();
        files["coarse_label_names.txt"] = "living\nnot\n";
        files["train.bin"] = cifar_records(50, 0, 10, "\x01");
        files["test.bin"] = cifar_records(20, 0, 10, "\x01");
    } else {
        files["meta"] = MadePickle()
                            .texts("fine_label_names", cifar_classes())
                            .texts("coarse_label_names", {"living", "not"})
                            .done();
        files["train"] = cifar_pickle(50, 0, "fine_labels");
        files["test"] = cifar_pickle(20, 0, "fine_labels");
    }
    return files;
}

} // namespace tlvfc::test

#include "tests/checkpoint/hostile.h"

using namespace tlvfc;
using namespace tlvfc::test;

/// Pickles that ask for too much, or for what no weights need.
class TestCheckpointHostilePickles : public QObject
{
    Q_OBJECT

private slots:
    void pickles_data();
    void pickles();
    void calls_data();
    void calls();
    void knownCallsStayInert_data();
    void knownCallsStayInert();
    void modulesWithinThemselves();
    void peakMemoryStayedSmall() { check_peak_memory(); }

private:
    HostileFolder folder_;
};

void TestCheckpointHostilePickles::pickles_data()
{
    hostile_columns();
    const auto row = [](const char *name, const std::string &root, const char *says) {
        hostile_row(name, root, says);
    };
    const auto entry = [](const std::string &value) { return "}" + pickled("a") + value + "s"; };
    const auto large = "\x8a\x08" + le(std::int64_t(1) << 60);
    const auto in_tuple = [](const std::string &values) { return "(" + values + "t"; };
    row("terabytes in a storage", entry(pickled_tensor(large, in_tuple(large), in_tuple("K\x01"))),
        "its numbers are not in the file, tensor 'a'");
    row("lists within lists", std::string(2'000'000, ']') + std::string(1'999'999, 'a'),
        "this is a list, not a state_dict");
    row("tuples within tuples", ")" + std::string(2'000'000, '\x85'),
        "this is a list, not a state_dict");
    row("marks without end", std::string(5'000'000, '('), "takes a value that is not there");
    row("a dict within itself",
        "}q" + std::string(1, '\0') + pickled("model") + "h" + std::string(1, '\0') + "s",
        "its state_dict contains itself");
    row("a list within itself", "]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a",
        "this is a list");
    row("more values than memory", std::string(30'000'000, ')'), "more values than any checkpoint");
    row("a memo of four gigabytes", "Kr" + std::string("r\xff\xff\xff\xff"),
        "numbers more values than any checkpoint");
    row("terabytes of text", "\x8d" + le(std::uint64_t(1) << 42), "the file is cut off");
    row("terabytes of bytes", "\x8e" + le(~std::uint64_t(0)), "the file is cut off");
    row("a frame of terabytes", "\x95" + le(std::uint64_t(1) << 42), "the file is cut off");
    row("a number of negative length", "\x8b" + le(std::int32_t(-1)),
        "an integer of negative length");
    row("copies of copies",
        "ccollections\nOrderedDict\nq" + std::string(1, '\0') + "0(" + repeated(")K\x01\x86", 10) +
            "lq\x01" + "0" + repeated("h" + std::string(1, '\0') + "h\x01\x85R0", 500'000) + "N",
        "copies more values than any checkpoint");
    row("the shell", "cos\nsystem\n(" + pickled("touch tlvfc-was-here") + "tR",
        "it would call 'os.system'");
    row("the shell by INST", "(" + pickled("true") + "ios\nsystem\n", "it would call 'os.system'");
    row("eval by OBJ", "(cbuiltins\neval\n" + pickled("1") + "o", "it would call 'builtins.eval'");
    row("a name by STACK_GLOBAL", pickled("os") + pickled("system") + "\x93)R",
        "it would call 'os.system'");
    row("extension codes", "\x82\x01", "asks for the opcode EXT1 (0x82)");
    row("a persistent id of text", "Pxyz\n", "describes a storage in no known way");
    row("a buffer from outside", "\x97", "asks for the opcode NEXT_BUFFER (0x97)");
    row("no opcode at all", "\xff", "asks for the opcode 0xff");
    row("a call of a call", "ccollections\ndefaultdict\n)R)R",
        "calls what is no class or function");
    row("a call of a text", pickled("os.system") + ")R", "calls what is no class or function");
    row("a protocol of the future", "\x80\x09", "a protocol that Python does not know");
    row("a stack that is empty", "0", "takes a value that is not there");
    row("a key without a value", "(Nd", "a key without a value");
    row("a memo that is empty", "h\x05", "refers to a value that is not there");
}

void TestCheckpointHostilePickles::pickles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto root = bytes.toStdString();
    const auto said = QString::fromStdString(folder_.refusal_of(legacy_file(root)));
    QVERIFY2(said.contains(says), qPrintable(said));
    // The same pickle within an archive meets the same end, but for its storages.
    const auto packed = folder_.refusal_of(zip_file({{"x/data.pkl", pickle_protocol_2(root)}}));
    QVERIFY2(packed != "no error", packed.c_str());
}

void TestCheckpointHostilePickles::calls_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *module, const char *name, const char *says) {
        QTest::newRow(qPrintable(QString("%1.%2").arg(module, name))) << module << name << says;
    };
    const auto attack = "opened by Python it would call";
    const auto unknown = "which is not known from files of weights";
    row("os", "system", attack);
    row("posix", "execv", attack);
    row("nt", "system", attack);
    row("subprocess", "Popen", attack);
    row("builtins", "exec", attack);
    row("__builtin__", "eval", attack);
    row("builtins", "getattr", attack);
    row("builtins", "__import__", attack);
    row("importlib", "import_module", attack);
    row("runpy", "_run_code", attack);
    row("functools", "partial", attack);
    row("operator", "attrgetter", attack);
    row("urllib.request", "urlopen", attack);
    row("torch.nn.modules.linear", "Linear", "this is a whole pickled model of class");
    row("torch.hub", "load", unknown);
    row("torch.storage", "_load_from_bytes", unknown);
    row("torch.jit._pickle_not", "build_intlist", unknown);
    row("numpy.testing._private.utils", "runstring", unknown);
    row("collections", "UserDict", unknown);
    row("argparse", "ArgumentParser", unknown);
    row("__main__", "Net", unknown);
    row("", "system", unknown);
    row("builtins", "set frozenset", attack);
}

void TestCheckpointHostilePickles::calls()
{
    QFETCH(QString, module);
    QFETCH(QString, name);
    QFETCH(QString, says);
    const auto global = "c" + module.toStdString() + "\n" + name.toStdString() + "\n";
    const auto whole = "'" + module + "." + name + "'";
    // Called, made, made anew and nested in an entry of a sound state_dict.
    const std::string copies = "ccopyreg\n_reconstructor\n(" + global + "cbuiltins\nobject\nNtR";
    const std::string entry = "}" + pickled("hook") + global + ")Rs";
    for (const auto &root :
         {global + ")R", global + ")\x81", global + ")}\x92", "(" + global + "o", copies, entry}) {
        const auto said = QString::fromStdString(folder_.refusal_of(legacy_file(root)));
        QVERIFY2(said.contains(whole) && said.contains(says), qPrintable(said));
    }
}

void TestCheckpointHostilePickles::knownCallsStayInert_data()
{
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const std::string &value) {
        QTest::newRow(name) << QByteArray::fromStdString(value);
    };
    row("argparse",
        "cargparse\nNamespace\n)\x81}" + pickled("lr") + "G" + std::string(8, '\0') + "sb");
    row("a set of Python 2", "c__builtin__\nset\n(](K\x01"
                             "et"
                             "R");
    row("defaultdict", "ccollections\ndefaultdict\n(cbuiltins\nlist\ntR");
    row("numpy's scalar", "cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(" + pickled("f8") +
                              "\x89\x88tRc_codecs\nencode\n(" + pickled("12345678") +
                              pickled("latin1") + "tRtR");
    row("a path", "cpathlib\nPosixPath\n(" + pickled("/etc") + pickled("passwd") + "tR");
    row("a schedule", "ctorch.optim.lr_scheduler\nStepLR\n)\x81}b");
    row("reconstructed",
        "ccopy_reg\n_reconstructor\n(cargparse\nNamespace\nc__builtin__\nobject\nNtR");
    row("a class that is only named", "cos\nsystem\n");
}

void TestCheckpointHostilePickles::knownCallsStayInert()
{
    QFETCH(QByteArray, value);
    const auto root = "}" + pickled("w") +
                      pickled_tensor(pickled(4), pickled_tuple({2, 2}), pickled_tuple({2, 1})) +
                      "s" + pickled("beside") + value.toStdString() + "s";
    write_bytes(folder_.file(),
                QByteArray::fromStdString(legacy_file(root, {{"0", std::string(16, '\0')}})));
    const auto read = read_weights(folder_.file());
    QCOMPARE(read.weights.size(), std::size_t(1));
    QCOMPARE(Json(read.notes).dump(),
             std::string(R"(["1 entry that is no tensor left out: 'beside'"])"));
}

void TestCheckpointHostilePickles::modulesWithinThemselves()
{
    const std::string zero(1, '\0');
    const std::string module = "c__torch__\nNet\n)\x81q" + zero + "}" + pickled("a") + "h" + zero +
                               "s" + pickled("b") + "h" + zero + "sb";
    const auto said = folder_.refusal_of(
        zip_file({{"x/data.pkl", pickle_protocol_2(module)}, {"x/constants.pkl", "N."}}));
    QVERIFY2(said.find("modules lie deeper") != std::string::npos, said.c_str());
    // Thirty modules, each twice in the one before: a billion names.
    std::string doubled = "N";
    for (int i = 0; i < 30; ++i) {
        const auto slot = std::string(1, char(i));
        doubled = "c__torch__\nNet\n)\x81}" + pickled("a") + doubled + "q" + slot + "s" +
                  pickled("b") + "h" + slot + "sb";
    }
    const auto many = folder_.refusal_of(
        zip_file({{"x/data.pkl", pickle_protocol_2(doubled)}, {"x/constants.pkl", "N."}}));
    QVERIFY2(many.find("more names than any network's") != std::string::npos, many.c_str());
}

QTEST_GUILESS_MAIN(TestCheckpointHostilePickles)
#include "tst_checkpoint_hostile_pickles.moc"

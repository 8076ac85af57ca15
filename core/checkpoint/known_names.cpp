#include "core/checkpoint/known_names.h"

#include "core/checkpoint/faults.h"

#include <algorithm>
#include <array>

namespace tlvfc::checkpoint {

using pickle::Global;
using pickle::PickleHeap;
using pickle::ValueId;

namespace {

struct Known
{
    std::string_view module;
    /// Between spaces, so that a name is found whole; "*" for all of the module.
    std::string_view names;
};

constexpr std::string_view plain_types =
    " set frozenset list dict tuple int long float bool str unicode bytes bytearray complex slice "
    "range object ";
constexpr std::string_view paths =
    " Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath ";
constexpr std::string_view array_makers = " scalar _reconstruct ";
constexpr std::string_view random_makers =
    " __randomstate_ctor __generator_ctor __bit_generator_ctor ";

constexpr std::array known_list{
    Known{"builtins", plain_types},
    Known{"__builtin__", plain_types},
    Known{"collections", " OrderedDict defaultdict Counter deque "},
    Known{"_codecs", " encode "},
    Known{"argparse", " Namespace "},
    Known{"types", " SimpleNamespace "},
    Known{"pathlib", paths},
    Known{"pathlib._local", paths},
    Known{"datetime", " datetime date time timedelta timezone "},
    Known{"decimal", " Decimal "},
    Known{"fractions", " Fraction "},
    Known{"uuid", " UUID "},

    Known{"numpy", " dtype ndarray "},
    Known{"numpy.core.multiarray", array_makers},
    Known{"numpy._core.multiarray", array_makers},
    Known{"numpy.core.numeric", " _frombuffer "},
    Known{"numpy._core.numeric", " _frombuffer "},
    Known{"numpy.random", " __RandomState_ctor "},
    Known{"numpy.random._pickle", random_makers},

    Known{"torch", " Size device Tensor "},
    Known{"torch._utils",
          " _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter "
          "_rebuild_parameter_with_state _rebuild_sparse_tensor _rebuild_sparse_csr_tensor "
          "_rebuild_nested_tensor _rebuild_qtensor _rebuild_meta_tensor_no_storage "
          "_rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor "
          "_rebuild_wrapper_subclass "},
    Known{"torch._tensor", " _rebuild_from_type _rebuild_from_type_v2 "},
    Known{"torch.tensor", " _rebuild_from_type "},
    Known{"torch.nn.parameter", " Parameter Buffer "},
    Known{"torch.autograd.variable", " Variable "},
    Known{"torch.serialization", " _get_layout "},
    Known{"torch.jit._pickle", "*"},
    Known{"torch.optim", "*"}, // and its submodules
    Known{"torch.cuda.amp.grad_scaler", " OptState "},
    Known{"torch.amp.grad_scaler", " OptState "},
    Known{"__torch__", "*"}, // TorchScript's own classes

    Known{"easydict", " EasyDict "},
    Known{"addict.addict", " Dict "},
    Known{"yacs.config", " CfgNode "},
    Known{"omegaconf.dictconfig", " DictConfig "},
    Known{"omegaconf.listconfig", " ListConfig "},
    Known{"omegaconf.base", " ContainerMetadata Metadata "},
    Known{"omegaconf.nodes", " AnyNode StringNode IntegerNode FloatNode BooleanNode "},
    Known{"mmengine.config.config", " ConfigDict "},
    Known{"mmengine.logging.history_buffer", " HistoryBuffer "},
    Known{"pytorch_lightning.utilities.parsing", " AttributeDict "},
    Known{"lightning_fabric.utilities.data", " AttributeDict "},
};

/// Makers of an object of the class that is their first argument.
constexpr std::array<std::string_view, 2> reconstructing_modules{"copyreg", "copy_reg"};
constexpr std::string_view reconstructing_names = " _reconstructor __newobj__ __newobj_ex__ ";

/// Where the names lie that make a file an attack rather than a mistake.
constexpr std::array<std::string_view, 22> system_modules{
    "os",      "posix",  "nt",     "subprocess", "sys",       "builtins", "__builtin__", "pty",
    "socket",  "shutil", "ctypes", "importlib",  "runpy",     "code",     "codeop",      "pickle",
    "marshal", "urllib", "http",   "webbrowser", "functools", "operator"};

bool is_word_of(std::string_view words, std::string_view name)
{
    return !name.empty() && name.find(' ') == std::string_view::npos &&
           words.find(" " + std::string(name) + " ") != std::string_view::npos;
}

bool is_below(std::string_view module, std::string_view top)
{
    return module.starts_with(top) && (module.size() == top.size() || module[top.size()] == '.');
}

bool is_known(const Global &global)
{
    return std::ranges::any_of(known_list, [&](const Known &known) {
        return known.names == "*"
                   ? is_below(global.module, known.module)
                   : global.module == known.module && is_word_of(known.names, global.name);
    });
}

Error refusal(const Global &global)
{
    const auto name = in_quotes(std::string(global.module) + "." + std::string(global.name));
    if (is_below(global.module, "torch.nn"))
        return not_readable("this is a whole pickled model of class " + name + ", not a state_dict",
                            "save model.state_dict() instead");
    const bool attack = std::ranges::any_of(
        system_modules, [&](std::string_view top) { return is_below(global.module, top); });
    if (attack)
        return not_readable("opened by Python it would call " + name + ", as no weights need",
                            "nothing was called here, but do not open it elsewhere");
    return not_readable("it asks for " + name + ", which is not known from files of weights",
                        "save model.state_dict() alone");
}

} // namespace

void require_known(const PickleHeap &heap, const Global &function, ValueId arguments)
{
    const bool reconstructs = std::ranges::find(reconstructing_modules, function.module) !=
                                  reconstructing_modules.end() &&
                              is_word_of(reconstructing_names, function.name);
    if (reconstructs) {
        const auto *given = heap.items(arguments);
        const auto *made = given && !given->empty() ? heap.get<Global>(given->front()) : nullptr;
        if (!made || !is_known(*made))
            throw refusal(made ? *made : function);
        return;
    }
    if (!is_known(function))
        throw refusal(function);
}

} // namespace tlvfc::checkpoint

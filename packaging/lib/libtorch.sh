# Where LibTorch lies, and whether it is complete.
# shellcheck shell=bash
: "${packaging:?}"

libtorch_version=2.11.0
libtorch_home=${XDG_CACHE_HOME:-$HOME/.cache}/tlvfc-studio
libtorch_folder=$libtorch_home/libtorch-$libtorch_version

# pins SET: what the stamp of a finished set says; it changes with the pinned wheels.
pins() { sha256sum <"$packaging/libtorch/$1.txt" | cut -d ' ' -f 1; }

# has_libtorch FOLDER: whether FOLDER holds headers and library.
has_libtorch() { [[ -f $1/include/ATen/ATen.h && -f $1/lib/libtorch_cpu.so ]]; }

# is_fetched SET: whether the set (cpu or gpu) lies in the cache, finished, as pinned today.
is_fetched() {
    local stamp=$libtorch_folder/$1.stamp
    has_libtorch "$libtorch_folder/torch" &&
        [[ -f $libtorch_folder/torch-$libtorch_version.dist-info/licenses/LICENSE ]] &&
        [[ -f $stamp && $(<"$stamp") == "$(pins "$1")" ]]
}

finds_gpu() {
    [[ -e /proc/driver/nvidia/version ]] || { command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; }
}

# need_libtorch OPTION...: sets LIBTORCH_ROOT, from the environment or by fetching (with OPTION...).
need_libtorch() {
    if [[ -n ${LIBTORCH_ROOT:-} ]]; then
        has_libtorch "$LIBTORCH_ROOT" ||
            fail "LIBTORCH_ROOT=$LIBTORCH_ROOT holds no include/ATen/ATen.h and lib/libtorch_cpu.so: name LibTorch's own folder, or unset it to have the pinned one fetched." 2
        LIBTORCH_ROOT=$(realpath "$LIBTORCH_ROOT")
        say "using $LIBTORCH_ROOT"
        return
    fi
    "$packaging/libtorch/fetch" "$@"
    LIBTORCH_ROOT=$libtorch_folder/torch
}

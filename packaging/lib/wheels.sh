# Downloading and unpacking the pinned wheels.
# shellcheck shell=bash
: "${packaging:?}" "${libtorch_home:?}"

# need_space GB FOLDER
need_space() {
    local free_gb
    free_gb=$(df --output=avail -BG "$2" | tail -n 1 | tr -dc 0-9)
    ((free_gb >= $1)) ||
        fail "$2 has $free_gb GB free and $1 GB are needed: make room, or set XDG_CACHE_HOME to a larger disk."
}

# pip_python: a Python with pip; the distribution's first, any version will do.
pip_python() {
    local python
    for python in /usr/bin/python3 python3; do
        if "$python" -m pip --version >/dev/null 2>&1; then
            echo "$python"
            return
        fi
    done
    fail "no python3 has pip: install the package python3-pip, then run this again." 2
}

# download_wheels SET FOLDER SCRATCH: pip checks every wheel against its pinned hash. Wheels that an
# interrupted run left finished in FOLDER are not downloaded again. SCRATCH lies beside the cache,
# since /tmp may be small.
download_wheels() {
    local python platforms=() tag
    python=$(pip_python)
    for tag in _2_28 _2_27 _2_25 _2_18 _2_17 2014 _2_12 2010 _2_5 1; do
        platforms+=(--platform "manylinux${tag}_x86_64")
    done
    mkdir -p "$2" "$3"
    say "downloading the wheels of libtorch/$1.txt"
    TMPDIR=$3 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$python" -m pip download --no-cache-dir --no-deps --only-binary=:all: --require-hashes \
        --implementation cp --python-version 3.12 --abi cp312 --abi none "${platforms[@]}" \
        --dest "$2" -r "$packaging/libtorch/$1.txt" ||
        fail "the download of LibTorch's wheels failed: check the network (PIP_INDEX_URL names a mirror, HTTPS_PROXY a proxy), then run this again."
    rm -rf "$3"
}

# unpack_wheels SET FROM TO: headers, shared libraries and their licenses only.
unpack_wheels() {
    local name wheel wanted
    mkdir -p "$3"
    while read -r name; do
        case $name in
        torch==*) wanted=('torch/lib/*' 'torch/include/*' '*.dist-info/licenses/LICENSE') ;;
        *) wanted=('nvidia/*') ;;
        esac
        wheel=$(find "$2" -name "$(tr - _ <<<"${name%%==*}")-${name##*==}-*.whl")
        [[ -f $wheel ]] || fail "$2 holds no wheel of $name: delete that folder and run this again."
        say "unpacking ${wheel##*/}"
        logged "$libtorch_home/unpack.log" unzip -q -o "$wheel" "${wanted[@]}" -d "$3" \
            -x '*.a' '*.py' '*/libtorch_python.so' ||
            fail "${wheel##*/} could not be unpacked to $3: the lines above say why."
        [[ -n ${TLVFC_KEEP_WHEELS:-} ]] || rm -f "$wheel"
    done < <(sed -n 's/^\([^#=]*==[^ ]*\) .*/\1/p' "$packaging/libtorch/$1.txt")
    rm -f "$libtorch_home/unpack.log"
    [[ -n ${TLVFC_KEEP_WHEELS:-} ]] || rmdir --ignore-fail-on-non-empty "$2"
}

# Configuring and building a preset of CMakePresets.json.
# shellcheck shell=bash
: "${project:?}"

# build_jobs: one for each core, as long as there are 1.5 GB of free memory for each; torch's
# headers take a compiler that far.
build_jobs() {
    local cores free_mb jobs
    cores=$(nproc)
    free_mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    jobs=$((free_mb / 1500 < cores ? free_mb / 1500 : cores))
    echo $((jobs > 1 ? jobs : 1))
}

# configured_here PRESET: whether its build folder was configured for this place and this LibTorch.
configured_here() {
    local cache=$project/build/$1/CMakeCache.txt
    [[ -f $cache ]] && grep -q -x -F "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$cache" &&
        grep -q -x -F "LIBTORCH_ROOT:PATH=$LIBTORCH_ROOT" "$cache"
}

# configure PRESET: from nothing where the tree or LibTorch moved, since cached finds would point
# to the old place; not at all where ninja would notice every change by itself.
configure() {
    local preset=$1 ninja_file=$project/build/$1/build.ninja options=()
    if ! configured_here "$preset"; then
        options=(--fresh)
    elif [[ -f $ninja_file && ! $project/CMakePresets.json -nt $ninja_file ]]; then
        say "build/$preset is configured already"
        return
    fi
    (cd "$project" && logged "build/$preset-configure.log" \
        cmake --preset "$preset" "${options[@]}" -DLIBTORCH_ROOT="$LIBTORCH_ROOT") ||
        fail "cmake could not configure build/$preset: the lines above say what is missing; if they do not help, delete build/$preset and run this again."
}

# build PRESET [TARGET...]
build() {
    local preset=$1 targets=()
    shift
    (($# == 0)) || targets=(--target "$@")
    (cd "$project" && cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]}") ||
        fail "the build of preset $preset failed: the compiler's first error above names the file at fault."
}

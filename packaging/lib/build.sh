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

# configured_root PRESET: the LibTorch that the preset's build folder was configured with.
configured_root() { sed -n 's/^LIBTORCH_ROOT:[A-Z]*=//p' "$project/build/$1/CMakeCache.txt" 2>/dev/null || true; }

# configure PRESET: from nothing where LibTorch moved, since cached finds would point to the old
# one; not at all where ninja would notice every change by itself.
configure() {
    local preset=$1 ninja_file=$project/build/$1/build.ninja options=()
    if [[ $(configured_root "$preset") != "$LIBTORCH_ROOT" ]]; then
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

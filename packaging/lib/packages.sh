# The distribution's packages: what is missing is installed, and only then is anything asked of apt.
# shellcheck shell=bash
: "${packaging:?}" "${project:?}"

# package_names LIST...: the names in packaging/packages/LIST.txt, one a line.
package_names() {
    local list
    for list in "$@"; do
        sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$packaging/packages/$list.txt"
    done
}

# missing_packages NAME...: those that are not installed.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p') || true
    printf '%s\n' "$@" | grep -v -x -F -f <(echo "$installed") || true
}

check_machine() {
    local tool
    [[ $(uname -sm) == 'Linux x86_64' ]] ||
        fail "the pinned LibTorch is for Linux on x86_64 and this is $(uname -sm): build with cmake and a LIBTORCH_ROOT of your own." 2
    [[ -w $project ]] ||
        fail "$project is not writable and build/ goes there: copy the tree to a folder of yours and run it from there." 2
    for tool in dpkg-query apt-get; do
        command -v $tool >/dev/null ||
            fail "there is no $tool here (Debian 12 and Ubuntu 24.04 have it): install the like of packaging/packages/build.txt, run packaging/libtorch/fetch, then cmake --preset release and cmake --build --preset release." 2
    done
}

say_if_untried_system() {
    local id version
    id=$(. /etc/os-release && echo "${ID:-}")
    version=$(. /etc/os-release && echo "${VERSION_ID:-}")
    case $id-$version in
    debian-12 | ubuntu-24.04) ;;
    *) warn "tried on Debian 12 and Ubuntu 24.04 only, this is $id $version: names of packages may differ." ;;
    esac
}

# may_sudo: without a question, or by asking for the password where someone can answer.
may_sudo() {
    command -v sudo >/dev/null || return
    sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }
}

# need_packages LIST...: installs what is missing of the lists, as root or through sudo.
need_packages() {
    check_machine
    local names missing
    mapfile -t names < <(package_names "$@")
    mapfile -t missing < <(missing_packages "${names[@]}")
    if ((${#missing[@]} == 0)); then
        say "all ${#names[@]} are here"
        return
    fi
    say_if_untried_system
    local as_root=()
    if ((EUID != 0)); then
        as_root=(sudo)
        may_sudo ||
            fail "packages are missing and only root may install them; run this as root, then start again: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" 2
    fi
    say "installing ${missing[*]}"
    local log=$project/build/packages.log
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
    logged "$log" "${apt[@]}" update ||
        fail "apt-get update failed: check the network and the sources in /etc/apt, then run this again."
    logged "$log" "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
        fail "apt-get could not install the packages: the lines above name the one at fault (on Ubuntu, enable 'universe'), then run this again."
}

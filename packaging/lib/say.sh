# Words for the person at the terminal: what happens, how long it took, what to do when it fails.
# shellcheck shell=bash

say() { printf '    %s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }

# fail SENTENCE [STATUS]: one sentence that says what went wrong and what to do, then the end.
fail() {
    printf 'error: %s\n' "$1" >&2
    exit "${2:-1}"
}

# seconds_since MICROSECONDS: with one digit after the point.
seconds_since() {
    local tenths=$(((${EPOCHREALTIME/[.,]/} - $1) / 100000))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# step TITLE COMMAND...: says what is done, does it, says how long it took.
step() {
    local title=$1 begin=${EPOCHREALTIME/[.,]/}
    shift
    printf '==> %s\n' "$title"
    "$@"
    printf '    done in %s\n' "$(seconds_since "$begin")"
}

# logged LOG COMMAND...: keeps the output in LOG; shows its end where the command fails.
logged() {
    local log=$1 status=0
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if ((status != 0)); then
        tail -n 20 "$log" >&2
        say "(all of it is in $log)" >&2
    fi
    return "$status"
}

#!/usr/bin/env bash
# sweep_through_slurm.sh TLVFC: a sweep as an array job of a real Slurm, followed with `tlvfc watch`.
# Exits with 77, having said so, where Slurm or munge is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=tests/cli/slurm/cluster.sh
. "$here/cluster.sh"
tlvfc=$1
PATH=$PATH:/usr/sbin:/sbin # where the daemons are

mapfile -t missing < <(missing_programs)
if ((${#missing[@]} > 0)); then
    echo "SKIP: this machine has no ${missing[*]} (packages slurm-wlm and munge)"
    exit 77
fi

work=$(mktemp -d)
clean_up() {
    local status=$?
    trap - EXIT
    if ((status != 0)); then
        tail -n 30 "$work"/*.log || true
        tail -n 5 "$work"/runs*/*/log.txt || true
    fi
    stop_cluster
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# check WHAT COMMAND...
check() {
    local what=$1
    shift
    if "$@"; then
        echo "ok: $what"
    else
        echo "FAILED: $what"
        exit 1
    fi
}

chmod 711 "$work" # munged's socket is for all
start_cluster "$work" || check "the cluster is up" false

cat >"$work/sweep.json" <<'END'
{"base": {"target": {"name": "resnet20"}, "device": "cpu", "threads": 1,
          "strategy": {"method": "he"}, "training": {"epochs": 2, "batch": 16},
          "data": {"source": "made-up", "image_size": 16, "made_up_classes": 3,
                   "made_up_per_class": 30}},
 "seeds": [1, 2]}
END
runs="$work/runs with 'quotes' \$HOME"
sweep() { "$tlvfc" sweep --spec "$work/sweep.json" "$@"; }
finished() { "$tlvfc" watch "$1" --json | grep -c '"test_total"'; }

sweep --runs "$runs" --slurm --sbatch "--time=10 --partition=main" >"$work/submitted"
cat "$work/submitted"
check "the job's number is said" grep -q '^job [0-9]* with 2 tasks' "$work/submitted"
timeout 240 "$tlvfc" watch "$runs" >"$work/watched"
for seed in 1 2; do
    name=he-resnet20-made-up-seed$seed
    check "seed $seed was followed to its end" grep -q "^$name: test accuracy" "$work/watched"
    check "seed $seed has its log" grep -q 'test accuracy' "$runs/$name/log.txt"
    check "seed $seed began once" test "$(grep -c '"started"' "$runs/$name/events.jsonl")" = 1
    check "seed $seed has its weights" test -s "$runs/$name/last.safetensors"
done
check "both are finished" test "$(finished "$runs")" = 2
until_so 30 no_jobs
check "nothing but runs and the script is left" test "$(find "$runs" -mindepth 1 -maxdepth 1 -printf . | wc -c)" = 3

sweep --runs "$runs" --slurm >"$work/again"
check "what is finished is not submitted again" grep -q 'no job is submitted' "$work/again"
sweep --runs "$runs" --json >"$work/local" 2>&1
check "nor carried out here" grep -q '"finished": 2' "$work/local"

status=0
sweep --runs "$work/refused" --slurm --sbatch "--partition=nowhere" 2>"$work/said" || status=$?
check "what sbatch refuses is a failure" test $status = 1
check "and sbatch's words are said" grep -q 'error: sbatch refuses the job: .*partition' "$work/said"

# Two methods on the same data in one task.
sed -i 's/ "seeds": \[1, 2\]}/ "methods": ["he", "glorot"]}/' "$work/sweep.json"
sweep --runs "$work/runs-together" --slurm --together >"$work/submitted"
check "one task for both" grep -q 'with 1 task;' "$work/submitted"
timeout 240 "$tlvfc" watch "$work/runs-together" --quiet >/dev/null
check "both of the task are finished" test "$(finished "$work/runs-together")" = 2
check "side by side" grep -q '"side_by_side":2' "$work/runs-together/glorot-resnet20-made-up-seed2/events.jsonl"
echo "all is well"

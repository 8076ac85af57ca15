# A Slurm cluster of this machine alone, in a folder of its own: munged, slurmctld and slurmd, with
# their own configuration, key and ports, run as the current user and gone at the end. Needs neither
# systemd nor cgroups.
# shellcheck shell=bash

cluster_programs=(munged slurmctld slurmd sbatch sinfo scancel squeue)
daemons=()

# missing_programs: those of the cluster that this machine lacks.
missing_programs() {
    local program
    for program in "${cluster_programs[@]}"; do
        command -v "$program" >/dev/null || echo "$program"
    done
}

# until_so SECONDS COMMAND...: asks five times a second.
until_so() {
    local ends=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < ends)) || return 1
        sleep 0.2
    done
}

# free_port: a port that nobody listens on.
free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# write_configuration FOLDER
write_configuration() {
    local node user
    node=$(hostname -s)
    user=$(id -un)
    cat >"$1/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
AuthType=auth/munge
AuthInfo=socket=$1/munge/socket
CredType=cred/munge
StateSaveLocation=$1/state
SlurmdSpoolDir=$1/spool
SlurmctldPidFile=$1/slurmctld.pid
SlurmdPidFile=$1/slurmd.pid
SlurmctldLogFile=$1/slurmctld.log
SlurmdLogFile=$1/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
    # slurmd starts with no other plugin where the machine's cgroups cannot be written, as in most
    # containers; this one only looks at the folder where they would be.
    printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s/cgroup\n' "$1" >"$1/cgroup.conf"
}

# start_daemon LOG COMMAND...
start_daemon() {
    local log=$1
    shift
    "$@" >>"$log" 2>&1 </dev/null &
    daemons+=($!)
}

# start_cluster FOLDER: returns when the node takes jobs; FOLDER has the daemons' logs.
start_cluster() {
    mkdir "$1/state" "$1/spool" "$1/cgroup"
    mkdir -m 711 "$1/munge"
    (umask 077 && head -c 1024 /dev/urandom >"$1/munge.key")
    write_configuration "$1"
    export SLURM_CONF=$1/slurm.conf
    start_daemon "$1/munged.log" munged --foreground --key-file="$1/munge.key" \
        --socket="$1/munge/socket" --pid-file="$1/munge/pid" --seed-file="$1/munge/seed"
    until_so 20 test -S "$1/munge/socket" || return 1
    start_daemon "$1/slurmctld.log" slurmctld -D -f "$SLURM_CONF"
    start_daemon "$1/slurmd.log" slurmd -D -f "$SLURM_CONF" -N "$(hostname -s)"
    until_so 60 node_is_idle
}

node_is_idle() { [[ $(sinfo -h -o %T) == idle ]]; }
no_jobs() { [[ -z $(squeue -h) ]]; }

# stop_cluster: jobs first, then the daemons, the last one started first.
stop_cluster() {
    local i
    if ((${#daemons[@]} == 3)) && kill -0 "${daemons[1]}" 2>/dev/null; then
        scancel -u "$(id -un)" 2>/dev/null || true
        until_so 20 no_jobs || true
    fi
    for ((i = ${#daemons[@]} - 1; i >= 0; --i)); do
        kill "${daemons[i]}" 2>/dev/null || true
        until_so 20 is_gone "${daemons[i]}" || kill -KILL "${daemons[i]}" 2>/dev/null || true
        wait "${daemons[i]}" 2>/dev/null || true
    done
    daemons=()
}

is_gone() { ! kill -0 "$1"; }

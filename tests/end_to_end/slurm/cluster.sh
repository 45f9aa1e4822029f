#!/usr/bin/env bash
# A private Slurm cluster on loopback, for tests. To be sourced:
#
#   source cluster.sh
#   slurm_is_here || exit 77
#   work=$(mktemp -d)
#   trap 'slurm_stop; rm -rf "$work"' EXIT
#   slurm_start "$work/slurm" 4 2     # n1..n4 with two processors each; exports SLURM_CONF
#   sbatch --wait ...
#   slurm_kill_node n2
#
# All daemons (an own munged too), keys, logs and ports belong to this cluster alone, so that several can run side by
# side, and beside a real one. It needs root: slurmd starts every job as its owner.
# Debian packages: slurmctld slurmd slurm-client munge.

slurm_folder=""
slurm_nodes=0

slurm_is_here() {
  local program
  for program in slurmctld slurmd sbatch squeue scancel scontrol sinfo munged; do
    _slurm_path "$program" >/dev/null || return 1
  done
}

# slurm_start FOLDER NODES [CPUS_PER_NODE]
slurm_start() {
  local folder=$1 nodes=$2 cpus=${3:-2} try
  _slurm_can_start "$folder" || return 1
  mkdir -p "$folder" || return 1
  slurm_folder=$(cd "$folder" && pwd -P) slurm_nodes=$nodes
  _slurm_clean_environment
  export SLURM_CONF=$slurm_folder/slurm.conf
  # A port that was free may be taken before the daemon has it: then take others.
  for try in 1 2 3; do
    if _slurm_start_daemons "$cpus" && _slurm_wait_for_nodes; then return 0; fi
    echo "slurm_start: try $try failed" >&2
    _slurm_print_logs
    _slurm_kill "" || break
    _slurm_port_was_taken || break
  done
  slurm_stop
  return 1
}

# slurm_kill_node NAME: the node crashes, with all that runs on it; its jobs are requeued and start again at once.
slurm_kill_node() {
  local name=$1 job jobs
  [ -n "$slurm_folder" ] || { echo "slurm_kill_node: no cluster is running" >&2; return 1; }
  [[ $name =~ ^n[0-9]+$ ]] || { echo "slurm_kill_node: no node is called '$name'" >&2; return 1; }
  local -x SLURM_CONF=$slurm_folder/slurm.conf  # never say to another cluster that a node is down
  _slurm_kill "$name" || return 1
  # The controller does not know yet that they are dead. (%i is 5_3 for a task; with %A one of the tasks would have the
  # number of the whole array.)
  jobs=$(squeue -h -w "$name" -o %i) || return 1
  scontrol update NodeName="$name" State=DOWN Reason=crash || return 1
  for job in $jobs; do _slurm_start_now "$job"; done
}

# Safe to call twice, from an EXIT trap, and when the start failed half-way. SLURM_CONF stays as it is, so that a late
# sbatch or scancel fails and does not reach a real cluster.
slurm_stop() {
  local code=0
  [ -n "$slurm_folder" ] || return 0
  _slurm_kill "" || code=1
  slurm_folder="" slurm_nodes=0
  return "$code"
}

# ---- Start ----

# Debian has the daemons in /usr/sbin, which is not in every user's PATH.
_slurm_path() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1"
}

_slurm_can_start() {
  slurm_is_here || { echo "slurm_start: a program of Slurm or munged is missing" >&2; return 1; }
  [ "$(id -u)" -eq 0 ] || { echo "slurm_start: needs root" >&2; return 1; }
  [ -z "$slurm_folder" ] || { echo "slurm_start: a cluster is already running in $slurm_folder" >&2; return 1; }
  [[ $1 =~ ^[A-Za-z0-9._/+-]+$ ]] || { echo "slurm_start: slurm.conf cannot hold this path: $1" >&2; return 1; }
  # The path of a Unix socket (spool.n1/n1_123.4294967291) must be shorter than 108 characters.
  [ "${#1}" -le 70 ] || { echo "slurm_start: the folder's path is too long for sockets: $1" >&2; return 1; }
}

# Inside a job of another cluster, its variables would change what sbatch does, and how our processes are told apart.
_slurm_clean_environment() {
  local name
  for name in $(compgen -e | grep -E '^(SLURM|SBATCH|SQUEUE|SCANCEL|SINFO|SALLOC|SRUN)' || true); do
    unset "$name"
  done
}

_slurm_start_daemons() {
  local node
  mkdir -p "$slurm_folder/logs" "$slurm_folder/state" || return 1
  rm -f "$slurm_folder"/logs/* "$slurm_folder"/*.pid
  _slurm_write_config "$1" || return 1
  _slurm_start_munge || return 1
  "$(_slurm_path slurmctld)" -c -i || return 1
  for ((node = 1; node <= slurm_nodes; ++node)); do
    "$(_slurm_path slurmd)" -N "n$node" || return 1
  done
}

# munged wants an own folder, a key that nobody else can read, and (--force) accepts that it runs as root.
_slurm_start_munge() {
  local munge=$slurm_folder/munge
  mkdir -p "$munge"
  rm -f "$munge/key"
  (umask 077 && head -c 128 /dev/urandom >"$munge/key") || return 1
  "$(_slurm_path munged)" --force --socket="$munge/socket" --key-file="$munge/key" \
    --pid-file="$slurm_folder/munged.pid" --log-file="$slurm_folder/logs/munged.log" \
    --seed-file="$munge/seed" 2>"$munge/warnings"
}

_slurm_write_config() {
  local cpus=$1 host port
  host=$(uname -n)
  host=${host%%.*}
  port=$(_slurm_free_ports $((slurm_nodes + 1))) || return 1
  cat >"$SLURM_CONF" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
# Listen on loopback only.
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$slurm_folder/munge/socket
StateSaveLocation=$slurm_folder/state
SlurmdSpoolDir=$slurm_folder/spool.%n
SlurmctldPidFile=$slurm_folder/slurmctld.pid
SlurmdPidFile=$slurm_folder/slurmd.%n.pid
SlurmctldLogFile=$slurm_folder/logs/slurmctld.log
SlurmdLogFile=$slurm_folder/logs/slurmd.%n.log
# No control groups: they are different in every container.
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
JobRequeue=1
MaxArraySize=20001
ReturnToService=2
# Else a batch job waits three seconds for others that might come.
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1
# A cancelled job that ignores SIGTERM is killed after so many seconds (usually 30).
KillWait=5
# Nodes may have more processors than the machine.
SlurmdParameters=config_overrides
SlurmdTimeout=5
# Make sbatch --wait ask every 2 seconds. Usually (300) it asks after 2, 8, and then every 32 seconds.
MinJobAge=4
NodeName=n[1-$slurm_nodes] NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1))-$((port + slurm_nodes)) \
  CPUs=$cpus State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=60 State=UP
END
}

# _slurm_free_ports COUNT prints the first of so many free ports in a row. They lie below the range (from 32768) from
# which the kernel takes the ports of outgoing connections.
_slurm_free_ports() {
  local count=$1 try first
  for ((try = 0; try < 100; ++try)); do
    first=$((20000 + RANDOM % 12000))
    if _slurm_are_free "$first" "$count"; then
      echo "$first"
      return 0
    fi
  done
  echo "slurm_start: no free ports" >&2
  return 1
}

_slurm_are_free() {
  local first=$1 count=$2 port used
  used=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null || true)
  for ((port = first; port < first + count; ++port)); do
    # Local addresses look like 0100007F:8FD1.
    ! grep -q "^ *[0-9]*: [0-9A-F]*:$(printf %04X "$port") " <<<"$used" || return 1
  done
}

_slurm_port_was_taken() {
  grep -qsi "address already in use" "$slurm_folder"/logs/slurm*.log
}

_slurm_wait_for_nodes() {
  local end=$((SECONDS + 30))
  while [ "$SECONDS" -lt "$end" ]; do
    [ "$(timeout 5 sinfo -h -t idle -o %D 2>/dev/null || true)" != "$slurm_nodes" ] || return 0
    ! _slurm_port_was_taken || return 1
    sleep 0.1
  done
  return 1
}

_slurm_print_logs() {
  local log
  for log in "$slurm_folder"/logs/*.log "$slurm_folder"/munge/warnings; do
    [ ! -s "$log" ] || { echo "--- $log"; tail -n 15 "$log"; } >&2
  done
}

# ---- Crash and stop ----

# Slurm holds a requeued job back for two minutes, as the dead node might come back with it. We know better.
_slurm_start_now() {
  local job=$1 try
  for ((try = 0; try < 50; ++try)); do
    case $(squeue -h -j "$job" -o %t 2>/dev/null || true) in
      PD) scontrol update JobId="$job" StartTime=now || true; return 0 ;;
      R | "") return 0 ;;  # running again already, or over
    esac
    sleep 0.1
  done
  echo "slurm_kill_node: job $job was not requeued" >&2
}

# _slurm_kill NODE kills all processes of this node; an empty NODE means the whole cluster. They are stopped first: else
# a slurmstepd would report the death of its job as a failure, and a job could go on to start processes meanwhile.
_slurm_kill() {
  local node=$1 processes="" now try
  for ((try = 0; try < 20; ++try)); do
    now=$(_slurm_processes "$node")
    [ "$now" != "$processes" ] || break
    processes=$now
    _slurm_signal STOP "$processes"
  done
  for ((try = 0; try < 100; ++try)); do
    [ -n "$processes" ] || return 0
    _slurm_signal KILL "$processes"
    sleep 0.05
    processes=$(_slurm_processes "$node")
  done
  echo "slurm: cannot kill the processes ${processes//$'\n'/ }" >&2
  return 1
}

# Some may be gone since they were listed.
_slurm_signal() {
  local process
  for process in $2; do kill "-$1" "$process" 2>/dev/null || true; done
}

# The daemons and slurmstepd's are known by the log that they write. (They are no children of ours, or of each other.
# A pid file comes late, stays behind, and may name another process by then.) The jobs are their descendants; those
# whose parent is gone are known by their environment.
_slurm_processes() {
  { _slurm_writers "$1"; _slurm_orphans "$1"; } | _slurm_with_descendants
}

_slurm_writers() {
  local logs="$slurm_folder/logs/${1:+slurmd.$1.log}*"
  find /proc/[0-9]*/fd -maxdepth 1 -perm -200 -lname "$logs" -printf '%h\n' 2>/dev/null |
    sed 's:/proc/::; s:/fd::' || true
}

_slurm_orphans() {
  local files
  files=$(grep -lzFx "SLURM_CONF=$slurm_folder/slurm.conf" /proc/[0-9]*/environ 2>/dev/null || true)
  [ -n "$files" ] || return 0
  # shellcheck disable=SC2086  # a list of files
  { grep -lzx "SLURMD_NODENAME=${1:-.*}" $files 2>/dev/null || true; } | sed 's:/proc/::; s:/environ::'
}

# Zombies do not count: they are dead, but where process 1 is no real init they stay for ever.
_slurm_with_descendants() {
  local roots
  roots=$(sort -un | tr '\n' ' ')
  { cat /proc/[0-9]*/status 2>/dev/null || true; } | awk -v roots="$roots" '
    $1 == "State:" { state = $2 }
    $1 == "Pid:" { pid = $2 }
    $1 == "PPid:" && state != "Z" { parent[pid] = $2 }
    END {
      count = split(roots, list)
      for (i = 1; i <= count; ++i) member[list[i]] = 1
      do {
        more = 0
        for (pid in parent) if (!(pid in member) && parent[pid] in member) { member[pid] = 1; more = 1 }
      } while (more)
      for (pid in parent) if (pid in member) print pid
    }' | sort -n
}

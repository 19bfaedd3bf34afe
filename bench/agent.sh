# What the measurements of the agent share: how it is started, asked, loaded and ended. Sourced by bench/agent and bench/soak, which set root and
# here. Sets: agent (its process id), socket, events (its file), first_event_millis.

agent='' socket='' events='' first_event_millis=''

build_load() {
    local name
    "$root/skep" --version >/dev/null
    mkdir -p "$root/target/bench"
    for name in benchspawns benchtrue; do
        [[ $root/target/bench/$name -nt $here/load/$name.c ]] ||
            gcc -O2 -Wall -o "$root/target/bench/$name" "$here/load/$name.c" -lutil
    done
}

start_agent() { # folder options...
    local begin folder=$1
    shift
    socket=$folder/agent.sock events=$folder/events.log
    begin=$(date +%s%N)
    # shellcheck disable=SC2086 # options of the measurement, separated by blanks
    "$root/skep" agent --server-socket "$socket" --metrics-server "" --export-filename "$events" "$@" 2>"$folder/agent.err" &
    agent=$!
    until [[ -s $events ]]; do
        /bin/true
        sleep 0.01
        kill -0 "$agent" 2>/dev/null || { cat "$folder/agent.err" >&2; exit 1; }
    done
    first_event_millis=$((($(date +%s%N) - begin) / 1000000))
}

await_socket() {
    until [[ -S $socket ]]; do sleep 0.05; done
}

stop_agent() {
    if [[ -n $agent ]]; then
        kill "$agent" 2>/dev/null || true
        wait "$agent" || true
        agent=
    fi
}

# CPU time of all threads of the agent that live, in microseconds. Those that end are the JVM's, and did little.
cpu_micros() {
    cat "/proc/$agent"/task/*/schedstat 2>/dev/null | awk '{ sum += $1 } END { printf "%d", sum / 1000 }'
}

# In MB of 1,000,000 bytes.
resident() {
    awk '/^VmRSS:/ { printf "%.1f", $2 * 1024 / 1e6 }' "/proc/$agent/status"
}

spawn() { # programs programs-of-one-spawner
    local left=$1 each spawners=()
    while ((left > 0)); do
        each=$((left < $2 ? left : $2))
        left=$((left - each))
        "$root/target/bench/benchspawns" "$each" "$root/target/bench/benchtrue" >/dev/null &
        spawners+=($!)
    done
    wait "${spawners[@]}"
    # What it has not written yet belongs to it, too.
    sleep 0.5
}

exported() {
    grep -c '^{"process_exec".*"binary":"[^"]*/benchtrue"' "$events" || true
}

# Waits until so many execs are in the file, for ten seconds.
await_exported() { # execs
    local tries
    for ((tries = 0; tries < 20; tries++)); do
        (($(exported) >= $1)) && return
        sleep 0.5
    done
}

# Builds the agent's tests, and says how a program of theirs is run in a JVM like the agent's: a word of the command in each line.
agent_program() {
    (
        fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }
        readonly JAVA_MINIMUM=25 MAVEN_MINIMUM=3.9.6 MAVEN_VERSION=3.9.16
        for part in jdk jvm maven build proof; do
            # shellcheck source=/dev/null
            source "$root/launcher/$part.sh"
        done
        find_jdk
        build_tests agent
        # shellcheck disable=SC2086 # options of the measurement, separated by blanks
        printf '%s\n' "$jdk/bin/java" "${AGENT_OPTIONS[@]}" "${CLASS_PATH_OPTIONS[@]}" ${SKEP_JAVA_OPTS-} \
            "-Dskep.root=$root" -cp "$class_path"
    )
}

# Runs such programs.
agent_programs() { # folder seconds rounds classes...
    local program class
    program=$(agent_program)
    mapfile -t program <<<"$program"
    for class in "${@:4}"; do "${program[@]}" "$class" "${@:1:3}"; done
}

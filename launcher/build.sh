# Builds the command when its sources are newer than what was built. Sets: out, app (the folder of jars that the JVM runs).

# What a build reads. A folder's own time changes when a file in it appears or goes.
readonly SOURCES=("$root/pom.xml" "$root/.mvn" "$root/launcher" "$root"/*/pom.xml "$root"/*/src/main)

progress() {
    printf 'skep: %s\n' "$*" >&2
}

use_folder() { # folder
    out=$1
    app=$out/app
    # One cache for each JDK: it fits no other.
    aot_cache=$app/skep-${jdk_version//[^A-Za-z0-9.+-]/_}.aot
    agent_cache=$app/agent-${jdk_version//[^A-Za-z0-9.+-]/_}.aot
}

fresh() {
    [[ -e $app/stamp && -z $(find "${SOURCES[@]}" -newer "$app/stamp" -print -quit) ]]
}

# Root builds as the owner of the repository: no file in it then belongs to root, and Maven runs without root's rights.
choose_builder() {
    builder=()
    local uid gid home
    read -r uid gid < <(stat -c '%u %g' -- "$root")
    if ((EUID == 0 && uid != 0)) && type -P setpriv >/dev/null; then
        home=$(getent passwd "$uid" | cut -d: -f6) || home=
        local as_owner=(setpriv "--reuid=$uid" "--regid=$gid" --init-groups)
        if [[ -d $home ]] && "${as_owner[@]}" test -x "$jdk/bin/javac" -a -w "$root" 2>/dev/null; then
            builder=("${as_owner[@]}" env "HOME=$home")
        fi
    fi
}

as_builder() {
    "${builder[@]}" "$@"
}

# Where root had to build itself in somebody's repository, what it built becomes the owner's.
give_back() {
    if ((EUID == 0 && ${#builder[@]} == 0)) && [[ ! -O $root ]]; then
        local folder
        for folder in "$root"/.tools "$root"/target "$root"/*/target; do
            [[ -d $folder ]] && chown -R --no-dereference "--reference=$root" -- "$folder"
        done
    fi
    return 0
}

# A repository that cannot be written to is built in the user's cache folder.
choose_folder() {
    choose_builder
    if ! as_builder mkdir -p "$out" 2>/dev/null || ! as_builder test -w "$out"; then
        builder=()
        use_folder "${XDG_CACHE_HOME:-$HOME/.cache}/skep/$(cksum <<<"$root" | cut -d' ' -f1)"
        mkdir -p "$out"
    fi
}

prepare() {
    use_folder "$root/target/skep"
    if fresh; then
        [[ (-e $aot_cache && -e $agent_cache) || ! -w $app ]] && return
    fi
    choose_folder
    trap give_back EXIT
    # One builds, the others wait; the lock is the folder itself.
    exec 9<"$out"
    flock 9
    fresh || build
    [[ -e $aot_cache ]] || train
    [[ -e $agent_cache ]] || train_agent
    exec 9<&-
    give_back
}

build() {
    find_maven
    local first=
    [[ -d $app ]] || first=' (the first time takes a minute or two)'
    progress "building$first"
    local log next=$out/app.next
    as_builder rm -rf -- "$next"
    as_builder mkdir -p "$next"
    # Taken before the build reads anything: what changes meanwhile is newer.
    as_builder touch "$next/stamp"
    if ! log=$(maven -q -Dfast -Dmaven.test.skip=true "-Dout=$out/modules" -pl cli -am package 2>&1); then
        # What follows is Maven's advice on using Maven.
        sed '/-> \[Help 1\]/,$d' <<<"$log" >&2
        fail "the build failed: see above"
    fi
    as_builder cp "$out"/modules/skep-cli/skep-cli-*.jar "$out"/modules/skep-cli/lib/*.jar "$next"
    as_builder cp -r "$out"/modules/skep-cli/agent "$next"
    as_builder "$jdk/bin/java" "$root/launcher/Modernise.java" "$next"/picocli-*.jar
    as_builder rm -rf -- "$app"
    as_builder mv -- "$next" "$app"
}

# Writes the AOT cache: classes already loaded and linked, for this JDK and these jars. Without it everything works, slower.
train() {
    if as_builder "$jdk/bin/java" "${JVM_OPTIONS[@]}" "-XX:AOTCacheOutput=$aot_cache.next" "${MODULE_OPTIONS[@]}" \
        -p "$app" -m dev.skep.cli/dev.skep.cli.Training >/dev/null 2>&1 </dev/null; then
        as_builder mv -- "$aot_cache.next" "$aot_cache"
    else
        # An empty file: not tried again with this JDK and these jars.
        as_builder touch "$aot_cache"
    fi
}

# Every jar, in an order that stays: the cache belongs to it.
agent_class_path() {
    local jars=("$app"/*.jar "$app"/agent/*.jar)
    local IFS=:
    printf '%s' "${jars[*]}"
}

# The same for the commands that run on the class path. Which methods were compiled is not recorded: the JVM would compile them all at the
# start, where the first event waits for them.
train_agent() {
    if as_builder "$jdk/bin/java" "${JVM_OPTIONS[@]}" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions \
        -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$agent_cache.next" "${CLASS_PATH_OPTIONS[@]}" \
        -cp "$(agent_class_path)" dev.skep.cli.agent.AgentTraining >/dev/null 2>&1 </dev/null; then
        as_builder mv -- "$agent_cache.next" "$agent_cache"
    else
        as_builder touch "$agent_cache"
    fi
}

# Finds a JDK that is new enough. Sets: jdk (its folder), jdk_version (as its release file says).

# The value of a key in a JDK's release file, read without starting a process.
release_value() { # folder key
    local line
    [[ -r $1/release ]] || return 1
    while IFS= read -r line || [[ -n $line ]]; do
        if [[ $line == "$2="* ]]; then
            line=${line#*=\"}
            printf -v release_value '%s' "${line%\"*}"
            return 0
        fi
    done <"$1/release"
    return 1
}

# Whether the folder holds a JDK (not only a run-time) of at least JAVA_MINIMUM; sets jdk_major.
is_jdk() { # folder
    [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
    release_value "$1" JAVA_VERSION || return 1
    jdk_major=${release_value%%[!0-9]*}
    [[ -n $jdk_major ]] && ((jdk_major >= JAVA_MINIMUM))
}

# Under sudo the home folder is root's: the JDKs of the user who typed the command count too.
sdkman_folders() {
    printf '%s\n' "$HOME/.sdkman/candidates/java"
    if [[ -n ${SUDO_USER-} && $SUDO_USER =~ ^[a-z_][a-zA-Z0-9._-]*$ ]]; then
        eval "printf '%s\n' ~$SUDO_USER/.sdkman/candidates/java"
    fi
}

jdk_candidates() {
    local folder java
    if [[ -n ${SKEP_JDK_PATH-} ]]; then
        local IFS=:
        for folder in $SKEP_JDK_PATH; do
            printf '%s\n' "$folder" "$folder"/*/
        done
        return
    fi
    printf '%s\n' /usr/lib/jvm/*/ /usr/java/*/ /opt/*/ /opt/java/*/
    while IFS= read -r folder; do
        printf '%s\n' "$folder"/*/
    done < <(sdkman_folders)
    if java=$(type -P java); then
        java=$(readlink -f -- "$java")
        printf '%s\n' "${java%/bin/java}"
    fi
}

find_jdk() {
    HOME=${HOME:-/}
    jdk=
    if [[ -n ${JAVA_HOME-} ]] && is_jdk "$JAVA_HOME"; then
        jdk=$JAVA_HOME
    else
        # The oldest that is new enough: the version that Skep is built and tested with.
        local candidate best=
        while IFS= read -r candidate; do
            candidate=${candidate%/}
            if is_jdk "$candidate" && { [[ -z $best ]] || ((jdk_major < best)); }; then
                jdk=$candidate
                best=$jdk_major
            fi
        done < <(jdk_candidates)
    fi
    if [[ -z $jdk ]]; then
        explain_missing_jdk >&2
        exit 1
    fi
    release_value "$jdk" JAVA_RUNTIME_VERSION || release_value "$jdk" JAVA_VERSION
    jdk_version=$release_value
    export JAVA_HOME=$jdk
}

explain_missing_jdk() {
    local java found=
    if java=$(type -P java); then
        found=" (the java on PATH, $(readlink -f -- "$java"), is older or has no compiler)"
    fi
    cat <<END
skep: needs a JDK of version $JAVA_MINIMUM or newer, and found none$found
  Debian 13, Ubuntu 25.10 and newer   apt-get install openjdk-25-jdk-headless
  older Debian and Ubuntu             apt-get install temurin-25-jdk    (after adding Adoptium's repository)
  Fedora, RHEL 10                     dnf install java-25-openjdk-devel
  openSUSE                            zypper install java-25-openjdk-devel
  Arch                                pacman -S jdk-openjdk
  Alpine                              apk add openjdk25
  without root                        sdk install java 25-tem           (SDKMAN)
If it is installed somewhere else, set JAVA_HOME to its folder.
END
}

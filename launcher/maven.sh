# Finds or fetches a Maven that is new enough. Sets: mvn (its program).

version_at_least() { # version minimum
    [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

maven_version() { # program
    "$1" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

find_maven() {
    local tools="$root/.tools" system version=
    mvn="$tools/apache-maven-$MAVEN_VERSION/bin/mvn"
    [[ -x $mvn ]] && return
    if system=$(type -P mvn); then
        version=$(maven_version "$system")
        if [[ -n $version ]] && version_at_least "$version" "$MAVEN_MINIMUM"; then
            mvn=$system
            return
        fi
    else
        fail "building takes Maven, and there is none: install your distribution's package maven (any version)"
    fi
    if ! as_builder mkdir -p "$tools" 2>/dev/null || [[ ! -w $tools ]]; then
        tools=$out/tools
        mvn="$tools/apache-maven-$MAVEN_VERSION/bin/mvn"
        [[ -x $mvn ]] && return
        as_builder mkdir -p "$tools"
    fi
    # An old Maven can fetch a new one; in a folder of its own, since it must not read this build.
    progress "fetching Maven $MAVEN_VERSION (the installed one is ${version:-unknown})"
    local empty log
    empty=$(as_builder mktemp -d)
    # shellcheck disable=SC2086 # the arguments are separated by blanks; Maven before 3.9 does not read them itself
    log=$(cd "$empty" && as_builder "$system" ${MAVEN_ARGS-} -B -q \
        org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack \
        "-Dartifact=org.apache.maven:apache-maven:$MAVEN_VERSION:zip:bin" \
        "-DoutputDirectory=$tools" "-DmarkersDirectory=$empty/markers" 2>&1) || {
        printf '%s\n' "$log" >&2
        fail "could not fetch Maven $MAVEN_VERSION: see above, or install Maven $MAVEN_MINIMUM or newer yourself"
    }
    rm -rf -- "$empty"
    [[ -x $mvn ]] || fail "Maven $MAVEN_VERSION was fetched, but $mvn is missing"
}

# Runs Maven on this repository.
maven() {
    (cd "$root" && as_builder "$mvn" "$@")
}

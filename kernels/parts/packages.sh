# Debian packages of any suite, by an apt that shares nothing with the machine's own: lists, cache and status are below $cache.

readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# The machine's own mirror, from its sources.
mirror() {
    [[ -n ${SKEP_KERNELS_MIRROR-} ]] && echo "$SKEP_KERNELS_MIRROR" && return
    local found
    found=$(sed -n 's/^URIs: *//p; s/^deb .*\(http[^ ]*\) .*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.sources \
        /etc/apt/sources.list.d/*.list 2>/dev/null | grep -m 1 '/debian/*$')
    [[ -n $found ]] || die "no mirror of Debian in this machine's sources: set SKEP_KERNELS_MIRROR to the address of one"
    while [[ $found == */ ]]; do found=${found%/}; done
    echo "${found%/debian}"
}

need() { # program package
    PATH=$PATH:/sbin:/usr/sbin type -P "$1" >/dev/null || die "no $1: apt-get install $2"
}

apt=()
use_suite() { # suite
    local suite=$1 folder=$cache/apt/$1 where
    [[ -r $KEYRING ]] || die "no $KEYRING: apt-get install debian-archive-keyring"
    need apt-get apt
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    : >"$folder/status"
    where=$(mirror) || exit
    {
        echo "deb [signed-by=$KEYRING] $where/debian $suite main"
        case $suite in
            *-backports | sid | testing | unstable) ;;
            *) echo "deb [signed-by=$KEYRING] $where/debian-security $suite-security main" ;;
        esac
    } >"$folder/sources.list"
    apt=(-q=2 -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o "Dir::State::status=$folder/status"
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
        -o Acquire::http::Timeout=30 -o Acquire::Retries=2 -o APT::Sandbox::User=root)
    if [[ -z $(find "$folder/stamp" -mmin -720 2>/dev/null) ]]; then
        # Without an index apt still ends with 0.
        apt-get "${apt[@]}" -o APT::Update::Error-Mode=any update >&2 ||
            die "no list of packages of $suite from $where/debian (SKEP_KERNELS_MIRROR names another mirror)"
        touch "$folder/stamp"
    fi
}

# What a package of the suite depends on, by a pattern.
dependencies() { # package pattern
    apt-cache "${apt[@]}" show --no-all-versions "$1" | grep -E '^Depends:' | grep -oE "$2" | sort -u
}

unpack() { # folder package...
    local into=$1 download file
    shift
    download=$(mktemp -d "$cache/download.XXXXXX")
    (cd "$download" && apt-get "${apt[@]}" download "$@" >&2) || {
        rm -rf "$download"
        die "cannot download $*"
    }
    for file in "$download"/*.deb; do
        dpkg -x "$file" "$into" || die "cannot unpack $file"
    done
    rm -rf "$download"
}

# The path of a program: the machine's, or one that is unpacked into the cache.
tool() { # name path packages...
    local name=$1 path=$2 found
    shift 2
    found=$(PATH=$PATH:/sbin:/usr/sbin type -P "$name") && echo "$found" && return
    if [[ ! -x $cache/tools/$path ]]; then
        # shellcheck source=/dev/null
        use_suite "$(source /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")"
        mkdir -p "$cache/tools"
        unpack "$cache/tools" "$@"
    fi
    echo "$cache/tools/$path"
}

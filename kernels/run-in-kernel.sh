#!/usr/bin/env bash
# Runs a command as root on another Linux kernel, in a QEMU guest that sees this machine's files.
#
#   run-in-kernel.sh [OPTION]... KERNEL [--] COMMAND [ARG]...
#   run-in-kernel.sh --prepare KERNEL...     only download and unpack: once, before what is timed
#   run-in-kernel.sh --list                  the kernels that are unpacked
#
# KERNEL   6.1, 6.12, 7: Debian's newest of that series (bookworm, trixie, trixie-backports); the name of a Debian
#          suite; or the folder of a kernel that was unpacked before (see --list)
# COMMAND  its standard output, standard error and exit status come back; one argument is a line for bash
#
# Options:
#   -c, --cpus N         processors of the guest (1 where they are emulated, otherwise 2)
#   -m, --memory SIZE    memory of the guest (2G)
#   -t, --timeout SEC    kill the guest after SEC seconds (600)
#   -w, --rw FOLDER      let the guest write into FOLDER (absolute; may be repeated)
#   -e, --env NAME[=V]   set or pass a variable (may be repeated)
#   -a, --append ARGS    more kernel arguments
#   -n, --net            a network card with access to the outside
#   -v, --verbose        the console's messages and timings on standard error
#       --generic        Debian's full kernel instead of the one for clouds: more drivers, 3 times the size
#       --fs KIND        how the guest sees the files: virtiofs, or 9p (needs --generic)
#       --accel KIND     tcg, or kvm; kvm is taken where the processor and /dev/kvm allow it
#       --keep           keep the folder of the run
#       --shell          a shell on the guest's console instead of a command
#
# The guest's / is this machine's / read-only under a tmpfs overlay: what the guest writes is lost, save below --rw.
# Exit status: the command's; 124 after a timeout; 125 when the guest gave none (the console's end is printed); 126 for
# mistakes in the call.
#
# Environment: SKEP_KERNELS         where kernels are kept (~/.cache/run-in-kernel)
#              SKEP_KERNELS_MIRROR  the Debian mirror (by default the one that this machine uses)
#              SKEP_QEMU, SKEP_QEMU_CPU, SKEP_VIRTIOFSD   programs and a processor model to use instead
set -u

program=${0##*/}
here=$(dirname -- "$(readlink -f -- "$0")")
cache=${SKEP_KERNELS:-${XDG_CACHE_HOME:-$HOME/.cache}/run-in-kernel}

die() {
    printf '%s: %s\n' "$program" "$*" >&2
    exit 126
}

for part in packages kernel guest machine; do
    # shellcheck source=/dev/null
    source "$here/parts/$part.sh"
done

usage() {
    sed -n '2,/^set -u/p' "$0" | sed '$d; s/^# \{0,1\}//'
}

cpus='' memory=2G timeout=600 append='' verbose='' flavour=cloud-amd64 fs=virtiofs accel=auto
keep='' net='' shell='' prepare='' writable=() variables=()

while (($# > 0)); do
    case $1 in
        -c | --cpus | -m | --memory | -t | --timeout | -w | --rw | -e | --env | -a | --append | --fs | --accel)
            (($# > 1)) || die "$1 takes a value (--help)"
            ;;&
        -c | --cpus) cpus=$2 && shift ;;
        -m | --memory) memory=$2 && shift ;;
        -t | --timeout) timeout=$2 && shift ;;
        -w | --rw) writable+=("$2") && shift ;;
        -e | --env) variables+=("$2") && shift ;;
        -a | --append) append+=" $2" && shift ;;
        -n | --net) net=1 ;;
        -v | --verbose) verbose=1 ;;
        --generic) flavour=amd64 ;;
        --fs) fs=$2 && shift ;;
        --accel) accel=$2 && shift ;;
        --keep) keep=1 ;;
        --shell) shell=1 ;;
        --prepare) prepare=1 ;;
        --list)
            list_kernels
            exit 0
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        --)
            shift
            break
            ;;
        -*) die "unknown option $1 (--help)" ;;
        *) break ;;
    esac
    shift
done
(($# > 0)) || die "no kernel (--help)"
[[ $timeout =~ ^[1-9][0-9]*$ ]] || die "--timeout $timeout: not a number of seconds"
[[ -z $cpus || $cpus =~ ^[1-9][0-9]*$ ]] || die "--cpus $cpus: not a number of processors"
[[ $fs == virtiofs || $fs == 9p ]] || die "--fs $fs: virtiofs or 9p"
[[ $accel == auto || $accel == tcg || $accel == kvm ]] || die "--accel $accel: tcg or kvm"
for folder in ${writable[@]+"${writable[@]}"}; do
    [[ $folder == /* && -d $folder ]] || die "--rw $folder: not the absolute path of a folder"
done
find_machine
if [[ -n $prepare ]]; then
    for name; do
        prepare_kernel "$name"
        echo "$name: $(<"$kernel/release")"
    done
    exit 0
fi
name=$1
shift
[[ ${1-} == -- ]] && shift
(($# > 0)) || [[ -n $shell ]] || die "no command (--help)"
prepare_kernel "$name"
run_machine "$@"

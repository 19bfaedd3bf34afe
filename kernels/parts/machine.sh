# One run of QEMU: files by virtiofs, output by serial ports, and an end for everything that was started.

# Sets: qemu, virtiofsd, processor, cpus.
find_machine() {
    [[ $(uname -m) == x86_64 ]] || die "the guest runs this machine's own programs: that takes an x86-64 machine"
    qemu=${SKEP_QEMU:-$(type -P qemu-system-x86_64)}
    [[ -x $qemu ]] || die "no QEMU${qemu:+ at $qemu}: apt-get install qemu-system-x86 busybox-static kmod zstd lz4 xz-utils"
    virtiofsd=${SKEP_VIRTIOFSD-}
    local path
    for path in /usr/lib/qemu/virtiofsd /usr/libexec/virtiofsd /usr/lib/virtiofsd; do
        [[ -z $virtiofsd && -x $path ]] && virtiofsd=$path
    done
    [[ $fs == virtiofs && -z $virtiofsd ]] && die "no virtiofsd: apt-get install virtiofsd (Debian 12: qemu-system-common), or use --generic --fs 9p"
    if [[ $accel == auto ]]; then
        accel=tcg
        [[ -w /dev/kvm ]] && grep -qE '^flags.* (svm|vmx) ' /proc/cpuinfo && accel=kvm
    fi
    # QEMU 7.2's cmpxchg16b spoils the flags, and a 6.12 guest dies in its first second: hide it.
    case $accel in
        kvm) processor=(-accel kvm -cpu host) ;;
        *) processor=(-accel tcg,thread=multi -cpu "${SKEP_QEMU_CPU:-max,-cx16}") ;;
    esac
    # The kernel patches its own code where a tracepoint or a perf event is switched on. QEMU's emulation does not survive that
    # while another processor runs this code: a 6.12 guest panicked in __schedule.
    [[ -n $cpus ]] || cpus=$([[ $accel == kvm ]] && echo 2 || echo 1)
}

started=()
clean_up() {
    local process
    for process in ${started[@]+"${started[@]}"}; do kill "$process" 2>/dev/null; done
    wait 2>/dev/null
    if [[ -n $keep ]]; then echo "$program: kept $run" >&2; else rm -rf "$run"; fi
}

devices=()
share() { # tag folder ro|rw
    local tag=$1 folder=$2 mode=$3 socket=$run/$1.sock as_root='' caching process
    [[ $(id -u) == 0 ]] && as_root=1
    if [[ $fs == 9p ]]; then
        local model=none
        [[ -n $as_root ]] && model=passthrough
        devices+=(-fsdev "local,id=$tag,path=$folder,security_model=$model,multidevs=remap$([[ $mode == ro ]] && echo ,readonly=on)"
            -device "virtio-9p-pci,fsdev=$tag,mount_tag=$tag")
        return
    fi
    caching=auto
    [[ $mode == ro ]] && caching=always
    # The newer virtiofsd, in Rust, takes other options than the one that came with QEMU.
    if "$virtiofsd" --help 2>&1 | grep -q -- '--shared-dir'; then
        "$virtiofsd" --socket-path="$socket" --shared-dir "$folder" --cache "$caching" --announce-submounts \
            --sandbox "$([[ -n $as_root ]] && echo chroot || echo none)" --log-level error 2>"$run/$tag.log" &
    else
        "$virtiofsd" -f --socket-path="$socket" -o source="$folder" -o cache="$caching" -o sandbox=chroot \
            -o log_level=err --rlimit-nofile=0 2>"$run/$tag.log" &
    fi
    process=$!
    started+=("$process")
    for _ in {1..250}; do
        [[ -S $socket ]] && break
        kill -0 "$process" 2>/dev/null || {
            cat "$run/$tag.log" >&2
            die "virtiofsd did not start"
        }
        sleep 0.02
    done
    devices+=(-chardev "socket,id=c$tag,path=$socket"
        -device "vhost-user-fs-pci,chardev=c$tag,tag=$tag,queue-size=1024")
}

port() { # name file
    devices+=(-chardev "file,id=$1,path=$2" -device "virtserialport,chardev=$1,name=rik.$1")
}

# Fast to boot, with nothing that a test of BPF would miss: bpf is among the security modules, and what IMA needs to have a
# policy (up to 6.7).
kernel_arguments() {
    local words=(console=ttyS0 panic=-1 mitigations=off nokaslr init_on_alloc=0 audit=0 random.trust_cpu=on
        8250.nr_uarts=1 i8042.noaux no_timer_check tsc=reliable rcupdate.rcu_expedited=1 cryptomgr.notests
        net.ifnames=0 lsm=landlock,integrity,bpf "rik.fs=$fs" "rik.dir=$run" "rik.k=$kernel")
    if [[ -n $verbose ]]; then words+=(loglevel=5 rik.v=1); else words+=(quiet); fi
    echo "${words[*]}$append"
}

run_machine() { # command...
    local number=0 folder machine_process output errors image=$kernel/vmlinuz input=/dev/null start status
    run=$(mktemp -d "${TMPDIR:-/tmp}/run-in-kernel.XXXXXX")
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if (($# == 1)); then printf '%s\n' "$1"; else printf '%q ' "$@"; fi >"$run/command.sh"
    write_guest >"$run/guest.sh"
    printf '%s\n' ${writable[@]+"${writable[@]}"} >"$run/writable"
    mkfifo "$run/out" "$run/err"
    cat "$run/out" &
    output=$!
    cat "$run/err" >&2 &
    errors=$!
    devices=(-device virtio-serial-pci)
    port out "$run/out"
    port err "$run/err"
    port status "$run/status"
    share rootfs / ro
    for folder in ${writable[@]+"${writable[@]}"}; do
        share "rw$number" "$folder" rw
        number=$((number + 1))
    done
    [[ $fs == virtiofs ]] && devices+=(-object "memory-backend-memfd,id=mem,size=$memory,share=on" -machine memory-backend=mem)
    [[ -n $net ]] && devices+=(-nic user,model=virtio-net-pci)
    if [[ -n $shell ]]; then
        devices+=(-serial mon:stdio)
        input=/dev/stdin
    else
        devices+=(-serial "file:$run/console")
    fi
    [[ -f $kernel/vmlinux ]] && image=$kernel/vmlinux
    start=$(date +%s%N)
    "$qemu" "${processor[@]}" -M q35 -smp "$cpus" -m "$memory" -nodefaults -no-user-config -display none -no-reboot \
        -kernel "$image" -initrd "$kernel/initrd" -append "$(kernel_arguments)" "${devices[@]}" \
        <$input 2>"$run/qemu.log" &
    machine_process=$!
    started+=("$machine_process")
    (
        sleep "$timeout" &
        sleeper=$!
        # Left alone it would outlive the run, and keep open what the caller has open.
        trap 'kill "$sleeper"' TERM
        wait "$sleeper" || exit
        : >"$run/timeout"
        kill -9 "$machine_process"
    ) >/dev/null 2>&1 &
    started+=("$!")
    wait "$machine_process" 2>/dev/null
    status=$?
    # QEMU opens both fifos for writing; where it died before that, their readers would wait for ever.
    ((status != 0)) && kill "$output" "$errors" 2>/dev/null
    wait "$output" "$errors" 2>/dev/null
    if [[ -n $verbose && -z $shell ]]; then
        tr -d '\r' <"$run/console" >&2
        echo "$program: $(<"$kernel/release"), $accel, $((($(date +%s%N) - start) / 1000000)) ms" >&2
    fi
    end "$status"
}

# Ends with the status that the guest sent.
end() { # QEMU's status
    local status
    status=$(cat "$run/status" 2>/dev/null)
    if [[ -z $status ]]; then
        if [[ -e $run/timeout ]]; then
            echo "$program: $(<"$kernel/release"): no end after $timeout s" >&2
            status=124
        else
            echo "$program: $(<"$kernel/release"): the guest gave no status (QEMU's is $1)" >&2
            status=125
        fi
        {
            tail -n 5 "$run/qemu.log"
            tr -d '\r' <"$run/console" | tail -n 30
        } >&2
    fi
    exit "$status"
}

# What the guest runs once it sees this machine's files: a script of its own for each run.

write_guest() {
    cat <<END
B=/run/rik/busybox
for port in /sys/class/virtio-ports/*; do
    read -r name <\$port/name
    case \$name in rik.*) eval "port_\${name#rik.}=/dev/\${port##*/}" ;; esac
done
export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb
export SKEP_GUEST_KERNEL=\$(\$B uname -r)
cd $(printf %q "$PWD")
tell() { [ -n "$verbose" ] && { read -r up rest </proc/uptime; \$B echo "guest: \$up \$*" >/dev/console; }; }
END
    local variable
    for variable in ${variables[@]+"${variables[@]}"}; do
        case $variable in
            *=*) printf 'export %s=%q\n' "${variable%%=*}" "${variable#*=}" ;;
            *) [[ -n ${!variable+x} ]] && printf 'export %s=%q\n' "$variable" "${!variable}" ;;
        esac
    done
    [[ -n $net ]] && cat <<'END'
modprobe virtio_net
$B ip link set eth0 up
$B ip addr add 10.0.2.15/24 dev eth0
$B ip route add default via 10.0.2.2
$B rm -f /etc/resolv.conf
$B echo nameserver 10.0.2.3 >/etc/resolv.conf
END
    if [[ -n $shell ]]; then
        cat <<'END'
export TERM=linux
$B echo "this is $SKEP_GUEST_KERNEL; leave with exit"
$B setsid $B cttyhack /bin/bash -l </dev/console >/dev/console 2>&1
status=0
END
    else
        cat <<'END'
tell command starts
bash ${0%/*}/command.sh >$port_out 2>$port_err </dev/null
status=$?
tell command ended: $status
END
    fi
    # shellcheck disable=SC2016 # the guest expands this
    echo '$B echo $status >$port_status; $B sync; $B poweroff -f'
}

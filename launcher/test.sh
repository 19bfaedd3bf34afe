# Runs every test and every check of the repository.

readonly QUICK_KERNELS=(6.1 6.12)

# What every supported kernel must pass in little time, on stock kernels in QEMU. Where they cannot be had, one line says so.
quick_set() {
    local reason
    if ! reason=$("$root/kernels/run-in-kernel.sh" --prepare "${QUICK_KERNELS[@]}" 2>&1 >/dev/null); then
        reason=${reason##*$'\n'}
        progress "the tests on Linux ${QUICK_KERNELS[*]} are left out: ${reason#*: }"
        return 0
    fi
    "$root/kernels/test" --quick "${QUICK_KERNELS[@]}"
}

run_tests() {
    case ${1-} in
        --fuzz)
            shift
            run_fuzz "$@"
            return
            ;;
        --fuzz-parsers)
            shift
            run_parser_fuzz "$@"
            return
            ;;
        --fuzz-drop)
            shift
            run_drop_fuzz "$@"
            return
            ;;
        --fuzz-policies)
            shift
            run_policy_fuzz "$@"
            return
            ;;
        --corpus)
            shift
            run_corpus "$@"
            return
            ;;
    esac
    local arguments=() whole=
    (($# == 0)) && whole=1
    if [[ ${1-} == --kernel && ${2-} == [0-9]* ]]; then
        shift
        exec "$root/kernels/test" "$@"
    elif [[ ${1-} == --kernel ]]; then
        shift
        arguments+=(-Dskep.kernel=required -Dgroups=kernel)
        ((EUID == 0)) || fail "test --kernel loads programs into the kernel, which takes root: sudo ./skep test --kernel"
    elif ((EUID != 0)); then
        progress "without root the tests that load programs into the kernel are skipped (sudo ./skep test runs them too)"
    fi
    # Tests start the command as well: built once, here, and not in the middle of a test.
    prepare
    # The tests themselves keep this process's rights; what they leave behind becomes the owner's.
    builder=()
    trap give_back EXIT
    find_maven
    local log=$out/test.log status=0
    # Who interrupts the tests still sees how far they came.
    trap 'status=130' INT
    trap 'status=143' TERM
    maven --fail-at-end -Dspotless.check.skip=true "${arguments[@]}" "$@" verify 2>&1 |
        tee -- "$log" | sed -n -u -f "$root/launcher/progress.sed" || status=$((status > 1 ? status : 1))
    if ((status <= 1)); then
        # After the tests: one badly broken line must not keep them from running.
        progress "checking the format (./skep format mends it)"
        maven -q --fail-at-end spotless:check 2>&1 | sed -n -u -f "$root/launcher/progress.sed" || status=1
    fi
    if [[ -n $whole && $status -le 1 ]] && ((EUID == 0)); then
        quick_set 2>&1 | tee -a -- "$log" || status=1
    fi
    awk -v "status=$status" -f "$root/launcher/closing.awk" "$log"
    exit "$status"
}

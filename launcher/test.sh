# Runs every test and every check of the repository.

run_tests() {
    case ${1-} in
        --fuzz)
            shift
            run_fuzz "$@"
            return
            ;;
        --corpus)
            shift
            run_corpus "$@"
            return
            ;;
    esac
    local arguments=()
    if [[ ${1-} == --kernel ]]; then
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
    awk -v "status=$status" -f "$root/launcher/closing.awk" "$log"
    exit "$status"
}

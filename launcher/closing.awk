# The test runner's own closing line of each module, and their sum.

{ gsub(/\033\[[0-9;]*m/, "") }
/^\[INFO\] Building Skep / { module = $4 }
/^\[(INFO|WARNING|ERROR)\] Tests run:/ && !/ -- in |Time elapsed/ {
    sub(/^\[[A-Z]+\] /, "")
    printf "%-9s %s\n", module, $0
    gsub(/,/, "")
    run += $3; failures += $5; errors += $7; skipped += $9
}
/^\[INFO\] BUILD |^\[ERROR\].*Failed to execute goal/ { sub(/^\[[A-Z]+\] /, ""); verdict = verdict == "" || /BUILD/ ? $0 : verdict }
END {
    printf "%-9s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", "total", run, failures, errors, skipped
    print verdict == "" ? "BUILD FAILURE" : verdict
}

# The test runner's own closing line of each module and each other kernel, and their sum.

{ gsub(/\033\[[0-9;]*m/, "") }
/^\[INFO\] Building Skep [a-z]/ { module = $4 }
/^Linux [^ ]+ Tests run:/ {
    module = "Linux " $2
    sub(/[-+].*/, "", module)
    sub(/^Linux [^ ]+ /, "[INFO] ")
}
/^\[[A-Z]+\] Tests run:/ && !/Time elapsed/ {
    sub(/^\[[A-Z]+\] /, "")
    printf "%-9s %s\n", module, $0
    gsub(/,/, "")
    run += $3; failures += $5; errors += $7; skipped += $9
}
/^\[ERROR\] .*Failed to execute goal .* on project / {
    goal = $0
    sub(/.*Failed to execute goal /, "", goal)
    sub(/: .*/, "", goal)
    broken[++breaks] = goal
}
END {
    for (i = 1; i <= breaks; i++) print "failed    " broken[i]
    printf "%-9s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", "total", run, failures, errors, skipped
    print status == 0 ? "everything passed" : "FAILED"
}

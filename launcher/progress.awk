# Of Maven's output, what a reader of a test run wants: modules, test classes, and everything that is wrong.

function show(line) {
    print line
    fflush()
}

{ gsub(/\033\[[0-9;]*m/, "") }
/^\[INFO\] Building Skep [a-z]/ { show("== " $4); next }
/^\[INFO\] Tests run:.* -- in / { sub(/^\[INFO\] /, "   "); show($0); next }
/^\[INFO\]/ || /^\[ERROR\] *$/ { next }
# Maven's advice on using Maven, and the lines that the format check would change.
/Help 1\]|[Rr]e-run Maven|For more information about the errors|After correcting the problems|mvn <args> -rf/ { next }
/^\[ERROR\]         / { next }
{ show($0) }

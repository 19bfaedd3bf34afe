# Of Maven's output, what a reader of a test run wants: modules, test classes, and everything that is wrong.

{ gsub(/\033\[[0-9;]*m/, "") }
/^\[INFO\] Building Skep [a-z]/ { print "== " $4; next }
/^\[INFO\] Tests run:.* -- in / { sub(/^\[INFO\] /, "   "); print; next }
/^\[INFO\]/ { next }
/^\[ERROR\] *$/ { next }
/Help 1\]|[Rr]e-run Maven|For more information about the errors|After correcting the problems|mvn <args> -rf/ { next }
{ print }
{ fflush() }

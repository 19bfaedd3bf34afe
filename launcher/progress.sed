# Of Maven's output, what a reader of a test run wants: modules, test classes, and everything that is wrong.
s/\x1b\[[0-9;]*m//g
s/^\[INFO\] Building Skep \([a-z][a-z]*\).*/== \1/p
s/^\[[A-Z]*\] \(Tests run:.* -- in\)/   \1/p
/^==/d
/^   Tests run:/d
/^\[INFO\]/d
/^\[ERROR\] *$/d
# Maven's advice on using Maven, and the lines that the format check would change.
/Help 1\]\|[Rr]e-run Maven\|For more information about the errors\|After correcting the problems\|mvn <args> -rf/d
/^\[ERROR\]         /d
p

# How the JVM is started. Sets: JVM_OPTIONS, AGENT_OPTIONS, CLASS_PATH_OPTIONS, MODULE_OPTIONS.

# A command is short: one collector thread, one fast compiler. The JVM would report an unusable cache
# on standard output, which may be somebody's pipe.
readonly JVM_OPTIONS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable -Xlog:all=error:stderr)

# The agent runs for months beside others' work, and may not grow. The better compiler would make it no faster at the rates that hosts
# have, but takes 25 MB and, in the first minutes, more CPU time than the agent itself. A small space for new objects is used again
# and again, a large one would be resident as a whole.
readonly AGENT_OPTIONS=("${JVM_OPTIONS[@]}" -Xms16m -Xmx80m -Xmn8m -Xss512k -XX:MaxDirectMemorySize=32m)

# gRPC, netty and protobuf are no modules, and want memory their own way; nobody records what netty would tell the flight recorder.
readonly CLASS_PATH_OPTIONS=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dio.netty.jfr.enabled=false)

readonly MODULE_OPTIONS=(--enable-native-access=dev.skep.bpf)

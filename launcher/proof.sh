# Tests that are programs of their own, because they run for as long as one likes: random methods, packets, the corpus.

# A day: a guest without hardware to help it is slow, and how long it runs is the user's choice.
readonly GUEST_SECONDS=86400

# Builds a module's tests, and those of what it is built on, without checks; what they need is in class_path then.
build_tests() { # module
    local module=$1 log part
    use_folder "$root/target/skep"
    choose_folder
    local jars=$out/$module-tests.classpath
    trap give_back EXIT
    find_maven
    progress "building the tests of $module"
    if ! log=$(maven -q -Dfast "-Dout=$out/modules" "-Dmdep.outputFile=$jars" -Dmdep.includeScope=test \
        -pl "$module" -am test-compile dependency:build-classpath 2>&1); then
        # What follows is Maven's advice on using Maven.
        sed '/-> \[Help 1\]/,$d' <<<"$log" >&2
        fail "the build failed: see above"
    fi
    class_path=$out/modules/skep-$module/classes:$(<"$jars")
    for part in "$out"/modules/skep-*/test-classes; do class_path=$part:$class_path; done
}

# Runs a class of a module's tests with this process's rights, or in a guest where the array guest says how to start one.
run_test_program() { # module class arguments...
    build_tests "$1"
    ${guest[@]+"${guest[@]}"} "$jdk/bin/java" -XX:+UseSerialGC -Xmx1500m --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow "-Dskep.root=$root" \
        -cp "$class_path" "${@:2}"
}

# Random Java methods, treated alike by the JVM, the interpreter and, as root, the kernel.
run_fuzz() { # methods [--seed S] [--inputs N]
    local methods=${1-} seed=$((RANDOM * 32768 + RANDOM)) inputs=10 worlds=kernel
    [[ $methods =~ ^[1-9][0-9]*$ ]] || fail "test --fuzz takes a number of methods: ./skep test --fuzz 1000 [--seed S] [--inputs N]"
    shift
    while (($# > 0)); do
        case $1 in
            --seed) seed=${2-} ;;
            --inputs) inputs=${2-} ;;
            *) fail "test --fuzz: unknown option $1 (there are --seed S and --inputs N)" ;;
        esac
        [[ ${2-} =~ ^[0-9]+$ ]] || fail "test --fuzz: $1 takes a number"
        shift 2
    done
    if ((EUID != 0)); then
        worlds=interpreter
        progress "without root nothing is loaded into the kernel: the JVM is compared with the interpreter alone"
    fi
    run_test_program compiler dev.skep.compiler.fuzz.Fuzz "$methods" "$inputs" "$seed" "$worlds"
}

# Generated packets under generated filters of skep drop: in the kernel, on the JVM, and by an oracle.
run_drop_fuzz() { # packets [--seed S] [--kernel K]
    local packets=${1-} seed=$((RANDOM * 32768 + RANDOM)) kernel= guest=()
    [[ $packets =~ ^[1-9][0-9]*$ ]] ||
        fail "test --fuzz-drop takes a number of packets: ./skep test --fuzz-drop 1000000 [--seed S] [--kernel 6.1]"
    shift
    while (($# > 0)); do
        case $1 in
            --seed)
                [[ ${2-} =~ ^[0-9]+$ ]] || fail "test --fuzz-drop: $1 takes a number"
                seed=$2
                ;;
            --kernel)
                kernel=${2-}
                [[ -n $kernel ]] || fail "test --fuzz-drop: $1 takes a kernel, such as 6.1"
                ;;
            *) fail "test --fuzz-drop: unknown option $1 (there are --seed S and --kernel K)" ;;
        esac
        shift 2
    done
    if [[ -n $kernel ]]; then
        "$root/kernels/run-in-kernel.sh" --prepare "$kernel" >/dev/null || exit
        guest=("$root/kernels/run-in-kernel.sh" --memory 3G --timeout "$GUEST_SECONDS" "$kernel" --)
    elif ((EUID != 0)); then
        fail "test --fuzz-drop loads programs into the kernel, which takes root: sudo ./skep test --fuzz-drop $packets"
    fi
    run_test_program drop dev.skep.drop.fuzz.DropFuzz "$packets" "$seed"
}

# Calls of generated policies' hooks, by processes that differ: what the kernel tells, and what an oracle says.
run_policy_fuzz() { # rounds [--seed S]
    local rounds=${1-} seed=$((RANDOM * 32768 + RANDOM))
    [[ $rounds =~ ^[1-9][0-9]*$ ]] ||
        fail "test --fuzz-policies takes a number of rounds: ./skep test --fuzz-policies 100 [--seed S]"
    shift
    if (($# > 0)); then
        [[ $1 == --seed ]] || fail "test --fuzz-policies: unknown option $1 (there is --seed S)"
        [[ ${2-} =~ ^[0-9]+$ ]] || fail "test --fuzz-policies: $1 takes a number"
        (($# == 2)) || fail "test --fuzz-policies: unknown option $3 (there is --seed S)"
        seed=$2
    fi
    ((EUID == 0)) ||
        fail "test --fuzz-policies loads programs into the kernel, which takes root: sudo ./skep test --fuzz-policies $rounds"
    run_test_program security dev.skep.security.policy.fuzz.PolicyFuzz "$rounds" "$seed"
}

# Every method of the JDK's base module goes through the compiler.
run_corpus() { # [packages]
    run_test_program compiler dev.skep.compiler.corpus.Corpus "$@"
}

# Jazzer looks for bytes that break a reader, for each reader as long as told. What it found out stays for the next time.
run_parser_fuzz() { # seconds [part of a class name]
    local seconds=${1-} part=${2-} file class found=0
    [[ $seconds =~ ^[1-9][0-9]*$ ]] ||
        fail "test --fuzz-parsers takes a number of seconds for each: ./skep test --fuzz-parsers 60 [CLASS]"
    build_tests cli
    local targets=()
    for file in $(grep -rl --include='*.java' 'implements FuzzTarget' "$root"/*/src/test/java | sort); do
        class=${file#*/src/test/java/}
        class=${class%.java}
        class=${class//\//.}
        [[ $class == *"$part"* ]] && targets+=("$class")
    done
    ((${#targets[@]} > 0)) || fail "test --fuzz-parsers: no class is called like $part"
    for class in "${targets[@]}"; do fuzz_parser "$class" "$seconds" || found=1; done
    return "$found"
}

fuzz_parser() { # class seconds
    local class=$1 folder=$out/fuzz/$1 log status=0 words=()
    log=$folder/log
    mkdir -p "$folder/corpus" "$folder/files"
    # Jazzer brings native code and an agent; files that readers open are written to memory.
    local options=(-XX:+UseSerialGC -Xmx1g -XX:+EnableDynamicAgentLoading -Xshare:off -XX:-OmitStackTraceInFastThrow
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dskep.root=$root" -cp "$class_path")
    [[ -d /dev/shm && -w /dev/shm ]] && options+=(-Djava.io.tmpdir=/dev/shm) || options+=("-Djava.io.tmpdir=$folder/files")
    "$jdk/bin/java" "${options[@]}" dev.skep.testkit.fuzz.FuzzProcess "$class" "$folder" || return 1
    [[ -s $folder/words ]] && words=("-dict=$folder/words")
    (cd "$folder" && "$jdk/bin/java" "${options[@]}" com.code_intelligence.jazzer.Jazzer \
        --target_class=dev.skep.testkit.fuzz.FuzzProcess "--target_args=$class" \
        --instrumentation_includes='dev.skep.**' --custom_hook_includes='dev.skep.**' \
        "-max_total_time=$2" -timeout=20 -rss_limit_mb=3000 -max_len=8192 -print_final_stats=1 "${words[@]}" \
        corpus seeds) >"$log" 2>&1 || status=$?
    if ((status == 0)); then
        awk -v "class=$class" '/^#/ { for (i = 1; i < NF; i++) if ($i == "cov:") covered = $(i + 1) }
            /number_of_executed_units/ { runs = $2 }
            /average_exec_per_sec/ { printf "%s: %d inputs, %d a second, %d edges covered\n", class, runs, $2, covered }' "$log"
        return 0
    fi
    printf '%s: an input breaks it; the whole output is in %s\n' "$class" "$log"
    sed -n '/^== Java/,/^== lib/p; /^ERROR/p' "$log" | head -n 30
    printf 'for the regression test: xxd -p -c0 %s/crash-... >> the resource %s.found\n' "$folder" "${class//.//}"
    return 1
}

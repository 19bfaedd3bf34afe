# Tests that are programs of their own, because they run for as long as one likes: random methods, the corpus.

# Builds a module's tests, without checks, and runs a class of them with this process's rights.
run_test_program() { # module class arguments...
    local module=$1 class=$2 log
    shift 2
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
    local built=$out/modules/skep-$module
    "$jdk/bin/java" -XX:+UseSerialGC -Xmx1500m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dskep.root=$root" \
        -cp "$built/test-classes:$built/classes:$(<"$jars")" "$class" "$@"
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

# Every method of the JDK's base module goes through the compiler.
run_corpus() { # [packages]
    run_test_program compiler dev.skep.compiler.corpus.Corpus "$@"
}

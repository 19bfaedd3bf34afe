/** Measures Skep against its peers; see README.md of bench. */
module dev.skep.bench {
    requires static org.jspecify;
    requires java.management;
    requires dev.skep.drop;
    requires dev.skep.security;
    requires dev.skep.trace;

    opens dev.skep.bench.program to
            dev.skep.bpf,
            dev.skep.compiler;
}

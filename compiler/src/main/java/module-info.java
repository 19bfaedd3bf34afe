/** Compiles Java methods to eBPF. Depends on {@code dev.skep.bpf} and the JDK alone. */
module dev.skep.compiler {
    requires static org.jspecify;
    requires transitive dev.skep.bpf;

    exports dev.skep.compiler;
    exports dev.skep.compiler.helper;
    exports dev.skep.compiler.hook;
    exports dev.skep.compiler.table;

    // Views of the structs that helpers bring along are made in their own package.
    opens dev.skep.compiler.helper to
            dev.skep.bpf;
}

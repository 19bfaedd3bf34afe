/** Observes a host: in-kernel programs and the records that they send. */
module dev.skep.trace {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;

    exports dev.skep.trace;
    exports dev.skep.trace.exec;
    exports dev.skep.trace.filter;
    exports dev.skep.trace.open;

    // The compiler reads the fields of programs and filters; views of records are made in the records' own packages.
    opens dev.skep.trace.exec to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.trace.filter to
            dev.skep.compiler;
    opens dev.skep.trace.kernel to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.trace.open to
            dev.skep.bpf,
            dev.skep.compiler;
}

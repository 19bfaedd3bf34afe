/** Processes: who ran what, with which rights, and how it ended; policies: what they must not do. */
module dev.skep.security {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;
    requires transitive dev.skep.events;
    requires transitive dev.skep.identity;
    requires org.snakeyaml.engine;

    exports dev.skep.security.policy;
    exports dev.skep.security.policy.event;
    exports dev.skep.security.policy.keep;
    exports dev.skep.security.policy.model;
    exports dev.skep.security.policy.read;
    exports dev.skep.security.process;

    // The compiler reads the fields of programs; views of records are made in the records' own packages.
    opens dev.skep.security.kernel to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.security.policy.event to
            dev.skep.compiler;
    opens dev.skep.security.policy.program to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.security.process to
            dev.skep.compiler;
    opens dev.skep.security.process.program to
            dev.skep.bpf,
            dev.skep.compiler;
}

/** Whose process it is: control groups, containers, pods and units. */
module dev.skep.identity {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;
    requires java.net.http;
    requires tools.jackson.core;

    exports dev.skep.identity;
    exports dev.skep.identity.cgroup;
    exports dev.skep.identity.docker;
    exports dev.skep.identity.files;
    exports dev.skep.identity.filter;
    exports dev.skep.identity.json;
    exports dev.skep.identity.kubernetes;
    exports dev.skep.identity.source;

    // The compiler reads the fields of programs, and views of records are made in the records' own packages.
    opens dev.skep.identity.cgroup to
            dev.skep.bpf,
            dev.skep.compiler;
    opens dev.skep.identity.filter to
            dev.skep.compiler;
}

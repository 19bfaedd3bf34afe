/** Whose process it is: control groups, containers, pods and units. */
module dev.skep.identity {
    requires static org.jspecify;
    requires transitive dev.skep.compiler;

    exports dev.skep.identity;
    exports dev.skep.identity.cgroup;

    // The compiler reads the fields of programs, and views of records are made in the records' own packages.
    opens dev.skep.identity.cgroup to
            dev.skep.bpf,
            dev.skep.compiler;
}

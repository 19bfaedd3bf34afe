/** The kernel's eBPF interface in pure Java: system calls, BTF, maps, programs, links, ring buffers. Depends on the JDK alone. */
@SuppressWarnings("module") // opens to one that is built after it
module dev.skep.bpf {
    requires static org.jspecify;

    exports dev.skep.bpf;
    exports dev.skep.bpf.asm;
    exports dev.skep.bpf.feature;
    exports dev.skep.bpf.link;
    exports dev.skep.bpf.btf;
    exports dev.skep.bpf.elf;
    exports dev.skep.bpf.inspect;
    exports dev.skep.bpf.map;
    exports dev.skep.bpf.memory;
    exports dev.skep.bpf.perf;
    exports dev.skep.bpf.pin;
    exports dev.skep.bpf.pipe;
    exports dev.skep.bpf.program;
    exports dev.skep.bpf.stack;
    exports dev.skep.bpf.symbol;
    exports dev.skep.bpf.tracefs;
    exports dev.skep.bpf.usdt;

    // Programs read fields of records by where the kernel says that they are.
    opens dev.skep.bpf.tracefs to
            dev.skep.compiler;
}

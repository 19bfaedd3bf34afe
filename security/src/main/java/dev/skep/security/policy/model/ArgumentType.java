package dev.skep.security.policy.model;

import java.util.Optional;

/** The type of an argument, by Tetragon's names. */
public enum ArgumentType {
    /** What the hook's own description says. */
    AUTO("auto", Kind.AUTO),
    /** 32 bits, signed. */
    INT("int", Kind.SIGNED, 4),
    /** 8 bits, signed. */
    SINT8("sint8", Kind.SIGNED, 1),
    /** 8 bits, signed. */
    INT8("int8", Kind.SIGNED, 1),
    /** 8 bits, unsigned. */
    UINT8("uint8", Kind.UNSIGNED, 1),
    /** 16 bits, signed. */
    SINT16("sint16", Kind.SIGNED, 2),
    /** 16 bits, signed. */
    INT16("int16", Kind.SIGNED, 2),
    /** 16 bits, unsigned. */
    UINT16("uint16", Kind.UNSIGNED, 2),
    /** 32 bits, unsigned. */
    UINT32("uint32", Kind.UNSIGNED, 4),
    /** 32 bits, signed. */
    SINT32("sint32", Kind.SIGNED, 4),
    /** 32 bits, signed. */
    INT32("int32", Kind.SIGNED, 4),
    /** 64 bits, unsigned. */
    ULONG("ulong", Kind.UNSIGNED, 8),
    /** 64 bits, unsigned. */
    UINT64("uint64", Kind.UNSIGNED, 8),
    /** 64 bits, unsigned. */
    SIZE_T("size_t", Kind.UNSIGNED, 8),
    /** 64 bits, signed. */
    LONG("long", Kind.SIGNED, 8),
    /** 64 bits, signed. */
    SINT64("sint64", Kind.SIGNED, 8),
    /** 64 bits, signed. */
    INT64("int64", Kind.SIGNED, 8),
    /** Bytes, as many as the size argument says. */
    CHAR_BUF("char_buf", Kind.TEXT),
    /** An array of {@code struct iovec}, as many as the size argument says. */
    CHAR_IOVEC("char_iovec", Kind.TEXT),
    /** {@code struct sk_buff}. */
    SKB("skb", Kind.NETWORK),
    /** {@code struct sock}. */
    SOCK("sock", Kind.NETWORK),
    /** {@code struct sockaddr}: its one address and port are the source's. */
    SOCKADDR("sockaddr", Kind.NETWORK),
    /** {@code struct socket}. */
    SOCKET("socket", Kind.NETWORK),
    /** {@code struct sockaddr_un}. */
    SOCKADDR_UN("sockaddr_un", Kind.UNIX_ADDRESS),
    /** Bytes up to a zero. */
    STRING("string", Kind.TEXT),
    /** A file descriptor of the process: the file's path. */
    FD("fd", Kind.PATH),
    /** {@code struct file}: its path. */
    FILE("file", Kind.PATH),
    /** {@code struct filename}: the name that the process gave. */
    FILENAME("filename", Kind.PATH),
    /** {@code struct path}. */
    PATH("path", Kind.PATH),
    /** Nothing. */
    NOP("nop", Kind.OTHER),
    /** {@code union bpf_attr}. */
    BPF_ATTR("bpf_attr", Kind.OTHER),
    /** {@code struct perf_event}. */
    PERF_EVENT("perf_event", Kind.OTHER),
    /** {@code struct bpf_map}. */
    BPF_MAP("bpf_map", Kind.OTHER),
    /** {@code struct user_namespace}. */
    USER_NAMESPACE("user_namespace", Kind.OTHER),
    /** The number of a capability. */
    CAPABILITY("capability", Kind.SIGNED, 4),
    /** {@code struct kiocb}: its file's path. */
    KIOCB("kiocb", Kind.PATH),
    /** {@code struct iov_iter}. */
    IOV_ITER("iov_iter", Kind.OTHER),
    /** {@code struct cred}. */
    CRED("cred", Kind.OTHER),
    /** Bytes of a known number. */
    CONST_BUF("const_buf", Kind.OTHER),
    /** {@code struct load_info}. */
    LOAD_INFO("load_info", Kind.OTHER),
    /** {@code struct module}. */
    MODULE("module", Kind.OTHER),
    /** The number of a system call; bit 31 is set of an ABI of 32 bits. */
    SYSCALL64("syscall64", Kind.SIGNED, 8),
    /** {@code kernel_cap_t}. */
    KERNEL_CAP_T("kernel_cap_t", Kind.CAPABILITIES),
    /** The inheritable set of a {@code struct cred}. */
    CAP_INHERITABLE("cap_inheritable", Kind.CAPABILITIES),
    /** The permitted set of a {@code struct cred}. */
    CAP_PERMITTED("cap_permitted", Kind.CAPABILITIES),
    /** The effective set of a {@code struct cred}. */
    CAP_EFFECTIVE("cap_effective", Kind.CAPABILITIES),
    /** {@code struct linux_binprm}: its file's path. */
    LINUX_BINPRM("linux_binprm", Kind.PATH),
    /** A string of a tracepoint's record. */
    DATA_LOC("data_loc", Kind.TEXT),
    /** {@code struct net_device}: its name. */
    NET_DEVICE("net_device", Kind.TEXT),
    /** The command of bpf(2). */
    BPF_CMD("bpf_cmd", Kind.SIGNED, 4),
    /** {@code struct dentry}: its path within its mount. */
    DENTRY("dentry", Kind.PATH),
    /** {@code struct bpf_prog}. */
    BPF_PROG("bpf_prog", Kind.OTHER);

    /** What values of a type are compared with. */
    public enum Kind {
        /** Not known before the hook is. */
        AUTO,
        /** Signed numbers. */
        SIGNED,
        /** Unsigned numbers. */
        UNSIGNED,
        /** Strings. */
        TEXT,
        /** Paths of files. */
        PATH,
        /** Addresses, ports, protocols, families and states. */
        NETWORK,
        /** Paths of sockets, and families. */
        UNIX_ADDRESS,
        /** Sets of capabilities. */
        CAPABILITIES,
        /** Nothing. */
        OTHER
    }

    private final String tetragonName;
    private final Kind kind;
    private final int bytes;

    ArgumentType(String tetragonName, Kind kind) {
        this(tetragonName, kind, 0);
    }

    ArgumentType(String tetragonName, Kind kind, int bytes) {
        this.tetragonName = tetragonName;
        this.kind = kind;
        this.bytes = bytes;
    }

    /** The type of a name, or nothing. */
    public static Optional<ArgumentType> of(String tetragonName) {
        for (ArgumentType type : values()) {
            if (type.tetragonName.equals(tetragonName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** As policies write it. */
    public String tetragonName() {
        return tetragonName;
    }

    /** What its values are compared with. */
    public Kind kind() {
        return kind;
    }

    /** The size of a number in bytes; 0 of what is none. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return bytes > 0;
    }
}

package dev.skep.security.policy.event;

import dev.skep.security.process.Credentials;
import java.util.Optional;

/**
 * What an argument held. Numbers whose names are known to the kernel's users (families, protocols, capabilities, flags) are the kernel's.
 */
public sealed interface ArgumentValue {
    /** A number of {@code int} and shorter signed types. */
    record Int32(int value) implements ArgumentValue {}

    /** A number of {@code uint32} and shorter unsigned types, as unsigned 32 bits. */
    record UInt32(int value) implements ArgumentValue {}

    /** A signed number of 64 bits. */
    record Int64(long value) implements ArgumentValue {}

    /** An unsigned number of 64 bits: {@code size_t}, {@code uint64}, {@code ulong}. */
    record UInt64(long value) implements ArgumentValue {}

    /** A text: {@code string}, {@code filename}; bytes that are not UTF-8 became U+FFFD. */
    record Text(String value) implements ArgumentValue {}

    /**
     * Bytes: {@code char_buf}, {@code char_iovec}, {@code const_buf}, {@code iov_iter}, {@code data_loc}.
     *
     * @param bytes what was read
     * @param originalSize how many there were, more than {@code bytes} has where they were cut
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, shown once, never compared
    record Data(byte[] bytes, long originalSize) implements ArgumentValue {
        /** Whether some are missing. */
        public boolean truncated() {
            return originalSize > bytes.length;
        }
    }

    /**
     * A path: {@code path}, {@code dentry}.
     *
     * @param path as the process sees it
     * @param flags what is wrong with it: bits of {@link FileName}
     * @param mode type and permissions, {@code i_mode}; 0 if not known
     */
    record Path(String path, int flags, int mode) implements ArgumentValue {}

    /** An open file: {@code file}, {@code fd}, {@code kiocb}; as {@link Path}. */
    record File(String path, int flags, int mode) implements ArgumentValue {}

    /** A program that is about to run: {@code linux_binprm}; as {@link Path}. */
    record Binprm(String path, int flags, int mode) implements ArgumentValue {}

    /**
     * A socket: {@code sock}, {@code socket}.
     *
     * @param family {@code AF_}
     * @param type {@code SOCK_}
     * @param protocol {@code IPPROTO_}
     * @param mark of its packets
     * @param priority of its packets
     * @param source its own address
     * @param destination the peer's
     * @param cookie the kernel's number of it, which no other socket has since boot
     * @param state {@code TCP_}, from 1
     */
    record Sock(
            int family,
            int type,
            int protocol,
            int mark,
            int priority,
            Endpoint source,
            Endpoint destination,
            long cookie,
            int state)
            implements ArgumentValue {}

    /**
     * A packet: {@code skb}.
     *
     * @param hash of its flow
     * @param length bytes
     * @param priority for queues
     * @param mark of filters
     * @param source sender
     * @param destination receiver
     * @param protocol {@code IPPROTO_}
     * @param securityPathLength states of IPsec
     * @param securityPathOffloaded of them done by the device
     * @param family {@code AF_}, 0 if it is no IP packet
     */
    record Skb(
            int hash,
            int length,
            int priority,
            int mark,
            Endpoint source,
            Endpoint destination,
            int protocol,
            int securityPathLength,
            int securityPathOffloaded,
            int family)
            implements ArgumentValue {}

    /** An address of the Internet: {@code sockaddr}; {@code family} is {@code AF_}. */
    record SocketAddress(int family, Endpoint address) implements ArgumentValue {}

    /** An address of a local socket: {@code sockaddr_un}; a name that begins with {@code @} is in the abstract namespace. */
    record UnixAddress(int family, String path) implements ArgumentValue {}

    /** Rights: {@code cred}. */
    record Rights(Credentials credentials) implements ArgumentValue {}

    /** A user namespace: {@code user_namespace}. */
    record UserNamespace(Credentials.UserNamespace namespace) implements ArgumentValue {}

    /** One capability by its number: {@code capability}. */
    record Capability(int number) implements ArgumentValue {}

    /** Capabilities as bits: {@code kernel_cap_t} and its three kin. */
    record CapabilitySet(Kind kind, long bits) implements ArgumentValue {
        /** Which type the policy names. */
        public enum Kind {
            /** {@code kernel_cap_t}. */
            ANY,
            /** {@code cap_inheritable}. */
            INHERITABLE,
            /** {@code cap_permitted}. */
            PERMITTED,
            /** {@code cap_effective}. */
            EFFECTIVE
        }
    }

    /** What bpf(2) is told when a program is loaded: {@code bpf_attr}; {@code type} is {@code BPF_PROG_TYPE_}. */
    record BpfAttributes(int type, int instructions, String name) implements ArgumentValue {}

    /** A BPF program: {@code bpf_prog}. */
    record BpfProgram(int type, int instructions, String name) implements ArgumentValue {}

    /** A BPF map: {@code bpf_map}; {@code type} is {@code BPF_MAP_TYPE_}. */
    record BpfMap(int type, int keyBytes, int valueBytes, int maxEntries, String name) implements ArgumentValue {}

    /** A perf event: {@code perf_event}; {@code type} is {@code PERF_TYPE_}. */
    record PerfEvent(String function, int type, long config, long offset) implements ArgumentValue {}

    /**
     * A kernel module: {@code module}, {@code load_info}.
     *
     * @param name its name
     * @param signed whether its signature is good; empty for {@code module}, where the kernel has checked it already
     * @param tainted bits of {@code TAINT_}
     */
    record KernelModule(String name, Optional<Boolean> signed, long tainted) implements ArgumentValue {}

    /** A network device: {@code net_device}. */
    record NetDevice(String name) implements ArgumentValue {}

    /** A command of bpf(2): {@code bpf_cmd}. */
    record BpfCommand(int number) implements ArgumentValue {}

    /**
     * A system call by number: {@code syscall64}.
     *
     * @param number in the table of {@code abi}
     * @param abi as Tetragon names them: {@code x64}, {@code i386}
     */
    record SyscallId(int number, String abi) implements ArgumentValue {}

    /** The argument could not be read; {@code message} says why. */
    record Unreadable(String message) implements ArgumentValue {}
}

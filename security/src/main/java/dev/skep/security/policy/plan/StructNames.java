package dev.skep.security.policy.plan;

import dev.skep.security.policy.model.ArgumentType;
import java.util.Optional;

/** The structs of the kernel that types of policies stand for. */
final class StructNames {
    private StructNames() {}

    /** The struct behind a pointer of this type; nothing where the type is no struct. */
    static Optional<String> of(ArgumentType type) {
        return switch (type) {
            case SKB -> Optional.of("sk_buff");
            case SOCK -> Optional.of("sock");
            case SOCKET -> Optional.of("socket");
            case SOCKADDR -> Optional.of("sockaddr");
            case SOCKADDR_UN -> Optional.of("sockaddr_un");
            case FILE -> Optional.of("file");
            case FILENAME -> Optional.of("filename");
            case PATH -> Optional.of("path");
            case BPF_ATTR -> Optional.of("bpf_attr");
            case PERF_EVENT -> Optional.of("perf_event");
            case BPF_MAP -> Optional.of("bpf_map");
            case USER_NAMESPACE -> Optional.of("user_namespace");
            case KIOCB -> Optional.of("kiocb");
            case IOV_ITER -> Optional.of("iov_iter");
            case CRED, CAP_INHERITABLE, CAP_PERMITTED, CAP_EFFECTIVE -> Optional.of("cred");
            case LOAD_INFO -> Optional.of("load_info");
            case MODULE -> Optional.of("module");
            case LINUX_BINPRM -> Optional.of("linux_binprm");
            case NET_DEVICE -> Optional.of("net_device");
            case DENTRY -> Optional.of("dentry");
            case BPF_PROG -> Optional.of("bpf_prog");
            default -> Optional.empty();
        };
    }
}

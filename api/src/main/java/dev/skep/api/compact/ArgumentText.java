package dev.skep.api.compact;

import com.google.protobuf.ByteString;
import dev.skep.api.message.BpfCmd;
import dev.skep.api.message.Capabilities;
import dev.skep.api.message.KernelModule;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.KprobeSkb;
import dev.skep.api.message.KprobeSock;
import dev.skep.api.message.ProcessCredentials;
import dev.skep.api.message.UserNamespace;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Arguments as words of a line: as short as people can still read. */
final class ArgumentText {
    /** Longer data are cut: a line is for an overview. */
    private static final int MOST_BYTES = 64;

    private ArgumentText() {}

    /** {@code label=value}, or the value alone. */
    static String of(KprobeArgument argument) {
        String value = value(argument);
        return argument.getLabel().isEmpty() ? value : QuotedText.of(argument.getLabel()) + '=' + value;
    }

    @SuppressWarnings("deprecation") // older agents still send what newer ones do not
    private static String value(KprobeArgument argument) {
        return switch (argument.getArgCase()) {
            case STRING_ARG -> text(argument.getStringArg());
            case INT_ARG -> Integer.toString(argument.getIntArg());
            case UINT_ARG -> Integer.toUnsignedString(argument.getUintArg());
            case LONG_ARG -> Long.toString(argument.getLongArg());
            case SIZE_ARG -> Long.toUnsignedString(argument.getSizeArg());
            case BYTES_ARG ->
                data(argument.getBytesArg(), argument.getBytesArg().size());
            case TRUNCATED_BYTES_ARG ->
                data(
                        argument.getTruncatedBytesArg().getBytesArg(),
                        argument.getTruncatedBytesArg().getOrigSize());
            case PATH_ARG -> text(argument.getPathArg().getPath());
            case FILE_ARG -> text(argument.getFileArg().getPath());
            case LINUX_BINPRM_ARG -> text(argument.getLinuxBinprmArg().getPath());
            case SOCK_ARG -> socket(argument.getSockArg());
            case SKB_ARG -> packet(argument.getSkbArg());
            case SOCKADDR_ARG ->
                ends(
                        argument.getSockaddrArg().getAddr(),
                        argument.getSockaddrArg().getPort());
            case SOCKADDRUN_ARG -> text(argument.getSockaddrunArg().getPath());
            case CAPABILITY_ARG ->
                argument.getCapabilityArg().getName().isEmpty()
                        ? Integer.toString(
                                argument.getCapabilityArg().getValue().getValue())
                        : QuotedText.of(argument.getCapabilityArg().getName());
            case KERNEL_CAP_T_ARG -> QuotedText.of(argument.getKernelCapTArg());
            case CAP_INHERITABLE_ARG -> QuotedText.of(argument.getCapInheritableArg());
            case CAP_PERMITTED_ARG -> QuotedText.of(argument.getCapPermittedArg());
            case CAP_EFFECTIVE_ARG -> QuotedText.of(argument.getCapEffectiveArg());
            case BPF_ATTR_ARG ->
                named(
                        argument.getBpfAttrArg().getProgType(),
                        argument.getBpfAttrArg().getProgName());
            case BPF_PROG_ARG ->
                named(
                        argument.getBpfProgArg().getProgType(),
                        argument.getBpfProgArg().getProgName());
            case BPF_MAP_ARG ->
                named(
                        argument.getBpfMapArg().getMapType(),
                        argument.getBpfMapArg().getMapName());
            case PERF_EVENT_ARG ->
                named(
                        argument.getPerfEventArg().getType(),
                        argument.getPerfEventArg().getKprobeFunc());
            case BPF_CMD_ARG -> command(argument);
            case PROCESS_CREDENTIALS_ARG -> credentials(argument.getProcessCredentialsArg());
            case CRED_ARG -> "capabilities " + argument.getCredArg().getEffectiveCount();
            case USER_NS_ARG -> namespace(argument.getUserNsArg());
            case USER_NAMESPACE_ARG ->
                "user namespace "
                        + Integer.toUnsignedString(
                                argument.getUserNamespaceArg().getNs().getInum());
            case MODULE_ARG -> module(argument.getModuleArg());
            case NET_DEV_ARG -> text(argument.getNetDevArg().getName());
            case SYSCALL_ID ->
                SyscallNames.name(argument.getSyscallId().getId())
                        + (argument.getSyscallId().getAbi().isEmpty()
                                ? ""
                                : '/' + QuotedText.of(argument.getSyscallId().getAbi()));
            case ERROR_ARG -> '<' + QuotedText.of(argument.getErrorArg().getMessage()) + '>';
            case ARG_NOT_SET -> "?";
        };
    }

    /** An empty text would not be seen. */
    private static String text(String value) {
        return value.isEmpty() ? "\"\"" : QuotedText.of(value);
    }

    private static String data(ByteString bytes, long originalSize) {
        boolean cut = bytes.size() > MOST_BYTES;
        ByteString shown = cut ? bytes.substring(0, MOST_BYTES) : bytes;
        String text = text(shown.toString(StandardCharsets.UTF_8));
        return shown.size() == originalSize ? text : text + "...(" + Long.toUnsignedString(originalSize) + " bytes)";
    }

    private static String command(KprobeArgument argument) {
        BpfCmd command = argument.getBpfCmdArg();
        return command == BpfCmd.UNRECOGNIZED ? Integer.toString(argument.getBpfCmdArgValue()) : command.name();
    }

    private static String named(String type, String name) {
        return name.isEmpty() ? QuotedText.of(type) : QuotedText.of(type) + ' ' + QuotedText.of(name);
    }

    private static String socket(KprobeSock socket) {
        String addresses = socket.getSaddr().isEmpty() && socket.getDaddr().isEmpty()
                ? ""
                : ' ' + ends(socket.getSaddr(), socket.getSport()) + " -> "
                        + ends(socket.getDaddr(), socket.getDport());
        return protocol(socket.getProtocol(), socket.getFamily()) + addresses;
    }

    private static String packet(KprobeSkb packet) {
        String addresses = packet.getSaddr().isEmpty() && packet.getDaddr().isEmpty()
                ? ""
                : ' ' + ends(packet.getSaddr(), packet.getSport()) + " -> "
                        + ends(packet.getDaddr(), packet.getDport());
        return protocol(packet.getProtocol(), packet.getFamily()) + addresses + ' '
                + Integer.toUnsignedString(packet.getLen()) + " bytes";
    }

    /** {@code tcp}; the family where there is no protocol above IP. */
    private static String protocol(String protocol, String family) {
        return protocol.startsWith("IPPROTO_") && !protocol.equals("IPPROTO_IP")
                ? QuotedText.of(protocol.substring("IPPROTO_".length()).toLowerCase(Locale.ROOT))
                : QuotedText.of(family);
    }

    private static String ends(String address, int port) {
        String shown = address.indexOf(':') < 0 ? QuotedText.of(address) : '[' + QuotedText.of(address) + ']';
        return shown + ':' + Integer.toUnsignedString(port);
    }

    private static String credentials(ProcessCredentials credentials) {
        Capabilities capabilities = credentials.getCaps();
        return "uid " + Integer.toUnsignedString(credentials.getUid().getValue()) + " euid "
                + Integer.toUnsignedString(credentials.getEuid().getValue()) + " capabilities "
                + capabilities.getEffectiveCount();
    }

    private static String namespace(UserNamespace namespace) {
        return "user namespace " + Integer.toUnsignedString(namespace.getNs().getInum());
    }

    private static String module(KernelModule module) {
        boolean unsigned = module.hasSignatureOk() && !module.getSignatureOk().getValue();
        return text(module.getName()) + (unsigned ? " unsigned" : "");
    }
}

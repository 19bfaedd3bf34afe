package dev.skep.agent.event;

import dev.skep.api.message.BpfCmd;
import dev.skep.api.message.TaintedBitsType;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.NetworkNames;
import java.util.List;

/** Writes arguments. Values come in the order of their numbers, and the label with number 18 among them. Not safe for several threads. */
final class ArgumentEncoder {
    private final JsonObject object;
    private final RightsEncoder rights;

    ArgumentEncoder(JsonObject object, RightsEncoder rights) {
        this.object = object;
        this.rights = rights;
    }

    /** Nothing for no arguments. */
    void encode(Field field, List<Argument> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        object.name(field);
        char separator = '[';
        for (Argument argument : arguments) {
            object.bytes().add(separator);
            separator = ',';
            encode(argument);
        }
        object.bytes().add(']');
    }

    void encode(Argument argument) {
        object.open();
        boolean labelFirst = isBehindTheLabel(argument.value());
        if (labelFirst) {
            object.text(Field.LABEL, argument.label());
        }
        value(argument.value());
        if (!labelFirst) {
            object.text(Field.LABEL, argument.label());
        }
        object.close();
    }

    /** Whether the number of its field is above that of the label. */
    private static boolean isBehindTheLabel(ArgumentValue value) {
        return switch (value) {
            case ArgumentValue.Int32 _,
                    ArgumentValue.UInt32 _,
                    ArgumentValue.Int64 _,
                    ArgumentValue.UInt64 _,
                    ArgumentValue.Text _,
                    ArgumentValue.Data _,
                    ArgumentValue.Path _,
                    ArgumentValue.File _,
                    ArgumentValue.Sock _,
                    ArgumentValue.Skb _,
                    ArgumentValue.BpfAttributes _,
                    ArgumentValue.PerfEvent _,
                    ArgumentValue.BpfMap _,
                    ArgumentValue.Capability _ -> false;
            case ArgumentValue.Rights _,
                    ArgumentValue.UserNamespace _,
                    ArgumentValue.KernelModule _,
                    ArgumentValue.CapabilitySet _,
                    ArgumentValue.Binprm _,
                    ArgumentValue.NetDevice _,
                    ArgumentValue.BpfCommand _,
                    ArgumentValue.SyscallId _,
                    ArgumentValue.SocketAddress _,
                    ArgumentValue.BpfProgram _,
                    ArgumentValue.Unreadable _,
                    ArgumentValue.UnixAddress _ -> true;
        };
    }

    private void value(ArgumentValue value) {
        switch (value) {
            case ArgumentValue.Int32(int number) -> object.signed(Field.INT_ARG, number);
            case ArgumentValue.UInt32(int number) -> object.wrapped(Field.UINT_ARG, number);
            case ArgumentValue.Int64(long number) -> object.signedText(Field.LONG_ARG, number);
            case ArgumentValue.UInt64(long number) -> object.unsignedText(Field.SIZE_ARG, number);
            case ArgumentValue.Text(String text) -> object.anyText(Field.STRING_ARG, text);
            case ArgumentValue.Data data -> data(data);
            case ArgumentValue.Path file -> file(Field.PATH_ARG, file.path(), file.flags(), file.mode());
            case ArgumentValue.File file -> file(Field.FILE_ARG, file.path(), file.flags(), file.mode());
            case ArgumentValue.Binprm file -> file(Field.LINUX_BINPRM_ARG, file.path(), file.flags(), file.mode());
            case ArgumentValue.Sock socket -> socket(socket);
            case ArgumentValue.Skb packet -> packet(packet);
            case ArgumentValue.SocketAddress address -> address(address);
            case ArgumentValue.UnixAddress address -> address(address);
            case ArgumentValue.Rights credentials ->
                rights.credentials(Field.PROCESS_CREDENTIALS_ARG, credentials.credentials());
            case ArgumentValue.UserNamespace namespace ->
                rights.userNamespace(Field.USER_NS_ARG, namespace.namespace());
            case ArgumentValue.Capability(int number) -> capability(number);
            case ArgumentValue.CapabilitySet set -> object.anyText(field(set), ArgumentMessages.bits(set.bits()));
            case ArgumentValue.BpfAttributes program ->
                program(Field.BPF_ATTR_ARG, program.type(), program.instructions(), program.name());
            case ArgumentValue.BpfProgram program ->
                program(Field.BPF_PROG_ARG, program.type(), program.instructions(), program.name());
            case ArgumentValue.BpfMap map -> map(map);
            case ArgumentValue.PerfEvent event -> perfEvent(event);
            case ArgumentValue.KernelModule module -> module(module);
            case ArgumentValue.NetDevice(String name) -> one(Field.NET_DEV_ARG, Field.NAME, name);
            case ArgumentValue.BpfCommand(int number) -> command(number);
            case ArgumentValue.SyscallId(int number, String abi) -> systemCall(number, abi);
            case ArgumentValue.Unreadable(String why) -> one(Field.ERROR_ARG, Field.MESSAGE_OF_ERROR, why);
        }
    }

    private void systemCall(int number, String abi) {
        object.object(Field.SYSCALL_ID);
        object.number(Field.ID, number);
        object.text(Field.ABI, abi);
        object.close();
    }

    private void address(ArgumentValue.SocketAddress address) {
        object.object(Field.SOCKADDR_ARG);
        object.text(Field.FAMILY, NetworkNames.FAMILY.name(address.family()));
        object.text(Field.ADDR, ArgumentMessages.address(address.address(), address.family()));
        object.number(Field.PORT, address.address().port());
        object.close();
    }

    private void address(ArgumentValue.UnixAddress address) {
        object.object(Field.SOCKADDRUN_ARG);
        object.text(Field.FAMILY, NetworkNames.FAMILY.name(address.family()));
        object.text(Field.PATH, address.path());
        object.close();
    }

    private static Field field(ArgumentValue.CapabilitySet set) {
        return switch (set.kind()) {
            case ANY -> Field.KERNEL_CAP_T_ARG;
            case INHERITABLE -> Field.CAP_INHERITABLE_ARG;
            case PERMITTED -> Field.CAP_PERMITTED_ARG;
            case EFFECTIVE -> Field.CAP_EFFECTIVE_ARG;
        };
    }

    private void one(Field field, Field inside, String text) {
        object.object(field);
        object.text(inside, text);
        object.close();
    }

    private void data(ArgumentValue.Data data) {
        if (data.truncated()) {
            object.object(Field.TRUNCATED_BYTES_ARG);
            if (data.bytes().length > 0) {
                object.base64(Field.BYTES_ARG, data.bytes());
            }
            object.unsignedText(Field.ORIG_SIZE, data.originalSize());
            object.close();
        } else {
            object.base64(Field.BYTES_ARG, data.bytes());
        }
    }

    private void file(Field field, String path, int flags, int mode) {
        object.object(field);
        object.text(Field.PATH, path);
        object.text(Field.FLAGS, FileText.flags(flags));
        object.text(Field.PERMISSION, FileText.permission(mode));
        object.close();
    }

    private void socket(ArgumentValue.Sock socket) {
        object.object(Field.SOCK_ARG);
        object.text(Field.FAMILY, NetworkNames.FAMILY.name(socket.family()));
        object.text(Field.TYPE, NetworkNames.SOCKET.name(socket.type()));
        object.text(Field.PROTOCOL, NetworkNames.PROTOCOL.name(socket.protocol()));
        object.number(Field.MARK, socket.mark());
        object.number(Field.PRIORITY, socket.priority());
        object.text(Field.SADDR, ArgumentMessages.address(socket.source(), socket.family()));
        object.text(Field.DADDR, ArgumentMessages.address(socket.destination(), socket.family()));
        object.number(Field.SPORT, socket.source().port());
        object.number(Field.DPORT, socket.destination().port());
        if (socket.cookie() != 0) {
            object.unsignedText(Field.COOKIE, socket.cookie());
        }
        object.text(Field.STATE, NetworkNames.STATE.name(socket.state()));
        object.close();
    }

    private void packet(ArgumentValue.Skb packet) {
        object.object(Field.SKB_ARG);
        object.number(Field.HASH, packet.hash());
        object.number(Field.LEN, packet.length());
        object.number(Field.PRIORITY, packet.priority());
        object.number(Field.MARK, packet.mark());
        object.text(Field.SADDR, ArgumentMessages.address(packet.source(), packet.family()));
        object.text(Field.DADDR, ArgumentMessages.address(packet.destination(), packet.family()));
        object.number(Field.SPORT, packet.source().port());
        object.number(Field.DPORT, packet.destination().port());
        object.number(Field.PROTO, packet.protocol());
        object.number(Field.SEC_PATH_LEN, packet.securityPathLength());
        object.number(Field.SEC_PATH_OLEN, packet.securityPathOffloaded());
        object.text(Field.PROTOCOL, NetworkNames.PROTOCOL.name(packet.protocol()));
        object.text(Field.FAMILY, NetworkNames.FAMILY.name(packet.family()));
        object.close();
    }

    private void program(Field field, int type, int instructions, String name) {
        object.object(field);
        object.text(Field.PROG_TYPE, KernelObjectNames.programType(type));
        object.number(Field.INSN_CNT, instructions);
        object.text(Field.PROG_NAME, name);
        object.close();
    }

    private void perfEvent(ArgumentValue.PerfEvent event) {
        object.object(Field.PERF_EVENT_ARG);
        object.text(Field.KPROBE_FUNC, event.function());
        object.text(Field.TYPE_OF_EVENT, KernelObjectNames.perfType(event.type()));
        if (event.config() != 0) {
            object.unsignedText(Field.CONFIG, event.config());
        }
        if (event.offset() != 0) {
            object.unsignedText(Field.PROBE_OFFSET, event.offset());
        }
        object.close();
    }

    private void map(ArgumentValue.BpfMap map) {
        object.object(Field.BPF_MAP_ARG);
        object.text(Field.MAP_TYPE, KernelObjectNames.mapType(map.type()));
        object.number(Field.KEY_SIZE, map.keyBytes());
        object.number(Field.VALUE_SIZE, map.valueBytes());
        object.number(Field.MAX_ENTRIES, map.maxEntries());
        object.text(Field.MAP_NAME, map.name());
        object.close();
    }

    private void capability(int number) {
        object.object(Field.CAPABILITY_ARG);
        object.signed(Field.VALUE_OF_CAPABILITY, number);
        object.text(Field.NAME, ArgumentMessages.capability(number));
        object.close();
    }

    private void module(ArgumentValue.KernelModule module) {
        object.object(Field.MODULE_ARG);
        object.text(Field.NAME, module.name());
        module.signed().ifPresent(good -> object.wrapped(Field.SIGNATURE_OK, good));
        List<TaintedBitsType> taints = KernelObjectNames.taints(module.tainted());
        object.texts(Field.TAINTED, taints.stream().map(Enum::name).toList());
        object.close();
    }

    private void command(int number) {
        BpfCmd command = BpfCmd.forNumber(number);
        if (command == null) {
            object.signed(Field.BPF_CMD_ARG, number);
        } else {
            object.anyText(Field.BPF_CMD_ARG, command.name());
        }
    }
}

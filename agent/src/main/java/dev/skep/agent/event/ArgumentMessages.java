package dev.skep.agent.event;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import dev.skep.api.message.BpfCmd;
import dev.skep.api.message.CapabilitiesType;
import dev.skep.api.message.KernelModule;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.KprobeBpfAttr;
import dev.skep.api.message.KprobeBpfMap;
import dev.skep.api.message.KprobeBpfProg;
import dev.skep.api.message.KprobeCapability;
import dev.skep.api.message.KprobeError;
import dev.skep.api.message.KprobeFile;
import dev.skep.api.message.KprobeLinuxBinprm;
import dev.skep.api.message.KprobeNetDev;
import dev.skep.api.message.KprobePath;
import dev.skep.api.message.KprobePerfEvent;
import dev.skep.api.message.KprobeSkb;
import dev.skep.api.message.KprobeSock;
import dev.skep.api.message.KprobeSockaddr;
import dev.skep.api.message.KprobeSockaddrUn;
import dev.skep.api.message.KprobeTruncatedBytes;
import dev.skep.api.message.SyscallId;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.model.NetworkNames;
import java.util.HexFormat;
import java.util.List;

/** Makes the messages of arguments. Immutable. */
final class ArgumentMessages {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final RightsMessages rights;

    ArgumentMessages(RightsMessages rights) {
        this.rights = rights;
    }

    List<KprobeArgument> of(List<Argument> arguments) {
        return arguments.stream().map(this::of).toList();
    }

    KprobeArgument of(Argument argument) {
        KprobeArgument.Builder message = KprobeArgument.newBuilder().setLabel(argument.label());
        switch (argument.value()) {
            case ArgumentValue.Int32(int value) -> message.setIntArg(value);
            case ArgumentValue.UInt32(int value) -> message.setUintArg(value);
            case ArgumentValue.Int64(long value) -> message.setLongArg(value);
            case ArgumentValue.UInt64(long value) -> message.setSizeArg(value);
            case ArgumentValue.Text(String value) -> message.setStringArg(value);
            case ArgumentValue.Data data -> data(data, message);
            case ArgumentValue.Path file ->
                message.setPathArg(KprobePath.newBuilder()
                        .setPath(file.path())
                        .setFlags(FileText.flags(file.flags()))
                        .setPermission(FileText.permission(file.mode())));
            case ArgumentValue.File file ->
                message.setFileArg(KprobeFile.newBuilder()
                        .setPath(file.path())
                        .setFlags(FileText.flags(file.flags()))
                        .setPermission(FileText.permission(file.mode())));
            case ArgumentValue.Binprm file ->
                message.setLinuxBinprmArg(KprobeLinuxBinprm.newBuilder()
                        .setPath(file.path())
                        .setFlags(FileText.flags(file.flags()))
                        .setPermission(FileText.permission(file.mode())));
            case ArgumentValue.Sock socket -> message.setSockArg(socket(socket));
            case ArgumentValue.Skb packet -> message.setSkbArg(packet(packet));
            case ArgumentValue.SocketAddress address ->
                message.setSockaddrArg(KprobeSockaddr.newBuilder()
                        .setFamily(NetworkNames.FAMILY.name(address.family()))
                        .setAddr(address(address.address(), address.family()))
                        .setPort(address.address().port()));
            case ArgumentValue.UnixAddress address ->
                message.setSockaddrunArg(KprobeSockaddrUn.newBuilder()
                        .setFamily(NetworkNames.FAMILY.name(address.family()))
                        .setPath(address.path()));
            case ArgumentValue.Rights credentials ->
                message.setProcessCredentialsArg(rights.credentials(
                        credentials.credentials(), RightsMessages.capabilities(credentials.credentials())));
            case ArgumentValue.UserNamespace namespace ->
                message.setUserNsArg(rights.userNamespace(namespace.namespace()));
            case ArgumentValue.Capability(int number) ->
                message.setCapabilityArg(KprobeCapability.newBuilder()
                        .setValue(Int32Value.of(number))
                        .setName(capability(number)));
            case ArgumentValue.CapabilitySet set -> capabilities(set, message);
            case ArgumentValue.BpfAttributes program ->
                message.setBpfAttrArg(KprobeBpfAttr.newBuilder()
                        .setProgType(KernelObjectNames.programType(program.type()))
                        .setInsnCnt(program.instructions())
                        .setProgName(program.name()));
            case ArgumentValue.BpfProgram program ->
                message.setBpfProgArg(KprobeBpfProg.newBuilder()
                        .setProgType(KernelObjectNames.programType(program.type()))
                        .setInsnCnt(program.instructions())
                        .setProgName(program.name()));
            case ArgumentValue.BpfMap map ->
                message.setBpfMapArg(KprobeBpfMap.newBuilder()
                        .setMapType(KernelObjectNames.mapType(map.type()))
                        .setKeySize(map.keyBytes())
                        .setValueSize(map.valueBytes())
                        .setMaxEntries(map.maxEntries())
                        .setMapName(map.name()));
            case ArgumentValue.PerfEvent event ->
                message.setPerfEventArg(KprobePerfEvent.newBuilder()
                        .setKprobeFunc(event.function())
                        .setType(KernelObjectNames.perfType(event.type()))
                        .setConfig(event.config())
                        .setProbeOffset(event.offset()));
            case ArgumentValue.KernelModule module -> message.setModuleArg(module(module));
            case ArgumentValue.NetDevice(String name) ->
                message.setNetDevArg(KprobeNetDev.newBuilder().setName(name));
            case ArgumentValue.BpfCommand(int number) -> command(number, message);
            case ArgumentValue.SyscallId(int number, String abi) ->
                message.setSyscallId(SyscallId.newBuilder().setId(number).setAbi(abi));
            case ArgumentValue.Unreadable(String why) ->
                message.setErrorArg(KprobeError.newBuilder().setMessage(why));
        }
        return message.build();
    }

    private static void data(ArgumentValue.Data data, KprobeArgument.Builder message) {
        ByteString bytes = ByteString.copyFrom(data.bytes());
        if (data.truncated()) {
            message.setTruncatedBytesArg(
                    KprobeTruncatedBytes.newBuilder().setBytesArg(bytes).setOrigSize(data.originalSize()));
        } else {
            message.setBytesArg(bytes);
        }
    }

    private static KprobeSock socket(ArgumentValue.Sock socket) {
        return KprobeSock.newBuilder()
                .setFamily(NetworkNames.FAMILY.name(socket.family()))
                .setType(NetworkNames.SOCKET.name(socket.type()))
                .setProtocol(NetworkNames.PROTOCOL.name(socket.protocol()))
                .setMark(socket.mark())
                .setPriority(socket.priority())
                .setSaddr(address(socket.source(), socket.family()))
                .setDaddr(address(socket.destination(), socket.family()))
                .setSport(socket.source().port())
                .setDport(socket.destination().port())
                .setCookie(socket.cookie())
                .setState(NetworkNames.STATE.name(socket.state()))
                .build();
    }

    private static KprobeSkb packet(ArgumentValue.Skb packet) {
        return KprobeSkb.newBuilder()
                .setHash(packet.hash())
                .setLen(packet.length())
                .setPriority(packet.priority())
                .setMark(packet.mark())
                .setSaddr(address(packet.source(), packet.family()))
                .setDaddr(address(packet.destination(), packet.family()))
                .setSport(packet.source().port())
                .setDport(packet.destination().port())
                .setProto(packet.protocol())
                .setSecPathLen(packet.securityPathLength())
                .setSecPathOlen(packet.securityPathOffloaded())
                .setProtocol(NetworkNames.PROTOCOL.name(packet.protocol()))
                .setFamily(NetworkNames.FAMILY.name(packet.family()))
                .build();
    }

    /** Only IP has addresses of this kind. */
    static String address(Endpoint endpoint, int family) {
        return family == AF_INET || family == AF_INET6 ? endpoint.address() : "";
    }

    /** Its name, empty if it has none. */
    static String capability(int number) {
        CapabilitiesType type = CapabilitiesType.forNumber(number);
        return type == null ? "" : type.name();
    }

    static String bits(long capabilities) {
        return HexFormat.of().toHexDigits(capabilities);
    }

    private static void capabilities(ArgumentValue.CapabilitySet set, KprobeArgument.Builder message) {
        String bits = bits(set.bits());
        switch (set.kind()) {
            case ANY -> message.setKernelCapTArg(bits);
            case INHERITABLE -> message.setCapInheritableArg(bits);
            case PERMITTED -> message.setCapPermittedArg(bits);
            case EFFECTIVE -> message.setCapEffectiveArg(bits);
        }
    }

    private static KernelModule module(ArgumentValue.KernelModule module) {
        KernelModule.Builder message = KernelModule.newBuilder().setName(module.name());
        module.signed().ifPresent(good -> message.setSignatureOk(BoolValue.of(good)));
        return message.addAllTainted(KernelObjectNames.taints(module.tainted())).build();
    }

    /** A command that is newer than its names goes out as its number. */
    private static void command(int number, KprobeArgument.Builder message) {
        if (BpfCmd.forNumber(number) == null) {
            message.setBpfCmdArgValue(number);
        } else {
            message.setBpfCmdArg(BpfCmd.forNumber(number));
        }
    }
}

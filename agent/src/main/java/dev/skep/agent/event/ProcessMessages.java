package dev.skep.agent.event;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import dev.skep.api.message.Capabilities;
import dev.skep.api.message.EnvVar;
import dev.skep.api.message.FileProperties;
import dev.skep.api.message.InodeProperties;
import dev.skep.api.message.Pod;
import dev.skep.api.message.Process;
import dev.skep.api.message.ProcessPrivilegesChanged;
import dev.skep.api.message.SecurityContext;
import dev.skep.api.message.UserRecord;
import dev.skep.identity.Container;
import dev.skep.identity.Identity;
import dev.skep.security.process.BinaryProperties;
import dev.skep.security.process.Credentials;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.PrivilegeGain;
import dev.skep.security.process.Program;
import java.time.Instant;

/** Makes the message of one process. Immutable. */
final class ProcessMessages {
    private final EventDetail detail;
    private final RightsMessages rights;

    ProcessMessages(EventDetail detail) {
        this.detail = detail;
        rights = new RightsMessages(detail.hostNamespaces());
    }

    /**
     * Makes it.
     *
     * @param tid the thread that did something
     */
    Process of(dev.skep.security.process.Process process, Identity identity, int tid) {
        Program program = process.program();
        Process.Builder message = Process.newBuilder()
                .setExecId(process.id().text())
                .setPid(UInt32Value.of(process.pid()))
                .setUid(UInt32Value.of(process.credentials().euid()))
                .setCwd(program.directory())
                .setBinary(program.binary())
                .setArguments(detail.redaction()
                        .apply(program.binary(), program.arguments().text()))
                .setFlags(process.flags().toString())
                .setStartTime(EventMessages.time(process.startTime()))
                .setAuid(UInt32Value.of(process.auid()))
                .setParentExecId(process.parentId().map(ExecId::text).orElse(""))
                .setRefcnt(process.references().count())
                .setTid(UInt32Value.of(tid));
        place(process, identity, message);
        rights(process, message);
        properties(program.properties(), message);
        process.user().ifPresent(name -> message.setUser(UserRecord.newBuilder().setName(name)));
        for (String variable : program.environment().words()) {
            message.addEnvironmentVariables(variable(program.binary(), variable));
        }
        return message.build();
    }

    private EnvVar variable(String binary, String text) {
        int equals = text.indexOf('=');
        String shown = detail.redaction().apply(binary, text);
        // A secret may be the name as well as the value: the text is hidden as a whole, and then taken apart.
        int end = equals < 0 ? -1 : shown.indexOf('=');
        return EnvVar.newBuilder()
                .setKey(end < 0 ? shown : shown.substring(0, end))
                .setValue(end < 0 ? "" : shown.substring(end + 1))
                .build();
    }

    private void place(dev.skep.security.process.Process process, Identity identity, Process.Builder message) {
        identity.container().ifPresent(container -> {
            message.setDocker(container.shortId());
            message.setInInitTree(BoolValue.of(process.inInitTree()));
        });
        identity.pod().ifPresent(pod -> message.setPod(pod(process, identity, pod)));
    }

    private Pod pod(dev.skep.security.process.Process process, Identity identity, dev.skep.identity.Pod pod) {
        Pod.Builder message = Pod.newBuilder()
                .setNamespace(pod.namespace())
                .setName(pod.name())
                .setUid(pod.uid())
                .putAllPodLabels(pod.labels())
                .setWorkload(pod.workload().name())
                .setWorkloadKind(pod.workload().kind());
        if (detail.annotations()) {
            message.putAllPodAnnotations(pod.annotations());
        }
        identity.container().ifPresent(container -> message.setContainer(container(process, container)));
        return message.build();
    }

    private static dev.skep.api.message.Container container(
            dev.skep.security.process.Process process, Container container) {
        dev.skep.api.message.Container.Builder message = dev.skep.api.message.Container.newBuilder()
                .setId(ContainerName.scheme(container) + container.id())
                .setName(container.name())
                .setImage(dev.skep.api.message.Image.newBuilder()
                        .setId(container.image().id())
                        .setName(container.image().name()))
                .setMaybeExecProbe(Probes.maybe(process, container));
        if (!container.startTime().equals(Instant.EPOCH)) {
            message.setStartTime(EventMessages.time(container.startTime()));
        }
        if (process.namespacePid() != 0) {
            message.setPid(UInt32Value.of(process.namespacePid()));
        }
        if (container.privileged()) {
            message.setSecurityContext(SecurityContext.newBuilder().setPrivileged(true));
        }
        return message.build();
    }

    private void rights(dev.skep.security.process.Process process, Process.Builder message) {
        Credentials credentials = process.credentials();
        if (detail.credentials()) {
            Capabilities capabilities = RightsMessages.capabilities(credentials);
            message.setCap(capabilities);
            message.setProcessCredentials(rights.credentials(credentials, capabilities));
        }
        if (detail.namespaces()) {
            message.setNs(rights.namespaces(process.namespaces()));
        }
    }

    private static void properties(BinaryProperties properties, Process.Builder message) {
        if (properties.equals(BinaryProperties.NONE)) {
            return;
        }
        dev.skep.api.message.BinaryProperties.Builder binary = message.getBinaryPropertiesBuilder();
        properties.setUid().ifPresent(uid -> binary.setSetuid(UInt32Value.of(uid)));
        properties.setGid().ifPresent(gid -> binary.setSetgid(UInt32Value.of(gid)));
        properties.gains().forEach(gain -> binary.addPrivilegesChanged(gain(gain)));
        properties
                .file()
                .ifPresent(file -> binary.setFile(FileProperties.newBuilder()
                        .setInode(InodeProperties.newBuilder()
                                .setNumber(file.inode())
                                .setLinks(UInt32Value.of(file.links())))
                        .setPath(file.path())));
    }

    static ProcessPrivilegesChanged gain(PrivilegeGain gain) {
        return switch (gain) {
            case FILE_CAPABILITIES -> ProcessPrivilegesChanged.PRIVILEGES_RAISED_EXEC_FILE_CAP;
            case SET_USER_ID -> ProcessPrivilegesChanged.PRIVILEGES_RAISED_EXEC_FILE_SETUID;
            case SET_GROUP_ID -> ProcessPrivilegesChanged.PRIVILEGES_RAISED_EXEC_FILE_SETGID;
        };
    }
}

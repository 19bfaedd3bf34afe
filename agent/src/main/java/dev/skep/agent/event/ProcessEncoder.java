package dev.skep.agent.event;

import dev.skep.api.filter.Redaction;
import dev.skep.identity.Container;
import dev.skep.identity.Identity;
import dev.skep.security.process.BinaryProperties;
import dev.skep.security.process.PrivilegeGain;
import dev.skep.security.process.Process;
import dev.skep.security.process.Program;
import java.util.List;
import java.util.Optional;

/** Writes one process. Fields come in the order of their numbers. Not safe for several threads. */
final class ProcessEncoder {
    private final EventDetail detail;
    private final Redaction redaction;
    private final JsonObject object;
    private final TimeText times;
    private final PodEncoder pods;
    private final RightsEncoder rights;
    private final KnownProcesses written = new KnownProcesses();

    ProcessEncoder(EventDetail detail, JsonObject object, TimeText times) {
        this.detail = detail;
        this.object = object;
        this.times = times;
        redaction = detail.redaction();
        pods = new PodEncoder(detail.annotations(), object, times);
        rights = new RightsEncoder(detail.hostNamespaces(), object);
    }

    /**
     * Writes it.
     *
     * @param tid the thread that did something
     */
    void encode(Process process, Identity identity, int tid) {
        KnownProcesses.Entry known = written.find(process, identity);
        if (known != null) {
            known.write(process, tid, object);
            return;
        }
        Program program = process.program();
        int begin = object.bytes().size();
        object.open();
        object.text(Field.EXEC_ID, process.id().text());
        object.wrapped(Field.PID, process.pid());
        object.wrapped(Field.UID, process.credentials().euid());
        object.text(Field.CWD, program.directory());
        object.text(Field.BINARY, program.binary());
        arguments(program);
        object.text(Field.FLAGS, process.flags().toString());
        object.name(Field.START_TIME);
        times.add(process.startTime(), object.bytes());
        object.wrapped(Field.AUID, process.auid());
        Optional<Container> container = identity.container();
        identity.pod().ifPresent(pod -> pods.encode(pod, container, process));
        if (container.isPresent()) {
            object.text(Field.DOCKER, container.get().shortId());
        }
        if (process.parentId().isPresent()) {
            object.text(Field.PARENT_EXEC_ID, process.parentId().get().text());
        }
        int countBegin = object.bytes().size();
        object.number(Field.REFCNT, process.references().count());
        int countEnd = object.bytes().size();
        if (detail.credentials()) {
            rights.capabilities(Field.CAP, process.credentials());
        }
        if (detail.namespaces()) {
            rights.namespaces(process.namespaces());
        }
        int threadBegin = object.bytes().size();
        object.wrapped(Field.TID, tid);
        int threadEnd = object.bytes().size();
        if (detail.credentials()) {
            rights.credentials(Field.PROCESS_CREDENTIALS, process.credentials());
        }
        properties(program.properties());
        user(process.user());
        if (container.isPresent()) {
            object.wrapped(Field.IN_INIT_TREE, process.inInitTree());
        }
        environment(program);
        object.close();
        written.keep(
                process,
                identity,
                object.bytes(),
                begin,
                new KnownProcesses.Gap(countBegin, countEnd),
                new KnownProcesses.Gap(threadBegin, threadEnd));
    }

    private void arguments(Program program) {
        if (!redaction.hidesNothing()) {
            object.text(
                    Field.ARGUMENTS,
                    redaction.apply(program.binary(), program.arguments().text()));
        } else if (program.arguments().length() > 0) {
            object.name(Field.ARGUMENTS);
            CommandLineEncoder.encode(program.arguments(), object.bytes());
        }
    }

    private void properties(BinaryProperties properties) {
        if (properties.equals(BinaryProperties.NONE)) {
            return;
        }
        object.object(Field.BINARY_PROPERTIES);
        properties.setUid().ifPresent(uid -> object.wrapped(Field.SETUID, uid));
        properties.setGid().ifPresent(gid -> object.wrapped(Field.SETGID, gid));
        gains(properties.gains());
        properties.file().ifPresent(file -> {
            object.object(Field.FILE);
            object.object(Field.INODE);
            if (file.inode() != 0) {
                object.name(Field.NUMBER);
                object.bytes().add('"');
                object.bytes().number(file.inode());
                object.bytes().add('"');
            }
            object.wrapped(Field.LINKS, file.links());
            object.close();
            object.text(Field.PATH, file.path());
            object.close();
        });
        object.close();
    }

    private void gains(List<PrivilegeGain> gains) {
        if (gains.isEmpty()) {
            return;
        }
        object.name(Field.PRIVILEGES_CHANGED);
        char separator = '[';
        for (PrivilegeGain gain : gains) {
            object.bytes().add(separator);
            separator = ',';
            object.bytes().string(ProcessMessages.gain(gain).name());
        }
        object.bytes().add(']');
    }

    private void user(Optional<String> user) {
        if (user.isPresent()) {
            object.object(Field.USER);
            object.text(Field.NAME, user.get());
            object.close();
        }
    }

    private void environment(Program program) {
        if (program.environment().length() == 0) {
            return;
        }
        object.name(Field.ENVIRONMENT_VARIABLES);
        char separator = '[';
        for (String variable : program.environment().words()) {
            object.bytes().add(separator);
            separator = ',';
            String shown = redaction.apply(program.binary(), variable);
            int end = variable.indexOf('=') < 0 ? -1 : shown.indexOf('=');
            object.open();
            object.text(Field.KEY, end < 0 ? shown : shown.substring(0, end));
            object.text(Field.VALUE, end < 0 ? "" : shown.substring(end + 1));
            object.close();
        }
        object.bytes().add(']');
    }
}

package dev.skep.agent.event;

import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import java.util.List;
import java.util.Optional;

/** Writes who did something, by whose order. Not safe for several threads. */
final class FamilyEncoder {
    private final Identities identities;
    private final JsonObject object;
    private final ProcessEncoder processes;

    FamilyEncoder(Identities identities, JsonObject object, ProcessEncoder processes) {
        this.identities = identities;
        this.object = object;
        this.processes = processes;
    }

    void process(ProcessEvent event, Identity identity) {
        object.name(Field.PROCESS);
        processes.encode(event.process(), identity, event.tid());
    }

    void parent(Optional<Process> parent) {
        if (parent.isPresent()) {
            object.name(Field.PARENT);
            relative(parent.get());
        }
    }

    void ancestors(List<Process> ancestors) {
        if (ancestors.isEmpty()) {
            return;
        }
        object.name(Field.ANCESTORS);
        char separator = '[';
        for (Process ancestor : ancestors) {
            object.bytes().add(separator);
            separator = ',';
            relative(ancestor);
        }
        object.bytes().add(']');
    }

    private void relative(Process process) {
        processes.encode(process, identities.of(process.cgroupId()), process.pid());
    }
}

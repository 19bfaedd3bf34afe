package dev.skep.agent.event;

import dev.skep.identity.Container;
import dev.skep.identity.Pod;
import dev.skep.security.process.Process;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes pods and their containers. Labels are sorted once for each pod. Not safe for several threads. */
final class PodEncoder {
    private static final int MOST_KEPT = 1024;

    private final boolean annotations;
    private final JsonObject object;
    private final TimeText times;
    private final IdentityHashMap<Map<String, String>, byte[]> texts = new IdentityHashMap<>();

    PodEncoder(boolean annotations, JsonObject object, TimeText times) {
        this.annotations = annotations;
        this.object = object;
        this.times = times;
    }

    void encode(Pod pod, Optional<Container> container, Process process) {
        object.object(Field.POD);
        object.text(Field.NAMESPACE, pod.namespace());
        object.text(Field.NAME, pod.name());
        object.text(Field.UID, pod.uid());
        if (container.isPresent()) {
            container(container.get(), process);
        }
        map(Field.POD_LABELS, pod.labels());
        object.text(Field.WORKLOAD, pod.workload().name());
        object.text(Field.WORKLOAD_KIND, pod.workload().kind());
        if (annotations) {
            map(Field.POD_ANNOTATIONS, pod.annotations());
        }
        object.close();
    }

    private void container(Container container, Process process) {
        object.object(Field.CONTAINER);
        object.text(Field.ID, ContainerName.scheme(container) + container.id());
        object.text(Field.NAME, container.name());
        object.object(Field.IMAGE);
        object.text(Field.ID, container.image().id());
        object.text(Field.NAME, container.image().name());
        object.close();
        if (!container.startTime().equals(Instant.EPOCH)) {
            object.name(Field.START_TIME);
            times.add(container.startTime(), object.bytes());
        }
        object.number(Field.PID, process.namespacePid());
        object.flag(Field.MAYBE_EXEC_PROBE, Probes.maybe(process, container));
        if (container.privileged()) {
            object.object(Field.SECURITY_CONTEXT);
            object.flag(Field.PRIVILEGED, true);
            object.close();
        }
        object.close();
    }

    private void map(Field field, Map<String, String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        byte[] text = texts.get(entries);
        if (text == null) {
            if (texts.size() == MOST_KEPT) {
                texts.clear();
            }
            text = sorted(entries);
            texts.put(entries, text);
        }
        object.name(field);
        object.bytes().add(text);
    }

    private static byte[] sorted(Map<String, String> entries) {
        JsonBytes json = new JsonBytes(256);
        char separator = '{';
        for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
            json.add(separator);
            separator = ',';
            json.string(entry.getKey());
            json.add(':');
            json.string(entry.getValue());
        }
        json.add('}');
        return json.toArray();
    }
}

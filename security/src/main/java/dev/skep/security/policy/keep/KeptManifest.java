package dev.skep.security.policy.keep;

import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.security.policy.program.Baseline;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.process.program.ProcessState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an agent says of the policies that it keeps.
 *
 * @param pid its process
 * @param since when it began to keep
 * @param layout of the tables, see {@link #LAYOUT}
 * @param policies the names of those in force
 * @param marks which bit of what is kept of processes stands for which question
 * @param audiences which bit of what is kept of control groups stands for whom
 */
public record KeptManifest(
        long pid,
        Instant since,
        int layout,
        List<String> policies,
        Map<String, Integer> marks,
        Map<String, Integer> audiences) {
    /** A number for the order, names and sizes of the fields in tables: where it differs, they are not read. */
    public static final int LAYOUT = Stream.of(ProcessState.class, Baseline.class, SocketOwners.Owner.class)
            .map(type -> StructLayout.of(type).fields().stream()
                    .map(KeptManifest::text)
                    .collect(Collectors.joining()))
            .collect(Collectors.joining(";"))
            .hashCode();

    /** Copies. */
    public KeptManifest {
        policies = List.copyOf(policies);
        marks = Map.copyOf(marks);
        audiences = Map.copyOf(audiences);
    }

    /** Of this process, which begins to keep now. */
    static KeptManifest ofThisProcess() {
        return new KeptManifest(ProcessHandle.current().pid(), Instant.now(), LAYOUT, List.of(), Map.of(), Map.of());
    }

    private static String text(StructField field) {
        return field.name() + ':' + field.offset() + ':' + field.byteSize() + ' ';
    }

    /** With other policies. */
    public KeptManifest with(
            List<String> newPolicies, Map<String, Integer> newMarks, Map<String, Integer> newAudiences) {
        return new KeptManifest(pid, since, layout, newPolicies, new TreeMap<>(newMarks), new TreeMap<>(newAudiences));
    }
}

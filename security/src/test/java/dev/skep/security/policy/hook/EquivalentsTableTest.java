package dev.skep.security.policy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.Support;
import dev.skep.bpf.tracefs.TracepointFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of equivalents in docs/policies.md is the one in the code. {@code -Dskep.golden=write} writes it anew.
 */
class EquivalentsTableTest {
    private static final Path PAGE = Path.of(System.getProperty("skep.root"), "docs", "policies.md");
    private static final String BEGIN = "<!-- equivalents: EquivalentsTableTest writes this table -->\n";
    private static final String END = "<!-- end of equivalents -->\n";

    /** Every tracepoint, and nothing else. */
    private static final class Tracepoints implements KernelOffer {
        @Override
        public boolean functionEntry() {
            return false;
        }

        @Override
        public boolean functionExit() {
            return false;
        }

        @Override
        public boolean functionResult(String function) {
            return false;
        }

        @Override
        public boolean security() {
            return false;
        }

        @Override
        public boolean returnsValue(String function) {
            return true;
        }

        @Override
        public boolean kprobes() {
            return false;
        }

        @Override
        public Support writesMemory() {
            return new Support.NotSupported("not here");
        }

        @Override
        public Support writesRegisters() {
            return new Support.NotSupported("not here");
        }

        @Override
        public boolean overridable(String function) {
            return false;
        }

        @Override
        public boolean hasFunction(String name) {
            return true;
        }

        @Override
        public OptionalLong address(String function) {
            return OptionalLong.of(1);
        }

        @Override
        public boolean hasTypedTracepoint(String name) {
            return true;
        }

        @Override
        public boolean holdsAtTracepoints() {
            return true;
        }

        @Override
        public Optional<TracepointFormat> tracepoint(String name) {
            return Optional.of(TracepointFormat.parse(name, """
                    name: %s
                    ID: 1
                    format:
                    	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
                    	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
                    	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
                    	field:int common_pid;	offset:4;	size:4;	signed:1;

                    	field:int __syscall_nr;	offset:8;	size:4;	signed:1;

                    print fmt: ""
                    """.formatted(name.substring(name.indexOf('/') + 1))));
        }

        @Override
        public Optional<List<Integer>> parameters(String function) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Integer>> tracepointParameters(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> functions(String prefix) {
            return List.of();
        }
    }

    private static String table() {
        Equivalents equivalents = new Equivalents(new Tracepoints());
        StringBuilder table = new StringBuilder(
                "\n| function | seen by | what it sees otherwise | can it be denied |\n|---|---|---|---|\n");
        for (String function : Equivalents.functions()) {
            List<Serving> servings = equivalents.of(function, Set.of());
            table.append("| `").append(function).append("` | ").append(hooks(servings));
            table.append(" | ").append(servings.getFirst().difference());
            table.append(" | ").append(denial(servings)).append(" |\n");
        }
        return table.append('\n').toString();
    }

    private static String denial(List<Serving> servings) {
        if (servings.getFirst().denial() != Serving.Denial.NONE) {
            return "yes";
        }
        if (servings.stream().noneMatch(serving -> serving.hook().isOfWhoRuns())) {
            return "no; nor is anybody killed";
        }
        List<Serving> before = servings.stream()
                .filter(serving -> serving.moment() == Moment.BEFORE)
                .toList();
        return before.isEmpty()
                ? "no; a kill may come after it"
                : before.size() == servings.size()
                        ? "no; a kill comes before it"
                        : "no; a kill comes before it at " + hooks(before) + ", and may come after it elsewhere";
    }

    private static String hooks(List<Serving> servings) {
        Map<String, TreeSet<String>> groups = new LinkedHashMap<>();
        for (Serving serving : servings) {
            String hook = serving.hook().toString();
            int name = serving.hook() instanceof KernelHook.SystemCall ? hook.indexOf('/') + 1 : hook.length();
            groups.computeIfAbsent(hook.substring(0, name), any -> new TreeSet<>())
                    .add(hook.substring(name));
        }
        return groups.entrySet().stream()
                .map(group -> group.getKey()
                        + (group.getValue().size() == 1
                                ? group.getValue().first()
                                : group.getValue().stream().collect(Collectors.joining(", ", "{", "}"))))
                .collect(Collectors.joining(", "));
    }

    @Test
    void theTableInTheDocumentationIsTheOneInTheCode() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).isPositive().isLessThanOrEqualTo(end);
        if ("write".equals(System.getProperty("skep.golden"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table());
        }
    }
}

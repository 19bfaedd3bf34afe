package dev.skep.identity.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.identity.Cgroup;
import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class CgroupTraceTest {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Path> folders = new ArrayList<>();
    private final List<Cgroup> made = new ArrayList<>();
    private final List<Cgroup> removed = new ArrayList<>();
    private final CgroupChanges.Sink sink = new CgroupChanges.Sink() {
        @Override
        public void made(Cgroup group) {
            made.add(group);
        }

        @Override
        public void removed(Cgroup group) {
            removed.add(group);
        }
    };

    /** The tree of version 2, and one of version 1 where the host has it. */
    static Stream<Hierarchy> hierarchies() {
        return Stream.concat(Hierarchy.unified().stream(), Hierarchy.legacy("pids").stream());
    }

    /** Both ways to follow both trees. */
    static Stream<Arguments> ways() {
        Function<Hierarchy, CgroupChanges> trace = CgroupTrace::start;
        Function<Hierarchy, CgroupChanges> watch = CgroupWatch::start;
        return hierarchies()
                .flatMap(hierarchy -> Stream.of(
                        Arguments.of(Named.of("trace", trace), hierarchy),
                        Arguments.of(Named.of("watch", watch), hierarchy)));
    }

    @AfterEach
    void remove() throws Exception {
        for (Path folder : folders.reversed()) {
            Files.deleteIfExists(folder);
        }
    }

    private Path group(Path above, String name) throws Exception {
        Path folder = Files.createDirectory(above.resolve(name));
        folders.add(folder);
        return folder;
    }

    private static Cgroup at(Hierarchy hierarchy, Path folder) throws Exception {
        long id = ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
        return new Cgroup(id, "/" + hierarchy.mount().relativize(folder));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void tellsOfGroupsThatAreMadeAndRemovedWithIdAndPath(Function<Hierarchy, CgroupChanges> way, Hierarchy hierarchy)
            throws Exception {
        try (CgroupChanges trace = way.apply(hierarchy)) {
            Path outer = group(
                    hierarchy.mount(), "skep-test-" + ProcessHandle.current().pid());
            Path inner = group(outer, "in ner");
            Cgroup first = at(hierarchy, outer);
            Cgroup second = at(hierarchy, inner);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                trace.poll(POLL, sink);
                return made.contains(second);
            });
            remove();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                trace.poll(POLL, sink);
                return removed.contains(first);
            });
            assertThat(made).containsSubsequence(first, second);
            assertThat(removed).containsSubsequence(second, first);
            assertThat(trace.lost()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noGroupIsMissedBetweenTheScanAndTheTrace(Function<Hierarchy, CgroupChanges> way, Hierarchy hierarchy)
            throws Exception {
        Path outer =
                group(hierarchy.mount(), "skep-gap-" + ProcessHandle.current().pid());
        Thread maker = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 300; i++) {
                try {
                    group(outer, "g" + i);
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }
        });
        Set<Cgroup> known = new HashSet<>();
        try (CgroupChanges trace = way.apply(hierarchy)) {
            CgroupScan.run(hierarchy, known::add);
            maker.join();
            Cgroup last = at(hierarchy, outer.resolve("g299"));
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                trace.poll(POLL, sink);
                return known.contains(last) || made.contains(last);
            });
        }
        known.addAll(made);
        for (Path folder : folders) {
            assertThat(known).contains(at(hierarchy, folder));
        }
    }

    /** Sends the group of whoever forks. */
    static final class Forks {
        final RingBuffer<Counter> groups = RingBuffer.of(Counter.class, 1 << 16).wakeupBytes(0);
        private final CurrentCgroup current;

        Forks(CurrentCgroup current) {
            this.current = current;
        }

        @TpBtf("sched_process_fork")
        int forked() {
            Counter group = groups.reserve();
            if (group == null) return 0;
            group.value(current.id());
            groups.submit(group);
            return 0;
        }
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void programsGetTheIdOfTheirGroup(Hierarchy hierarchy) throws Exception {
        Path folder = group(
                hierarchy.mount(), "skep-current-" + ProcessHandle.current().pid());
        Cgroup group = at(hierarchy, folder);
        Set<Long> seen = new HashSet<>();
        try (Loaded<Forks> forks = Kernel.load(new Forks(hierarchy.current()));
                RingBufferReader<Counter> reader = forks.program().groups.reader()) {
            Process shell = new ProcessBuilder(
                            "/bin/sh", "-c", "echo $$ >'" + folder + "/cgroup.procs' && /bin/true; /bin/true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Skip.unless(shell.waitFor() == 0, "processes cannot be moved to " + folder);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                reader.poll(POLL, (id, length) -> seen.add(id.value()));
                return seen.contains(group.id());
            });
        }
    }
}

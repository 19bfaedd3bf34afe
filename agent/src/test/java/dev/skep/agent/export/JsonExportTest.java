package dev.skep.agent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventMessages;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.EventType;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.security.process.ProcessEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonExportTest {
    private static final KnownGroups GROUPS = new KnownGroups();
    private static final EventDetail DETAIL = EventDetail.standard("node1", GROUPS);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void names() {
        file = folder.resolve("events.log");
    }

    private static AgentEvent known(ProcessEvent event) {
        return new AgentEvent(event, GROUPS.of(event.process().cgroupId()), new EventMessages(DETAIL));
    }

    private static AgentEvent exec(int pid) {
        return known(MadeEvents.exec(pid, "/bin/true", "a"));
    }

    private static void write(JsonExport export, int from, int to) {
        for (int pid = from; pid < to; pid++) {
            export.event(exec(pid));
        }
        export.flush();
    }

    private static List<Integer> pids(Path path) throws IOException {
        List<Integer> pids = new ArrayList<>();
        try (InputStream plain = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    GetEventsResponse event = EventJson.parse(line, GetEventsResponse.newBuilder())
                            .build();
                    pids.add(event.getProcessExec().getProcess().getPid().getValue());
                }
            }
        }
        return pids;
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.equals(file)).sorted().toList();
        }
    }

    @Test
    void writesOneLineForEachEventThatOnlyItsOwnerMayRead() throws IOException {
        try (JsonExport export = new JsonExport(ExportOptions.to(file), DETAIL)) {
            write(export, 100, 110);

            assertThat(pids(file)).hasSize(10).startsWith(100, 101);
            assertThat(export.figures().events()).isEqualTo(10);
            assertThat(export.figures().bytes()).isEqualTo(Files.size(file));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void putsFullFilesAsideAndKeepsAsManyAsAreWanted() throws IOException {
        try (JsonExport export = new JsonExport(ExportOptions.to(file).with(Rotation.ofBytes(2_000, 3)), DETAIL)) {
            for (int pid = 100; pid < 200; pid++) {
                write(export, pid, pid + 1);
            }
        }

        assertThat(aside()).hasSize(3);
        List<Integer> kept = new ArrayList<>();
        for (Path path : aside()) {
            kept.addAll(pids(path));
        }
        kept.addAll(pids(file));
        assertThat(kept).isSorted().doesNotHaveDuplicates().endsWith(199);
    }

    @Test
    void compressesWhatIsPutAside() throws IOException {
        try (JsonExport export =
                new JsonExport(ExportOptions.to(file).with(new Rotation(1_000, 5, Duration.ZERO, true)), DETAIL)) {
            write(export, 100, 110);
        }

        await().until(() -> aside().size() == 1 && aside().get(0).toString().endsWith(".log.gz"));
        assertThat(pids(aside().get(0))).hasSize(10);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void finishesWhatOneThatWasKilledHadBegunToCompress() throws IOException {
        ExportOptions options = ExportOptions.to(file).with(new Rotation(1_000, 5, Duration.ZERO, true));
        try (JsonExport export = new JsonExport(options, DETAIL)) {
            write(export, 100, 110);
            await().until(() -> aside().size() == 1 && aside().get(0).toString().endsWith(".gz"));
        }
        Path packed = aside().get(0);
        String stem = packed.toString().replaceFirst("[0-9]{3}\\.log\\.gz$", "");
        byte[] line = Files.readAllBytes(packed);
        Files.write(Path.of(stem + "998.log.gz.tmp"), new byte[] {31});
        Files.write(Path.of(stem + "998.log"), new byte[] {'{', '}', '\n'});
        Files.write(Path.of(stem + "999.log.gz"), line);
        Files.write(Path.of(stem + "999.log"), line);

        options = ExportOptions.to(file).with(new Rotation(100_000, 5, Duration.ZERO, true));
        try (JsonExport export = new JsonExport(options, DETAIL)) {
            write(export, 200, 201);
            await().untilAsserted(() -> assertThat(aside())
                    .containsExactly(packed, Path.of(stem + "998.log.gz"), Path.of(stem + "999.log.gz")));
        }
    }

    @Test
    void makesItsFileAgainWhenSomebodyMovedIt() throws IOException {
        try (JsonExport export = new JsonExport(ExportOptions.to(file), DETAIL)) {
            write(export, 100, 101);
            Path moved = folder.resolve("moved");
            Files.move(file, moved);

            await().atMost(Duration.ofSeconds(10)).until(() -> {
                write(export, 101, 102);
                return Files.exists(file);
            });
            assertThat(pids(moved)).startsWith(100);
            assertThat(pids(file)).containsOnly(101);
        }
    }

    @Test
    void goesOnBehindTheLastWholeLineOfAnAgentThatWasKilled() throws IOException {
        Files.writeString(file, "{\"node_name\":\"a\"}\n{\"node_na");

        try (JsonExport export = new JsonExport(ExportOptions.to(file), DETAIL)) {
            write(export, 100, 101);
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("{\"node_name\":\"a\"}");
        assertThat(lines.get(1)).startsWith("{\"process_exec\":").endsWith("}");
    }

    @Test
    void neverFollowsALinkThatSomebodyPutThere() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(file, victim);

        try (JsonExport export = new JsonExport(ExportOptions.to(file), DETAIL)) {
            write(export, 100, 101);
            assertThat(export.figures().failed()).isEqualTo(1);
        }

        assertThat(victim).hasContent("precious");
    }

    @Test
    void countsWhatItCannotWriteAndGoesOnWhenItCanAgain() throws IOException {
        Path missing = folder.resolve("later/events.log");
        try (JsonExport export = new JsonExport(ExportOptions.to(missing), DETAIL)) {
            write(export, 100, 103);
            assertThat(export.figures().failed()).isEqualTo(3);
            assertThat(export.figures().error()).isPresent();

            Files.createDirectory(folder.resolve("later"));
            write(export, 103, 105);

            assertThat(pids(missing)).containsExactly(103, 104);
            assertThat(export.figures().error()).isEmpty();
            assertThat(export.figures().events()).isEqualTo(2);
        }
    }

    @Test
    void writesOnlyWhatTheFiltersLetPass() throws IOException {
        Filter execs = Filter.newBuilder().addEventSet(EventType.PROCESS_EXEC).build();
        Filter secret = Filter.newBuilder().addBinaryRegex("secret").build();
        try (JsonExport export = new JsonExport(
                ExportOptions.to(file).with(new EventChoice(List.of(execs), List.of(secret), List.of(), -1)), DETAIL)) {
            export.event(known(MadeEvents.exec(100, "/bin/true")));
            export.event(known(MadeEvents.exec(101, "/bin/secret")));
            export.event(known(MadeEvents.exit(102, "/bin/true", 0)));
        }

        assertThat(pids(file)).containsExactly(100);
    }

    @Test
    void writesOnlyTheFieldsThatAreWanted() throws IOException {
        FieldFilter fields = EventJson.parse(
                        "{\"fields\":\"process.pid\",\"action\":\"INCLUDE\"}", FieldFilter.newBuilder())
                .build();
        try (JsonExport export = new JsonExport(
                ExportOptions.to(file).with(new EventChoice(List.of(), List.of(), List.of(fields), -1)), DETAIL)) {
            export.event(exec(100));
        }

        assertThat(Files.readString(file)).startsWith("{\"process_exec\":{\"process\":{\"pid\":100}},\"node_name\"");
    }

    @Test
    void writesNoMoreEventsAMinuteThanAreWantedAndCountsTheOthers() throws IOException {
        try (JsonExport export = new JsonExport(
                ExportOptions.to(file).with(new EventChoice(List.of(), List.of(), List.of(), 5)), DETAIL)) {
            write(export, 100, 120);

            assertThat(pids(file)).containsExactly(100, 101, 102, 103, 104);
            assertThat(export.figures().droppedByRate()).isEqualTo(15);
        }
    }

    @Test
    void isReplacedBetweenTwoEventsWithoutLosingOne() throws IOException {
        Path other = folder.resolve("other.log");
        try (Exporter exporter = new Exporter(new JsonExport(ExportOptions.to(file), DETAIL))) {
            exporter.event(exec(100));
            exporter.replace(new JsonExport(ExportOptions.to(other), DETAIL));
            exporter.event(exec(101));
            exporter.flush();

            assertThat(exporter.figures().events()).isEqualTo(2);
        }
        assertThat(pids(file)).containsExactly(100);
        assertThat(pids(other)).containsExactly(101);
    }
}

package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.elf.ElfFile;
import dev.skep.security.policy.event.LoaderEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies with {@code loader}: files that are mapped to be executed. */
@Tag("kernel")
class LoaderPolicyTest {
    private static final String TRUE = "/usr/bin/true";

    /** They map more files than there is room for at a time. */
    private static final int MANY = 300;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private List<LoaderEvent> of(Process process) {
        return watch.loaded().stream()
                .filter(event -> event.process().pid() == process.pid())
                .toList();
    }

    /** Waits for a file that {@code /usr/bin/true} maps, and not what starts it. */
    private LoaderEvent await(Process process, String file) {
        Predicate<LoaderEvent> wanted = event -> event.path().contains(file)
                && event.process().program().binary().equals(TRUE);
        Awaitility.await("a file that is mapped")
                .until(() -> of(process).stream().anyMatch(wanted));
        return of(process).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** A note: sizes of name and content, type, the name {@code GNU} with its NUL, the content. */
    private static byte[] buildId(Path path) {
        try (ElfFile file = ElfFile.open(path)) {
            byte[] note = file.bytes(file.section(".note.gnu.build-id").orElseThrow());
            return Arrays.copyOfRange(note, 16, note.length);
        }
    }

    @Test
    void tellsOfLibrariesWithTheirBuildIds() throws Exception {
        watch.apply("loader: true\n");
        Process process = Commands.run(TRUE);
        LoaderEvent library = await(process, "libc");
        assertThat(library.buildId()).isEqualTo(buildId(Path.of(library.path())));
        assertThat(library.tid()).isEqualTo((int) process.pid());
        assertThat(library.parent().orElseThrow().pid())
                .isEqualTo((int) ProcessHandle.current().pid());
        assertThat(of(process)).anyMatch(event -> event.path().equals(TRUE));
        PolicyFigures figures = watch.policies()
                .figures(watch.current().getFirst().policy().name())
                .orElseThrow();
        assertThat(figures.kernelMemoryBytes()).isPositive();
        assertThat(figures.actions().post())
                .isGreaterThanOrEqualTo(watch.loaded().size());
    }

    @Test
    void tellsNothingOnceThePolicyIsGone() throws Exception {
        watch.apply("loader: true\n");
        await(Commands.run(TRUE), "libc");
        watch.apply(List.of());
        Process unseen = Commands.run(TRUE);
        watch.apply("loader: true\n");
        await(Commands.run(TRUE), "libc");
        assertThat(of(unseen)).isEmpty();
    }

    @Test
    void tellsOfAllThatManyProcessesMap() throws Exception {
        watch.apply("loader: true\n");
        await(Commands.run(TRUE), "libc");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            processes.add(new ProcessBuilder(TRUE).start());
        }
        for (Process process : processes) {
            process.waitFor();
            LoaderEvent _ = await(process, "libc");
        }
        assertThat(watch.policies().losses())
                .filteredOn(loss -> loss.place().equals("mapped files"))
                .allMatch(loss -> loss.events() == 0);
    }

    @Test
    void isForAllProcessesOrNone() {
        assertThatThrownBy(() -> watch.apply("loader: true\npodSelector:\n  matchLabels: { app: web }\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("for all processes");
    }
}

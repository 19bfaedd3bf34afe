package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the verifier has to look at where a policy asks for the path of a file. */
@Tag("kernel")
class PathVerificationTest {
    /** It looked at 120,000 when it followed each turn of the walk, which took 0.2 s for each hook. */
    private static final int MOST = 20_000;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** By the ids of this process's own programs: what the verifier visited. */
    private static Map<Integer, Integer> visited() throws IOException {
        Map<Integer, Integer> visited = new HashMap<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
            for (Path descriptor : descriptors) {
                for (String line : lines(descriptor)) {
                    if (line.startsWith("prog_id:")) {
                        int id = Integer.parseInt(
                                line.substring("prog_id:".length()).strip());
                        ProgramInfo.ofId(id).ifPresent(info -> visited.put(id, info.verifiedInstructions()));
                    }
                }
            }
        }
        return visited;
    }

    private static List<String> lines(Path descriptor) throws IOException {
        try {
            return Files.readAllLines(descriptor);
        } catch (NoSuchFileException closed) {
            return List.of();
        }
    }

    @Test
    void looksAtOneTurnOfTheWalkOnly() throws IOException {
        Map<Integer, Integer> before = visited();
        Skip.unless(
                Btf.vmlinux().find("bpf_iter_num_new", BtfKind.FUNC) >= 0,
                "before Linux 6.4 the verifier follows each turn");
        Skip.unless(before.values().stream().allMatch(count -> count > 0), "the kernel does not say what it visited");
        watch.apply("""
                kprobes:
                - call: security_mmap_file
                  syscall: false
                  args: [ { index: 0, type: file } ]
                  selectors:
                  - matchArgs: [ { index: 0, operator: Prefix, values: [ /none/ ] } ]
                """);
        Map<Integer, Integer> added = visited();
        added.keySet().removeAll(before.keySet());
        assertThat(added).isNotEmpty();
        assertThat(added.values()).allMatch(count -> count < MOST);
    }
}

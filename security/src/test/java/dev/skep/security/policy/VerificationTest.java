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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier has to look at where a policy asks for the path of a file: what it took too long for once, or gave up on. */
@Tag("kernel")
class VerificationTest {
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

    /** What programs of a policy made it look at. */
    private Collection<Integer> visited(String policy) throws IOException {
        Map<Integer, Integer> before = visited();
        Skip.unless(
                Btf.vmlinux().find("bpf_iter_num_new", BtfKind.FUNC) >= 0,
                "before Linux 6.4 the verifier follows each turn");
        Skip.unless(before.values().stream().allMatch(count -> count > 0), "the kernel does not say what it visited");
        watch.apply(policy);
        Map<Integer, Integer> added = visited();
        added.keySet().removeAll(before.keySet());
        assertThat(added).isNotEmpty();
        return added.values();
    }

    @Test
    void looksAtOneTurnOfTheWalkOnly() throws IOException {
        assertThat(visited("""
                kprobes:
                - call: security_mmap_file
                  syscall: false
                  args: [ { index: 0, type: file } ]
                  selectors:
                  - matchArgs: [ { index: 0, operator: Prefix, values: [ /none/ ] } ]
                """)).allMatch(count -> count < MOST);
    }

    /** It gave up on the first program that was made for such rules, after a million instructions and 1.5 s. */
    @ParameterizedTest
    @CsvSource({"Prefix, 20, 14", "Postfix, 20, 14", "Prefix, 31, 5"})
    void looksAtOneTurnOfALookUpOnly(String operator, int first, int second) throws IOException {
        assertThat(visited("""
                kprobes:
                - call: security_mmap_file
                  syscall: false
                  args: [ { index: 0, type: file }, { index: 1, type: uint32 } ]
                  selectors:
                  - matchArgs:
                    - { index: 0, operator: %1$s, values: %2$s }
                    - { index: 1, operator: Equal, values: [ 1 ] }
                  - matchArgs:
                    - { index: 0, operator: %1$s, values: %3$s }
                    - { index: 1, operator: Mask, values: [ 2 ] }
                """.formatted(operator, texts("first", first), texts("second", second))))
                .allMatch(count -> count < MOST);
    }

    private static String texts(String each, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "/" + "x".repeat(i % 12) + i + each)
                .toList()
                .toString();
    }
}

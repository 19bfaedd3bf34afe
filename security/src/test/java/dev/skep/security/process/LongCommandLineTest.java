package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts that do not fit into one record. */
@Tag("kernel")
class LongCommandLineTest {
    /** Linux takes no longer word than this ({@code MAX_ARG_STRLEN}, less its NUL). */
    private static final int LONGEST_WORD = (128 << 10) - 1;

    private static List<String> words(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> Character.toString('a' + i % 26).repeat(length - 3) + (100 + i))
                .toList();
    }

    private static SensorOptions options(int argumentsBytes, int environmentBytes) {
        return SensorOptions.defaults("test")
                .with(new ProcessDetail(argumentsBytes, environmentBytes, 0, uid -> Optional.empty()));
    }

    private static int run(Watch watch, List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/true"));
        command.addAll(words);
        return watch.run(command.toArray(String[]::new));
    }

    @Test
    void twoMegabytesComeWhole() throws Exception {
        List<String> words = words(14, LONGEST_WORD);
        try (Watch watch = Watch.start()) {
            int pid = run(watch, words);
            Process process = watch.exec(pid).process();
            assertThat(process.program().arguments().words()).isEqualTo(words);
            assertThat(process.flags().has(ProcessFlag.CUT_ARGUMENTS)).isFalse();
            assertThat(watch.lost()).isZero();
            // The long text is not kept: the exit says that it is cut.
            Process ended = watch.exit(pid).process();
            assertThat(ended.id()).isEqualTo(process.id());
            assertThat(ended.program().arguments().length()).isLessThan(20_000);
            assertThat(ended.flags().has(ProcessFlag.CUT_ARGUMENTS)).isTrue();
        }
    }

    @Test
    void everyLengthAroundTheSizeOfARecordComesWhole() throws Exception {
        try (Watch watch = Watch.start()) {
            for (int length : new int[] {4000, 4084, 4085, 4086, 8192, 16_000, 16_384, 20_000, 32_757, 32_768}) {
                List<String> words = words(1, length);
                int pid = run(watch, words);
                assertThat(watch.exec(pid).process().program().arguments().words())
                        .as("%s bytes", length)
                        .isEqualTo(words);
            }
        }
    }

    @Test
    void whatIsLongerThanAllowedIsCutAndMarked() throws Exception {
        for (int most : new int[] {100, 10_000, 50_000}) {
            try (Watch watch = new Watch(options(most, 0))) {
                Process process = watch.exec(run(watch, words(1, 60_000))).process();
                assertThat(process.flags().has(ProcessFlag.CUT_ARGUMENTS)).isTrue();
                assertThat(process.program().arguments().text()).isEqualTo("a".repeat(most - "/bin/true".length() - 1));
            }
        }
    }

    @Test
    void theEnvironmentComesWhereItIsAskedFor() throws Exception {
        String value = "v".repeat(50_000);
        try (Watch watch = new Watch(options(2 << 20, 1 << 20))) {
            int pid = watch.run("/usr/bin/env", "-i", "SHORT=1", "LONG=" + value, "/bin/true");
            assertThat(watch.execsBelow(pid)
                            .getLast()
                            .process()
                            .program()
                            .environment()
                            .words())
                    .containsExactly("SHORT=1", "LONG=" + value);
        }
    }
}

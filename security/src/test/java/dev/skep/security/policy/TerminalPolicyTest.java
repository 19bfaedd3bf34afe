package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tty_write}: what is written to terminals. */
@Tag("kernel")
class TerminalPolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private static String text(PolicyEvent event) {
        return new String(((ArgumentValue.Data) PolicyWatch.values(event).get(1)).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhatIsWrittenToATerminal(@TempDir Path folder) throws Exception {
        watch.apply("""
                kprobes:
                - call: tty_write
                  syscall: false
                  args:
                  - index: 0
                    type: kiocb
                  - index: 1
                    type: iov_iter
                    maxData: true
                """);
        Process writer = Commands.python("""
                import os, pty
                main, side = pty.openpty()
                file = os.open("%s/file", os.O_WRONLY | os.O_CREAT)
                os.write(file, b"no terminal")
                os.write(side, b"one piece")
                os.writev(side, [b"two ", b"pieces"])
                os.write(file, b"no terminal")
                os.write(side, b"last")
                """.formatted(folder));
        watch.await(
                event -> event.process().pid() == writer.pid() && text(event).equals("last"));
        List<PolicyEvent> told = watch.of(writer);
        assertThat(told).extracting(TerminalPolicyTest::text).containsExactly("one piece", "two pieces", "last");
        assertThat(told)
                .allMatch(
                        event -> ((ArgumentValue.File) PolicyWatch.values(event).getFirst())
                                .path()
                                .startsWith("/dev/pts/"));
    }
}

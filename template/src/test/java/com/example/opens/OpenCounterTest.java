package com.example.opens;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs in the kernel, so it takes root. */
final class OpenCounterTest {
    @Test
    void countsTheFilesThatThisProcessOpens() throws Exception {
        int pid = (int) ProcessHandle.current().pid();
        try (Loaded<OpenCounter> loaded = Kernel.load(new OpenCounter())) {
            for (int i = 0; i < 5; i++) {
                Files.readString(Path.of("/proc/self/comm"));
            }
            Counter count = loaded.program().opens().get(pid);
            assertNotNull(count);
            assertTrue(count.value() >= 5, () -> "counted " + count.value());
        }
    }
}

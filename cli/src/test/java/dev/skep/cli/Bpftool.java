package dev.skep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The peer: the kernel's own tool. */
final class Bpftool {
    private Bpftool() {}

    /** What {@code bpftool -j} says. */
    static Object json(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bpftool", "-j"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return JsonText.read(out);
    }
}

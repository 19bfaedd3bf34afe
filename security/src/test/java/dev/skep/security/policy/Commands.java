package dev.skep.security.policy;

import java.io.IOException;

/** Programs that are run to their end for policies to see. */
final class Commands {
    private Commands() {}

    static Process run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.waitFor();
        return process;
    }

    static Process python(String code) throws IOException, InterruptedException {
        return run("/usr/bin/python3", "-c", code);
    }
}

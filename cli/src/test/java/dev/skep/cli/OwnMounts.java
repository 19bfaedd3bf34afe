package dev.skep.cli;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mount namespace without a BPF file system: what is pinned in it is seen there alone, and ends with it. */
final class OwnMounts implements AutoCloseable {
    private static final String READY = "ready";

    private final Process holder;

    private OwnMounts(Process holder) {
        this.holder = holder;
    }

    /** Makes it; skips the test where that is not possible. */
    static OwnMounts make() throws IOException {
        Process holder = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        "umount /sys/fs/bpf 2>/dev/null; echo " + READY + "; exec sleep 600")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
        Skip.unless(READY.equals(line), "no mount namespace can be made here");
        return new OwnMounts(holder);
    }

    /** A command inside. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid()), "-m"));
        all.addAll(command);
        return all;
    }

    /** Runs skep inside, to its end. */
    Cli.Run skep(Path folder, String... words) throws Exception {
        try (SkepProcess skep = start(folder, words)) {
            int status = skep.status();
            return new Cli.Run(status, skep.out(), skep.error());
        }
    }

    /** Starts skep inside. */
    SkepProcess start(Path folder, String... words) throws IOException {
        return SkepProcess.start(folder, inside(SkepProcess.command(words)));
    }

    /** Runs any command inside; its exit status. */
    int run(String... command) throws Exception {
        return new ProcessBuilder(inside(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        holder.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

package dev.skep.testkit.container;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root folder with a static busybox in it. */
public final class Rootfs {
    private Rootfs() {}

    /** Makes it, or skips the test where there is no busybox that needs no libraries. */
    public static Path make(Path folder) throws IOException, InterruptedException {
        Path busybox = Tool.require("busybox");
        Process ldd = new ProcessBuilder("ldd", busybox.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (ldd.waitFor() == 0) {
            throw Skip.because("busybox is not static (Debian: busybox-static)");
        }
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String empty : new String[] {"proc", "sys", "etc", "tmp"}) {
            Files.createDirectories(folder.resolve(empty));
        }
        Files.copy(busybox, bin.resolve("busybox"));
        for (String name : new String[] {"sh", "true", "sleep"}) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
        }
        return folder;
    }
}

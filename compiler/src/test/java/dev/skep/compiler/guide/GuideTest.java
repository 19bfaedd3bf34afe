package dev.skep.compiler.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.Require;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of docs/ promise. */
@Tag("kernel")
class GuideTest {
    @TempDir
    private Path folder;

    @Test
    void traceAFunctionOfTheKernel() throws Exception {
        Require.feature(KernelFeature.FENTRY);
        List<String> lines = new CopyOnWriteArrayList<>();
        String name = folder.resolve("removed-by-the-guide").toString();
        String expected = " rm removes removed-by-the-guide";
        Thread user = Thread.ofPlatform()
                .start(() -> GuideUse.printRemovals(
                        () -> lines.stream().anyMatch(line -> line.endsWith(expected)), lines::add));
        Awaitility.await("the removal is seen").atMost(Duration.ofSeconds(90)).until(() -> {
            Files.writeString(Path.of(name), "");
            run("rm", name);
            return !user.isAlive();
        });
        assertThat(lines).anyMatch(line -> line.endsWith(expected));
    }

    @Test
    void traceAFunctionOfABinary() throws Exception {
        Require.feature(KernelFeature.UPROBE);
        List<String> lines = new CopyOnWriteArrayList<>();
        String expected = " writes to 1: hello from the guide\n";
        Thread user = Thread.ofPlatform()
                .start(() -> GuideUse.printWrites(
                        () -> lines.stream().anyMatch(line -> line.endsWith(expected)), lines::add));
        Awaitility.await("the write is seen").atMost(Duration.ofSeconds(60)).until(() -> {
            Process child = new ProcessBuilder("/bin/bash").start();
            try (Writer commands = child.outputWriter(UTF_8)) {
                commands.write("echo hello from the guide\n");
            }
            child.waitFor();
            return !user.isAlive();
        });
        assertThat(lines).anyMatch(line -> line.endsWith(expected));
    }

    @Test
    void countInAMap() throws Exception {
        List<String> lines = new ArrayList<>();
        Process busy = new ProcessBuilder("/bin/sh", "-c", "while :; do :; read x < /dev/null; done").start();
        try {
            GuideUse.printCalls(Duration.ofMillis(500), lines::add);
        } finally {
            busy.destroyForcibly();
        }
        assertThat(lines).anyMatch(line -> line.matches("sh [1-9]\\d*"));
    }

    @Test
    void dropAPacket() throws Exception {
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            GuideUse.whilePortIsBlocked(cable.near(), blocked.getLocalPort(), loaded -> {
                cable.send("packet", blocked.getLocalPort());
                cable.send("packet", open.getLocalPort());
                receive(open);
                Awaitility.await("the packet is dropped").until(() -> {
                    loaded.refresh();
                    return loaded.program().dropped == 1;
                });
            });
        }
    }

    @Test
    void denyAnOperation() throws Exception {
        Require.feature(KernelFeature.LSM);
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        GuideUse.whileDenied(secret, loaded -> {
            assertThat(run("cat", secret.toString())).contains("Operation not permitted");
            loaded.refresh();
            assertThat(loaded.program().denied).isPositive();
        });
        assertThat(run("cat", secret.toString())).isEqualTo("secret");
    }

    private static void receive(DatagramSocket socket) {
        try {
            VirtualCable.receive(socket);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return output;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(List.of(command).toString(), failure);
        }
    }
}

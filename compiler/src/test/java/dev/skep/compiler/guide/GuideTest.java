package dev.skep.compiler.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
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
    private static final String UNIQUE = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String NAMESPACE = "skep-guide-" + UNIQUE;
    private static final String NEAR = "skepg" + UNIQUE;
    private static final String FAR = "skeph" + UNIQUE;
    private static final String HERE = "198.18.79.1";

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
        run("ip", "netns", "add", NAMESPACE);
        try {
            run("ip", "link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", NAMESPACE);
            run("ip", "addr", "add", HERE + "/30", "dev", NEAR);
            run("ip", "-n", NAMESPACE, "addr", "add", "198.18.79.2/30", "dev", FAR);
            run("ip", "link", "set", NEAR, "up");
            run("ip", "-n", NAMESPACE, "link", "set", FAR, "up");
            try (DatagramSocket blocked = new DatagramSocket(0, InetAddress.getByName(HERE));
                    DatagramSocket open = new DatagramSocket(0, InetAddress.getByName(HERE))) {
                open.setSoTimeout(20_000);
                GuideUse.whilePortIsBlocked(NEAR, blocked.getLocalPort(), loaded -> {
                    send(blocked.getLocalPort());
                    send(open.getLocalPort());
                    receive(open);
                    Awaitility.await("the packet is dropped").until(() -> {
                        loaded.refresh();
                        return loaded.program().dropped == 1;
                    });
                });
            }
        } finally {
            run("ip", "link", "del", NEAR);
            run("ip", "netns", "del", NAMESPACE);
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

    private static void send(int port) {
        run("ip", "netns", "exec", NAMESPACE, "bash", "-c", "echo -n packet > /dev/udp/" + HERE + "/" + port);
    }

    private static void receive(DatagramSocket socket) {
        try {
            socket.receive(new DatagramPacket(new byte[100], 100));
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

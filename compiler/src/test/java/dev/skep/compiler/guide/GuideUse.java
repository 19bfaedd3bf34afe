package dev.skep.compiler.guide;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** How user space uses the programs of the guide. */
final class GuideUse {
    private GuideUse() {}

    static void printRemovals(BooleanSupplier enough, Consumer<String> out) {
        UnlinkTrace trace = new UnlinkTrace();
        try (Loaded<UnlinkTrace> loaded = Kernel.load(trace);
                RingBufferReader<UnlinkTrace.Removal> reader =
                        loaded.program().removals.reader()) {
            while (!enough.getAsBoolean()) {
                reader.poll(
                        Duration.ofMillis(100),
                        (removal, length) ->
                                out.accept(removal.pid() + " " + removal.comm().string() + " removes "
                                        + removal.name().string()));
            }
        }
    }

    static void printWrites(BooleanSupplier enough, Consumer<String> out) {
        WriteTrace trace = new WriteTrace();
        try (Loaded<WriteTrace> loaded = Kernel.load(trace);
                RingBufferReader<WriteTrace.Write> reader =
                        loaded.program().writes.reader()) {
            while (!enough.getAsBoolean()) {
                reader.poll(
                        Duration.ofMillis(100),
                        (write, length) -> out.accept(write.pid() + " writes to " + write.descriptor() + ": "
                                + write.text().string()));
            }
        }
    }

    static void printCalls(Duration time, Consumer<String> out) throws InterruptedException {
        CallCount counts = new CallCount();
        try (Loaded<CallCount> loaded = Kernel.load(counts)) {
            Thread.sleep(time);
            loaded.program()
                    .calls
                    .forEach((name, count) -> out.accept(name.comm().string() + " " + count.value()));
        }
    }

    static void whilePortIsBlocked(String device, int port, Consumer<Loaded<PortBlock>> body) {
        try (Loaded<PortBlock> loaded = Kernel.load(new PortBlock(device, port))) {
            body.accept(loaded);
            loaded.refresh();
            System.out.println(loaded.program().dropped + " packets dropped");
        }
    }

    static void whileDenied(Path file, Consumer<Loaded<OpenDenial>> body) throws IOException {
        long inode = (Long) Files.getAttribute(file, "unix:ino");
        try (Loaded<OpenDenial> loaded = Kernel.load(new OpenDenial(inode))) {
            body.accept(loaded);
        }
    }
}

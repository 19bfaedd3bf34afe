package dev.skep.identity.scene;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.identity.HeldEvents;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.identity.cgroup.CurrentCgroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every exec of the host with the identity that it is shown with: what a reader of events does with {@link HeldEvents}. */
public final class Execs implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);

    private final Loaded<Program> loaded;
    private final RingBufferReader<Event> reader;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /** An exec as it is shown. */
    public record Seen(String comm, Identity identity) {}

    private record Copy(String comm) {}

    /** What the kernel sends. */
    public interface Event extends Struct {
        /** The group. */
        long group();

        /** Sets it. */
        void group(long id);

        /** The name. */
        @Length(16)
        Bytes comm();
    }

    /** What runs in the kernel. */
    public static final class Program {
        final RingBuffer<Event> events = RingBuffer.of(Event.class, 1 << 20).wakeupBytes(0);
        private final CurrentCgroup current;

        Program(CurrentCgroup current) {
            this.current = current;
        }

        @TpBtf("sched_process_exec")
        int exec() {
            Event event = events.reserve();
            if (event == null) return 0;
            event.group(current.id());
            Helpers.getCurrentComm(event.comm());
            events.submit(event);
            return 0;
        }
    }

    /** Begins. */
    public Execs(CurrentCgroup current, Identities identities) {
        loaded = Kernel.load(new Program(current));
        reader = loaded.program().events.reader();
        HeldEvents<Copy> held = new HeldEvents<>(
                identities,
                Identities.PATIENCE,
                new HeldEvents.Bounds(10_000, 10_000),
                copy -> 1,
                (copy, identity) -> seen.add(new Seen(copy.comm(), identity)));
        thread = Thread.ofPlatform().daemon().start(() -> {
            while (!closed) {
                reader.poll(POLL, (event, length) -> held.add(new Copy(comm(event)), event.group()));
                held.release();
            }
        });
    }

    private static String comm(Event event) {
        byte[] text = new byte[16];
        int length = 0;
        while (length < text.length && event.comm().u8(length) != 0) {
            text[length] = (byte) event.comm().u8(length);
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** What was shown so far. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
        reader.close();
        loaded.close();
    }
}

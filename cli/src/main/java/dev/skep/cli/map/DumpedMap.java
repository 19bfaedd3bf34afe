package dev.skep.cli.map;

import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.MapReader;
import dev.skep.bpf.inspect.RingState;
import dev.skep.bpf.map.MapInfo;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.OutputKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One map that is to be shown: goes through its elements and lets a format make lines of them. */
final class DumpedMap {
    private static final byte[] NO_KEY = {};
    private static final int BUFFER_BYTES = 1 << 16;

    private final KernelObject map;
    private final MapReader reader;
    private final Elements elements;

    private DumpedMap(KernelObject map, MapReader reader, Elements elements) {
        this.map = map;
        this.reader = reader;
        this.elements = elements;
    }

    /** A map, which stays the caller's. */
    static DumpedMap of(KernelObject map) {
        MapReader reader = MapReader.of(map);
        MapInfo info = reader.info();
        return new DumpedMap(map, reader, new Elements(info, ValueTypes.of(info), reader.perCpu()));
    }

    private String type() {
        return KernelNames.mapType(reader.info().type());
    }

    /** Prints at most so many elements. */
    void print(OutputKind kind, long most, Invocation invocation) throws IOException {
        OutputStream out = new BufferedOutputStream(invocation.out(), BUFFER_BYTES);
        try {
            switch (type()) {
                case "ringbuf" -> ring(kind, out, "its reader");
                case "user_ringbuf" -> ring(kind, out, "a program");
                case "queue", "stack" -> next(kind, out, invocation);
                default -> elements(kind, most, out, invocation);
            }
            out.flush();
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    private void ring(OutputKind kind, OutputStream out, String taker) throws IOException {
        RingState state = RingState.of(map);
        long bytes = Integer.toUnsignedLong(reader.info().maxEntries());
        String line = kind == OutputKind.JSON
                ? "{\"bytes\":" + bytes + ",\"pending\":" + state.pending() + ",\"produced\":" + state.produced()
                        + "}\n"
                : "ring buffer of " + bytes + " bytes: " + state.pending() + " wait for " + taker + ", "
                        + state.produced() + " have gone through it\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private void next(OutputKind kind, OutputStream out, Invocation invocation) throws IOException {
        StringBuilder text = new StringBuilder();
        Optional<byte[]> next = reader.next();
        next.ifPresent(bytes -> format(kind).append(new MapReader.Element.Found(NO_KEY, List.of(bytes)), text));
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        invocation.say(
                next.isPresent()
                        ? "the next element; what is behind it in a " + type() + " shows when this one is taken out"
                        : "no element");
    }

    private DumpFormat format(OutputKind kind) {
        return kind == OutputKind.JSON ? new JsonDump(elements) : new TextDump(elements);
    }

    private void elements(OutputKind kind, long most, OutputStream out, Invocation invocation) {
        DumpFormat format = format(kind);
        StringBuilder text = new StringBuilder();
        long[] count = {0};
        MapReader.Outcome outcome = reader.forEach(element -> {
            text.setLength(0);
            format.append(element, text);
            write(text, out);
            return ++count[0] < most && !invocation.interruption().requested();
        });
        switch (outcome) {
            case COMPLETE -> invocation.say(count(count[0]));
            case STOPPED -> invocation.say(count(count[0]) + "; there may be more");
            case CHANGED ->
                invocation.say(
                        count(count[0]) + "; the map changed meanwhile: some may be missing, others shown twice");
            case UNSUPPORTED -> throw CommandFailure.failure(hidden());
        }
    }

    /** Why nothing can be shown. */
    private String hidden() {
        return switch (type()) {
            case "bloom_filter" ->
                "a bloom_filter keeps no elements, only bits: it can be asked for one element at a time";
            case "task_storage", "inode_storage", "sk_storage", "cgrp_storage" ->
                "the values of a " + type()
                        + " lie beside the kernel's objects, and user space cannot walk through those:"
                        + " ask for one by its descriptor";
            default -> "maps of type " + type() + " cannot be walked through from user space";
        };
    }

    private static String count(long elements) {
        return elements == 1 ? "1 element" : elements + " elements";
    }

    private static void write(StringBuilder text, OutputStream out) {
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

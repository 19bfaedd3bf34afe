package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.bpf.memory.Padding;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.MapReference;
import dev.skep.compiler.internal.ir.Resource;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.Set;

/**
 * The ring buffer. Wake-ups are chosen here: a record is submitted quietly until the ring's threshold of pending bytes is reached, since
 * waking the reader costs many times what the record costs. A record that does not fit is counted.
 */
final class RingBufferIntrinsics {
    private static final long NO_WAKEUP = 1;
    private static final long FORCE_WAKEUP = 2;
    private static final int LARGE_FIELD = 64;

    private static final Resource RECORD = new Resource(
            "the record that was reserved",
            "is neither submitted nor discarded",
            "submitted or discarded",
            "submit or discard",
            Set.of("bpf_ringbuf_submit", "bpf_ringbuf_discard"));

    private RingBufferIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        table.add(RingBuffer.class, "reserve", RingBufferIntrinsics::reserve);
        table.add(RingBuffer.class, "submit", site -> finish(site, 132, "bpf_ringbuf_submit"));
        table.add(RingBuffer.class, "discard", RingBufferIntrinsics::discard);
        table.add(RingBuffer.class, "output", RingBufferIntrinsics::output);
        table.addAll(RingBuffer.class, site -> {
            throw new Refusal(
                    "RingBuffer." + site.name() + " works in user space only",
                    "in the kernel use reserve, submit, discard, output");
        });
    }

    private static RingBuffer<?> ring(CallSite site) {
        return (RingBuffer<?>) MapIntrinsics.mapObject(site);
    }

    private static void reserve(CallSite site) {
        RingBuffer<?> ring = ring(site);
        StructLayout layout = StructLayout.of(java.util.Objects.requireNonNull(ring.valueType()));
        Value record = site.code()
                .call(
                        new CallTarget.Helper(131, "bpf_ringbuf_reserve", RECORD),
                        MapIntrinsics.map(site),
                        Constant.of((long) layout.size()),
                        Constant.of(0L));
        Edge reserved = new Edge();
        Edge full = new Edge();
        site.code().branch(Condition.NOT_EQUAL, Width.W64, record, Constant.of(0L), reserved, full);
        site.code().begin(full);
        countLost(site, ring);
        Edge failed = new Edge();
        site.code().jump(failed);
        site.fork(failed, Known.NULL);
        site.code().begin(reserved);
        zero(site, record, layout);
        Edge ready = new Edge();
        site.code().jump(ready);
        site.fork(ready, new Pointer(record, 0, Region.RING_RECORD, layout.type(), layout.size(), Nullability.NEVER));
    }

    /** Zeroes all but the inside of long byte runs, which hold at worst what the reader has seen before. */
    private static void zero(CallSite site, Value record, StructLayout layout) {
        boolean[] keep = new boolean[layout.size()];
        for (StructField field : layout.fields()) {
            if (field.kind() != StructField.Kind.BYTES || field.byteSize() <= LARGE_FIELD) continue;
            for (int i = field.offset() + 8; i < field.offset() + field.byteSize(); i++) keep[i] = true;
        }
        for (Padding padding : layout.padding()) {
            for (int i = 0; i < padding.size(); i++) keep[padding.offset() + i] = false;
        }
        for (int at = 0; at < keep.length; ) {
            if (keep[at]) {
                at++;
                continue;
            }
            int size = 8;
            while (at % size != 0 || at + size > keep.length) size /= 2;
            site.code().store(record, at, size, size == 8 ? Constant.of(0L) : Constant.of(0));
            at += size;
        }
    }

    /** Argument 1, which {@link #reserve} must have given. */
    private static Pointer reserved(CallSite site) {
        Pointer record = site.pointer(1);
        if (record.region() == Region.RING_RECORD) return record;
        throw new Refusal(
                "this " + record.type().getSimpleName() + " was not reserved in a ring buffer",
                "submit and discard what reserve returned; output sends a copy of any struct");
    }

    private static void finish(CallSite site, int helper, String name) {
        Pointer record = reserved(site);
        Value flags = wakeup(site, ring(site));
        site.code().helper(helper, name, site.evaluation().materializer().value(record), flags);
    }

    private static void discard(CallSite site) {
        Value record = site.evaluation().materializer().value(reserved(site));
        site.code().helper(133, "bpf_ringbuf_discard", record, Constant.of(NO_WAKEUP));
    }

    private static void output(CallSite site) {
        RingBuffer<?> ring = ring(site);
        Pointer record = site.pointer(1);
        int most = site.evaluation().memory().length(record);
        if (site.argument(2) instanceof Known k && (k.asInt() < 1 || k.asInt() > most)) {
            throw new Refusal(
                    "a record of " + k.asInt() + " bytes is asked for, and this one has " + most,
                    "pass a length from 1 to " + most);
        }
        Value length = site.evaluation().materializer().zeroExtended(site.argument(2));
        Value flags = wakeup(site, ring);
        Value status = site.code()
                .helper(
                        130,
                        "bpf_ringbuf_output",
                        MapIntrinsics.map(site),
                        site.evaluation().materializer().value(record),
                        length,
                        flags);
        Edge sent = new Edge();
        Edge full = new Edge();
        site.code().branch(Condition.EQUAL, Width.W32, status, Constant.of(0), sent, full);
        site.code().begin(full);
        countLost(site, ring);
        Edge counted = new Edge();
        site.code().jump(counted);
        site.result(new Scalar(site.code().merge(sent, Constant.of(1), counted, Constant.of(0), Width.W32), Width.W32));
    }

    /** BPF_RB_FORCE_WAKEUP once enough bytes are pending, BPF_RB_NO_WAKEUP before. */
    private static Value wakeup(CallSite site, RingBuffer<?> ring) {
        if (ring.wakeupBytes() == 0) return Constant.of(FORCE_WAKEUP);
        Value pending = site.code().helper(134, "bpf_ringbuf_query", MapIntrinsics.map(site), Constant.of(0L));
        Edge many = new Edge();
        Edge few = new Edge();
        site.code()
                .branch(
                        Condition.GREATER_OR_EQUAL_UNSIGNED,
                        Width.W64,
                        pending,
                        Constant.of((long) ring.wakeupBytes()),
                        many,
                        few);
        return site.code().merge(many, Constant.of(FORCE_WAKEUP), few, Constant.of(NO_WAKEUP), Width.W64);
    }

    private static void countLost(CallSite site, RingBuffer<?> ring) {
        Value key = site.evaluation().memory().keyAddress(Known.of(0), 4);
        Value counter = site.code().helper(1, "bpf_map_lookup_elem", new MapReference(ring.lostCounter()), key);
        Edge found = new Edge();
        Edge missing = new Edge();
        site.code().branch(Condition.NOT_EQUAL, Width.W64, counter, Constant.of(0L), found, missing);
        site.code().begin(found);
        site.code().atomic(AtomicAccess.ADD, counter, 0, 8, Constant.of(1L));
        Edge counted = new Edge();
        site.code().jump(counted);
        site.code().merge(counted, missing);
    }
}

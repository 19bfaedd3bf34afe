package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.BloomFilter;
import dev.skep.bpf.map.SequenceMap;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;

/** Maps without keys: queues, stacks, Bloom filters. */
final class SequenceIntrinsics {
    private static final long ANY = 0;
    private static final long EXIST = 2;

    private SequenceIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> type : MapIntrinsics.permitted(SequenceMap.class)) {
            table.add(type, "push", site -> push(site, ANY));
            table.add(type, "pushDroppingOldest", site -> push(site, EXIST));
            table.add(type, "pop", site -> take(site, 88, "bpf_map_pop_elem"));
            table.add(type, "peek", site -> take(site, 89, "bpf_map_peek_elem"));
            table.addAll(type, site -> MapIntrinsics.userSideOnly(site, "push, pushDroppingOldest, pop, peek"));
        }
        table.add(BloomFilter.class, "add", site -> push(site, ANY));
        table.add(BloomFilter.class, "mayContain", SequenceIntrinsics::mayContain);
        table.addAll(BloomFilter.class, site -> MapIntrinsics.userSideOnly(site, "add, mayContain"));
    }

    private static Value value(CallSite site) {
        return site.evaluation().materializer().value(site.pointer(1));
    }

    private static void push(CallSite site, long flags) {
        Value status = site.code()
                .helper(87, "bpf_map_push_elem", MapIntrinsics.map(site), value(site), Constant.of(flags));
        site.result(MapIntrinsics.succeeded(site, status));
    }

    private static void take(CallSite site, int helper, String name) {
        Pointer target = site.pointer(1);
        if (!target.region().writable() || target.region() == Region.SHARED_CONTEXT) {
            throw new Refusal(
                    site.name() + " writes to its argument, and this " + target.type().getSimpleName()
                            + " cannot be written by a helper",
                    "pass a struct on the stack (Memory.onStack), in a map or in a record");
        }
        Value status = site.code().helper(helper, name, MapIntrinsics.map(site), value(site));
        site.result(MapIntrinsics.succeeded(site, status));
    }

    private static void mayContain(CallSite site) {
        Value status = site.code().helper(89, "bpf_map_peek_elem", MapIntrinsics.map(site), value(site));
        site.result(MapIntrinsics.succeeded(site, status));
    }
}

package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.IndexedMap;
import dev.skep.bpf.map.KeyedMap;
import dev.skep.bpf.map.MapOfMaps;
import dev.skep.bpf.map.PerfCounterArray;
import dev.skep.bpf.map.PerfEventArray;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.map.StackTraceMap;
import dev.skep.compiler.helper.Callers;
import dev.skep.compiler.helper.ProgramCalls;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** Maps: look-ups give pointers into the map. */
final class MapIntrinsics {
    private static final long ANY = 0;
    private static final long NO_EXIST = 1;
    private static final long CURRENT_CPU = 0xffffffffL;

    /** sizeof(struct bpf_perf_event_value). */
    private static final long READING_BYTES = 24;

    private MapIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> type : permitted(KeyedMap.class)) {
            table.add(type, "get", MapIntrinsics::lookup);
            table.add(type, "put", site -> update(site, ANY));
            table.add(type, "putIfAbsent", site -> update(site, NO_EXIST));
            table.add(type, "remove", MapIntrinsics::remove);
            table.addAll(type, MapIntrinsics::userSideOnly);
        }
        for (Class<?> type : permitted(IndexedMap.class)) {
            table.add(type, "get", MapIntrinsics::lookup);
            table.add(type, "set", site -> update(site, ANY));
            table.addAll(type, MapIntrinsics::userSideOnly);
        }
        for (Class<?> type : permitted(MapOfMaps.class)) {
            table.add(type, "get", MapIntrinsics::inner);
            table.addAll(type, MapIntrinsics::userSideOnly);
        }
        table.add(ProgramArray.class, "tailCall", MapIntrinsics::tailCall);
        table.add(ProgramCalls.class, "enter", MapIntrinsics::goOn);
        table.add(StackTraceMap.class, "stackId", MapIntrinsics::stackId);
        table.add(PerfEventArray.class, "output", MapIntrinsics::perfOutput);
        table.add(PerfCounterArray.class, "read", MapIntrinsics::readCounter);
    }

    private static void stackId(CallSite site) {
        HelperAvailability.check(site, "bpf_get_stackid", Callers.PLACES);
        Value id = site.code().helper(27, "bpf_get_stackid", site.evaluation().context(), map(site), site.register(2));
        site.result(new Scalar(id, Width.W32));
    }

    private static void tailCall(CallSite site) {
        if (site.evaluation().isFunction()) {
            throw new Refusal(
                    "a tail call in a function of the program would come back to the function's caller",
                    "make it in the hook method, or remove @NoInline; ProgramCalls.run runs a program and comes back");
        }
        goOn(site);
    }

    private static void goOn(CallSite site) {
        // What the called program does with the packet is unknown here.
        site.packetChanged(
                site.code().helper(12, "bpf_tail_call", site.evaluation().context(), map(site), site.register(2)));
    }

    /** The class and everything that may extend it. */
    static java.util.List<Class<?>> permitted(Class<?> type) {
        java.util.List<Class<?>> result = new java.util.ArrayList<>();
        result.add(type);
        if (type.isSealed()) for (Class<?> c : type.getPermittedSubclasses()) result.addAll(permitted(c));
        return result;
    }

    private static void userSideOnly(CallSite site) {
        userSideOnly(site, "get, put, putIfAbsent, remove, set");
    }

    /** Refuses a method that has no meaning in the kernel; {@code instead} are those that have. */
    static void userSideOnly(CallSite site, String instead) {
        if (site.name().equals("of") || site.name().startsWith("of")) {
            throw new Refusal(
                    "a map cannot be made in the kernel",
                    "make it in the constructor and keep it in a final field: it is created when the program is loaded");
        }
        throw new Refusal(
                site.owner().getSimpleName() + "." + site.name() + " works in user space only",
                "in the kernel use " + instead);
    }

    static Value map(CallSite site) {
        return site.mapRegister();
    }

    static BpfMap mapObject(CallSite site) {
        return site.map();
    }

    private static Value key(CallSite site, BpfMap map) {
        Abstract key = site.argument(1);
        if (key instanceof Pointer) return site.evaluation().materializer().value(site.pointer(1));
        return site.evaluation().memory().keyAddress(key, map.keySize());
    }

    private static void lookup(CallSite site) {
        if (site.arguments().size() != 2) {
            userSideOnly(site);
            return;
        }
        BpfMap map = mapObject(site);
        Value found = site.code().helper(1, "bpf_map_lookup_elem", map(site), key(site, map));
        site.result(valuePointer(found, map));
    }

    /** The inner map, on a path of its own where there is none. */
    private static void inner(CallSite site) {
        MapOfMaps<?, ?> map = (MapOfMaps<?, ?>) mapObject(site);
        Value found = site.code().helper(1, "bpf_map_lookup_elem", map(site), key(site, map));
        Edge some = new Edge();
        Edge none = new Edge();
        site.code().branch(Condition.NOT_EQUAL, Width.W64, found, Constant.of(0L), some, none);
        site.fork(none, Known.NULL);
        site.fork(some, site.innerMap(map.model(), found));
    }

    static Pointer valuePointer(Value address, BpfMap map) {
        Class<?> type = map.valueType();
        if (type == null) throw new Refusal("map " + map.name() + " has no values", "use another kind of map");
        return new Pointer(address, 0, Region.MAP_VALUE, type, map.valueSize(), Nullability.UNCHECKED);
    }

    private static void update(CallSite site, long flags) {
        BpfMap map = mapObject(site);
        Value key = key(site, map);
        Value value = site.evaluation().materializer().value(site.pointer(2));
        Value status = site.code().helper(2, "bpf_map_update_elem", map(site), key, value, Constant.of(flags));
        if (site.type().returnType().descriptorString().equals("V")) return;
        site.result(succeeded(site, status));
    }

    private static void remove(CallSite site) {
        BpfMap map = mapObject(site);
        site.result(succeeded(site, site.code().helper(3, "bpf_map_delete_elem", map(site), key(site, map))));
    }

    /** True where the helper returned 0. */
    static Scalar succeeded(CallSite site, Value status) {
        Edge yes = new Edge();
        Edge no = new Edge();
        site.code().branch(Condition.EQUAL, Width.W32, status, Constant.of(0), yes, no);
        return new Scalar(site.code().merge(yes, Constant.of(1), no, Constant.of(0), Width.W32), Width.W32);
    }

    private static void readCounter(CallSite site) {
        HelperAvailability.check(site, "bpf_perf_event_read_value", Callers.TRACING);
        Value status = site.code()
                .helper(
                        55,
                        "bpf_perf_event_read_value",
                        map(site),
                        Constant.of(CURRENT_CPU),
                        site.evaluation().materializer().value(site.pointer(1)),
                        Constant.of(READING_BYTES));
        site.result(new Scalar(status, Width.W32));
    }

    private static void perfOutput(CallSite site) {
        Value status = site.code()
                .helper(
                        25,
                        "bpf_perf_event_output",
                        site.evaluation().context(),
                        map(site),
                        Constant.of(CURRENT_CPU),
                        site.evaluation().materializer().value(site.pointer(2)),
                        site.evaluation().materializer().zeroExtended(site.argument(3)));
        if (site.type().returnType().descriptorString().equals("V")) return;
        site.result(succeeded(site, status));
    }
}

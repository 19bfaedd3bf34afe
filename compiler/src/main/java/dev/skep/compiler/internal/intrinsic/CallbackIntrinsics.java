package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.LruHashMap;
import dev.skep.bpf.map.Timer;
import dev.skep.compiler.helper.TaskHelpers;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Callback;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.eval.runtime.EntryCallback;
import dev.skep.compiler.internal.eval.runtime.RecordCallback;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Helpers that take a function: walks through maps, and timers. */
final class CallbackIntrinsics {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int BLOCK = 3;
    private static final int AREA = 1;
    private static final int AREA_BLOCK = 2;
    private static final MethodTypeDesc ENTRY = MethodTypeDesc.of(
            ConstantDescs.CD_int,
            ClassDesc.ofDescriptor(BiConsumer.class.descriptorString()),
            ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);
    private static final MethodTypeDesc RECORD = MethodTypeDesc.of(
            ConstantDescs.CD_int,
            ClassDesc.ofDescriptor(Consumer.class.descriptorString()),
            ConstantDescs.CD_Object);

    private CallbackIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> type : new Class<?>[] {HashMap.class, LruHashMap.class}) {
            table.add(type, "forEach", CallbackIntrinsics::forEach);
        }
        table.add(TaskHelpers.class, "findVma", CallbackIntrinsics::findVma);
        table.add(Timer.class, "init", CallbackIntrinsics::init);
        table.add(Timer.class, "whenExpired", CallbackIntrinsics::whenExpired);
        table.add(Timer.class, "start", CallbackIntrinsics::start);
        table.add(
                Timer.class,
                "cancel",
                site -> site.result(new Scalar(site.code().helper(172, "bpf_timer_cancel", timer(site)), Width.W32)));
    }

    private static void forEach(CallSite site) {
        BpfMap map = MapIntrinsics.mapObject(site);
        Callback callback = site.callback(
                1, EntryCallback.class, ENTRY, BLOCK, 4, (inside, register) -> entry(map, inside, register));
        site.code()
                .helper(
                        164,
                        "bpf_for_each_map_elem",
                        MapIntrinsics.map(site),
                        callback.function(),
                        callback.block(),
                        Constant.of(0L));
    }

    private static List<Abstract> entry(BpfMap map, Evaluation inside, IntFunction<Value> register) {
        Class<?> type = Objects.requireNonNull(map.keyType());
        Value address = register.apply(KEY);
        Abstract key = type == Integer.class
                ? new Scalar(inside.builder().load(address, 0, 4, false, Width.W32, "key"), Width.W32)
                : type == Long.class
                        ? new Scalar(inside.builder().load(address, 0, 8, false, Width.W64, "key"), Width.W64)
                        : new Pointer(address, 0, Region.MAP_VALUE, type, map.keySize(), Nullability.NEVER);
        Pointer value = MapIntrinsics.valuePointer(register.apply(VALUE), map);
        return List.of(
                key, new Pointer(value.base(), 0, value.region(), value.type(), value.length(), Nullability.NEVER));
    }

    private static void findVma(CallSite site) {
        HelperAvailability.check(site, HelperIntrinsics.helper(site));
        Class<?> type = (Class<?>) site.known(2, "the struct's class");
        Value task = site.evaluation().materializer().value(site.pointer(0));
        Value address = site.register(1);
        Callback callback = site.callback(
                3,
                RecordCallback.class,
                RECORD,
                AREA_BLOCK,
                3,
                (inside, register) -> List.of(
                        new Pointer(register.apply(AREA), 0, Region.KERNEL_TYPED, type, 0, Nullability.NEVER)));
        Value status = site.code()
                .helper(
                        180,
                        "bpf_find_vma",
                        task,
                        address,
                        callback.function(),
                        callback.block(),
                        Constant.of(0L));
        site.result(new Scalar(status, Width.W32));
    }

    private static Value timer(CallSite site) {
        Pointer timer = site.pointer(0);
        if (timer.region() != Region.MAP_VALUE) {
            throw new Refusal(
                    "this timer does not lie in a map value", "keep it in the value of a HashMap or ArrayMap");
        }
        return site.evaluation().materializer().value(timer);
    }

    private static BpfMap timersMap(CallSite site) {
        if (site.known(1, "the map") instanceof BpfMap map
                && (map instanceof HashMap || map instanceof LruHashMap || map instanceof ArrayMap)) return map;
        throw new Refusal("timers exist in HashMap, LruHashMap and ArrayMap only", "use one of these");
    }

    private static void init(CallSite site) {
        timersMap(site);
        int clock = (Integer) site.known(2, "the clock");
        Value status =
                site.code().helper(169, "bpf_timer_init", timer(site), site.register(1), Constant.of((long) clock));
        site.result(new Scalar(status, Width.W32));
    }

    private static void whenExpired(CallSite site) {
        BpfMap map = timersMap(site);
        Callback callback = site.callback(
                2, EntryCallback.class, ENTRY, Callback.LATER, 3, (inside, register) -> entry(map, inside, register));
        Value status = site.code().helper(170, "bpf_timer_set_callback", timer(site), callback.function());
        site.result(new Scalar(status, Width.W32));
    }

    private static void start(CallSite site) {
        Value status = site.code().helper(171, "bpf_timer_start", timer(site), site.register(1), Constant.of(0L));
        site.result(new Scalar(status, Width.W32));
    }
}

package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.UserRingBuffer;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Callback;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.eval.runtime.RecordCallback;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The ring that user space writes: the kernel calls the program with each record as a dynptr, which is copied to the stack. */
final class UserRingIntrinsics {
    private static final int DYNPTR = 0;
    private static final int BLOCK = 1;
    private static final MethodTypeDesc RECORD = MethodTypeDesc.of(
            ConstantDescs.CD_int,
            ClassDesc.ofDescriptor(Consumer.class.descriptorString()),
            ConstantDescs.CD_Object);

    private UserRingIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        table.add(UserRingBuffer.class, "drain", UserRingIntrinsics::drain);
        table.addAll(UserRingBuffer.class, site -> MapIntrinsics.userSideOnly(site, "drain"));
    }

    private static void drain(CallSite site) {
        BpfMap map = MapIntrinsics.mapObject(site);
        Callback callback = site.callback(
                1, RecordCallback.class, RECORD, BLOCK, 2, (inside, register) -> record(map, inside, register));
        Value taken = site.code()
                .helper(
                        209,
                        "bpf_user_ringbuf_drain",
                        MapIntrinsics.map(site),
                        callback.function(),
                        callback.block(),
                        Constant.of(0L));
        site.result(new Scalar(taken, Width.W32));
    }

    private static List<Abstract> record(BpfMap map, Evaluation inside, IntFunction<Value> register) {
        StructLayout layout = StructLayout.of(Objects.requireNonNull(map.valueType()));
        Value dynptr = register.apply(DYNPTR);
        Pointer copy = inside.memory().zeroed(layout.type(), layout.size(), "record from user space");
        inside.builder()
                .helper(
                        201,
                        "bpf_dynptr_read",
                        copy.base(),
                        Constant.of((long) layout.size()),
                        dynptr,
                        Constant.of(0L),
                        Constant.of(0L));
        return List.of(copy);
    }
}

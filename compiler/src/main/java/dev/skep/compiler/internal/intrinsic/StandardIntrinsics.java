package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.helper.Kfunc;
import dev.skep.compiler.internal.eval.ClassLibrary;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import java.util.function.Supplier;

/** Puts the intrinsics together. */
public final class StandardIntrinsics {
    private StandardIntrinsics() {}

    /** A fresh environment for one load with all intrinsics. */
    public static CompileEnvironment environment(ClassLibrary classes, Supplier<Btf> kernelTypes) {
        KernelFields kernelFields = new KernelFields();
        IntrinsicTable table = new IntrinsicTable();
        BytesIntrinsics.addTo(table);
        NumberIntrinsics.addTo(table);
        AtomicNumberIntrinsics.addTo(table);
        SpinLockIntrinsics.addTo(table);
        TextIntrinsics.addTo(table);
        MapIntrinsics.addTo(table);
        SequenceIntrinsics.addTo(table);
        StorageIntrinsics.addTo(table);
        CallbackIntrinsics.addTo(table);
        UserRingIntrinsics.addTo(table);
        RingBufferIntrinsics.addTo(table);
        HelperIntrinsics.addTo(table);
        table.addAnnotated(Kfunc.class, new KfuncIntrinsics());
        ReadOnlyCasts casts = new ReadOnlyCasts(kernelFields);
        MemoryIntrinsics.addTo(table, kernelFields, casts);
        UntypedIntrinsics.addTo(table, casts);
        PacketIntrinsics.addTo(table);
        ContextIntrinsics.addTo(table);
        return new CompileEnvironment(classes, kernelTypes, table, new StructIntrinsic(kernelFields, casts));
    }
}

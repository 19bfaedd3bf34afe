package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.helper.Kfunc;
import dev.skep.compiler.internal.eval.ClassLibrary;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import java.util.function.Supplier;

/** All intrinsics, for one load after the other: what they find out about a kernel they keep. Not safe for several threads. */
public final class StandardIntrinsics {
    private final IntrinsicTable table = new IntrinsicTable();
    private final StructIntrinsic structAccess;

    /** Puts them together. */
    public StandardIntrinsics() {
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
        KernelFields kernelFields = new KernelFields();
        ReadOnlyCasts casts = new ReadOnlyCasts(kernelFields);
        MemoryIntrinsics.addTo(table, kernelFields, casts);
        UntypedIntrinsics.addTo(table, casts);
        PacketIntrinsics.addTo(table);
        ContextIntrinsics.addTo(table);
        structAccess = new StructIntrinsic(kernelFields, casts);
    }

    /** A fresh environment for one load. */
    public CompileEnvironment environment(ClassLibrary classes, Supplier<Btf> kernelTypes) {
        return new CompileEnvironment(classes, kernelTypes, table, structAccess);
    }
}

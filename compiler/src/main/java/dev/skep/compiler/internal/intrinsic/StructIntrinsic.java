package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.bpf.memory.StructAccessor;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.Intrinsic;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles the methods of struct interfaces into loads and stores. */
final class StructIntrinsic implements Intrinsic {
    private final KernelFields kernelFields;
    private final ReadOnlyCasts casts;

    StructIntrinsic(KernelFields kernelFields, ReadOnlyCasts casts) {
        this.kernelFields = kernelFields;
        this.casts = casts;
    }

    @Override
    public void call(CallSite site) {
        Pointer base = site.pointer(0);
        Class<?> type =
                base.type().isAssignableFrom(site.owner()) || !site.owner().isAssignableFrom(base.type())
                        ? site.owner()
                        : base.type();
        String what = type.getSimpleName() + "." + site.name();
        CompileEnvironment environment = site.evaluation().environment();
        String struct = environment.kernelStruct(site.owner());
        MemoryField context = struct == null && base.region() == Region.CONTEXT
                ? site.evaluation().hook().contextField(type, site.name())
                : null;
        if (context != null) {
            read(site, base, context, what);
        } else if (struct != null) {
            MemoryField field = kernelFields.field(environment, site.owner(), struct, site.name());
            if (base.region() == Region.KERNEL_TYPED && MaybeNullMembers.takenForValid(struct, site.name())) {
                casted(site, base, field, what);
            } else {
                read(site, base, field, what);
            }
        } else {
            own(site, base, type, what);
        }
    }

    private static void read(CallSite site, Pointer base, MemoryField field, String what) {
        if (site.type().returnType().descriptorString().equals("V")) {
            throw new Refusal(what + " lies in memory that the program may only read", "write into memory of your own");
        }
        site.result(site.evaluation().memory().read(base, field, index(site, 1), returnType(site), what));
    }

    private void casted(CallSite site, Pointer base, MemoryField field, String what) {
        Pointer behind = (Pointer) site.evaluation().memory().read(base, field, null, returnType(site), what);
        String target = Objects.requireNonNull(site.evaluation().environment().kernelStruct(behind.type()));
        site.result(casts.of(site, behind.base(), target, behind.type()));
    }

    private static void own(CallSite site, Pointer base, Class<?> type, String what) {
        StructAccessor accessor = accessor(type, site);
        StructField field = accessor.field();
        MemoryField place = new MemoryField(
                field.offset(),
                field.size(),
                field.count(),
                field.kind() == StructField.Kind.INTEGER ? MemoryField.Kind.INTEGER : MemoryField.Kind.EMBEDDED,
                field.signed(),
                field.bigEndian(),
                0,
                0);
        Abstract index = accessor.indexed() ? site.argument(1) : null;
        int last = site.arguments().size() - 1;
        switch (accessor.role()) {
            case READ -> site.result(site.evaluation().memory().read(base, place, index, returnType(site), what));
            case WRITE -> site.evaluation().memory().write(base, place, index, site.argument(last), what);
            case ATOMIC -> atomic(site, base, place, accessor, what);
        }
    }

    private static void atomic(CallSite site, Pointer base, MemoryField place, StructAccessor accessor, String what) {
        AtomicAccess access = Objects.requireNonNull(accessor.atomic());
        int first = accessor.indexed() ? 2 : 1;
        List<Abstract> values = new ArrayList<>();
        for (int i = first; i < site.arguments().size(); i++) values.add(site.argument(i));
        Abstract index = accessor.indexed() ? site.argument(1) : null;
        Value found = site.evaluation().memory().atomic(access, base, place, index, values, what);
        if (!access.returning()) return;
        boolean wide = returnType(site) == long.class;
        if (wide && place.size() < Long.BYTES) found = site.code().extend(found, Integer.SIZE, false, Width.W64);
        site.result(new Scalar(found, wide ? Width.W64 : Width.W32));
    }

    /** Where the fields of one of Skep's own structs lie. */
    static StructLayout layout(Class<?> type, CompileEnvironment environment) {
        if (environment.kernelStruct(type) != null) {
            throw new Refusal(
                    type.getSimpleName() + " is a struct of the kernel, whose size is not known here",
                    "declare a struct of your own with the fields that you need");
        }
        try {
            return StructLayout.of(type);
        } catch (IllegalArgumentException e) {
            throw new Refusal("this struct interface is wrong: " + e.getMessage(), "correct the interface");
        }
    }

    private static StructAccessor accessor(Class<?> type, CallSite site) {
        StructAccessor accessor = layout(type, site.evaluation().environment())
                .accessor(site.name(), site.type().descriptorString());
        if (accessor == null) {
            throw new Refusal(
                    type.getSimpleName() + "." + site.name() + " is not a field that the kernel can use",
                    "it works in user space only");
        }
        return accessor;
    }

    private static @Nullable Abstract index(CallSite site, int argument) {
        return site.arguments().size() > argument ? site.argument(argument) : null;
    }

    private static Class<?> returnType(CallSite site) {
        return site.evaluation().classOf(site.owner(), site.type().returnType());
    }
}

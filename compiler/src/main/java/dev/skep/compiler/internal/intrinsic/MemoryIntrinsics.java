package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** {@link Memory}: structs on the stack and at addresses. */
final class MemoryIntrinsics {
    private static final int STACK_LIMIT = 512;

    private final KernelFields kernelFields;

    private final ReadOnlyCasts casts;

    private MemoryIntrinsics(KernelFields kernelFields, ReadOnlyCasts casts) {
        this.kernelFields = kernelFields;
        this.casts = casts;
    }

    static void addTo(IntrinsicTable table, KernelFields kernelFields, ReadOnlyCasts casts) {
        MemoryIntrinsics memory = new MemoryIntrinsics(kernelFields, casts);
        table.add(Memory.class, "onStack", MemoryIntrinsics::onStack);
        table.add(Memory.class, "atKernel", site -> at(site, Region.KERNEL_RAW));
        table.add(Memory.class, "atUser", site -> at(site, Region.USER));
        table.add(Memory.class, "cast", memory::cast);
        table.add(Memory.class, "untrusted", memory::untrusted);
        table.add(Memory.class, "view", MemoryIntrinsics::view);
        table.add(Memory.class, "address", MemoryIntrinsics::address);
        table.add(Memory.class, "containerOf", memory::containerOf);
        table.add(Memory.class, "slice", MemoryIntrinsics::slice);
    }

    private static void onStack(CallSite site) {
        Object what = site.known(0, "the size");
        boolean bytes = what instanceof Integer;
        Class<?> type = bytes ? Bytes.class : (Class<?>) what;
        int size = bytes
                ? (Integer) what
                : StructIntrinsic.layout(type, site.evaluation().environment()).size();
        if (size < 1 || size > STACK_LIMIT) {
            throw new Refusal(
                    type.getSimpleName() + " of " + size + " bytes does not fit the program's stack of " + STACK_LIMIT
                            + " bytes",
                    "keep it in a Scratch: scratch.with(x -> ...)");
        }
        site.result(site.evaluation().memory().zeroed(type, size, type.getSimpleName()));
    }

    private static void at(CallSite site, Region region) {
        Class<?> type = (Class<?>) site.known(1, "the struct's class");
        site.result(new Pointer(site.register(0), 0, region, type, 0, Nullability.TOLERATED));
    }

    private void cast(CallSite site) {
        Object wanted = site.known(1, "the struct");
        Class<?> type = wanted instanceof Class<?> c ? c : UntypedStruct.class;
        String struct = wanted instanceof String name ? name : kernelStruct(site, type);
        site.result(casts.of(site, site.register(0), struct, type));
    }

    private static String kernelStruct(CallSite site, Class<?> type) {
        String struct = site.evaluation().environment().kernelStruct(type);
        if (struct == null)
            throw new Refusal(type.getSimpleName() + " is no kernel struct", "annotate it with @KernelStruct");
        return struct;
    }

    private void untrusted(CallSite site) {
        Pointer trusted = site.pointer(0);
        Class<?> type = trusted.type();
        String struct = kernelStruct(site, type);
        boolean asks = trusted.region() == Region.KERNEL_TYPED;
        site.result(asks ? casts.typed(site, site.register(0), struct, type).orElse(trusted) : trusted);
    }

    private static void view(CallSite site) {
        Pointer same = site.pointer(0);
        Class<?> type = (Class<?>) site.known(1, "the struct's class");
        CompileEnvironment environment = site.evaluation().environment();
        boolean own = type != Bytes.class && type != UntypedStruct.class && environment.kernelStruct(type) == null;
        int length = own ? StructIntrinsic.layout(type, environment).size() : same.length();
        if (own
                && same.region().writable()
                && length > site.evaluation().memory().length(same)) {
            throw new Refusal(
                    type.getSimpleName() + " has " + length + " bytes, more than the struct that is to be seen as one",
                    "declare a struct that is not longer");
        }
        site.result(new Pointer(same.base(), same.offset(), same.region(), type, length, same.nullability()));
    }

    private static void address(CallSite site) {
        if (site.argument(0).equals(Known.NULL)) site.result(Known.of(0L));
        else site.result(new Scalar(site.register(0), Width.W64));
    }

    private void containerOf(CallSite site) {
        Class<?> type = (Class<?>) site.known(1, "the struct's class");
        String member = (String) site.known(2, "the member's name");
        String struct = kernelStruct(site, type);
        int offset = kernelFields.offset(site.evaluation().environment(), struct, member);
        Value start =
                site.code().binary(BinaryOperation.SUBTRACT, Width.W64, site.register(0), Constant.of((long) offset));
        site.result(new Pointer(start, 0, Region.KERNEL_RAW, type, 0, Nullability.TOLERATED));
    }

    private static void slice(CallSite site) {
        Pointer whole = site.pointer(0);
        Abstract offset = site.argument(1);
        int length = (Integer) site.known(2, "the length");
        int start = offset instanceof Known k ? k.asInt() : 0;
        if (length < 1 || (whole.length() > 0 && start + length > whole.length())) {
            throw new Refusal(
                    "a part of " + length + " bytes is not inside of " + whole.length() + " bytes",
                    "check the offset first");
        }
        int most = whole.length() > 0 ? whole.length() - length : Integer.MAX_VALUE;
        Pointer part = site.evaluation().memory().indexed(whole, offset, 1, most);
        site.result(new Pointer(part.base(), part.offset(), part.region(), Bytes.class, length, part.nullability()));
    }
}

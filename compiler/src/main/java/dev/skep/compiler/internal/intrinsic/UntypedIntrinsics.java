package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.MemoryAccess;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.MemoryField.Kind;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Width;

/** {@link UntypedStruct} and {@link HookArguments}: members and arguments by numbers known at load time. */
final class UntypedIntrinsics {
    private final ReadOnlyCasts casts;
    private final MaybeNullMembers maybeNull = new MaybeNullMembers();

    private UntypedIntrinsics(ReadOnlyCasts casts) {
        this.casts = casts;
    }

    static void addTo(IntrinsicTable table, ReadOnlyCasts casts) {
        UntypedIntrinsics untyped = new UntypedIntrinsics(casts);
        table.add(UntypedStruct.class, "number", UntypedIntrinsics::number);
        table.add(UntypedStruct.class, "embedded", site -> site.result(at(site)));
        table.add(UntypedStruct.class, "pointer", untyped::pointer);
        table.add(UntypedStruct.class, "bytes", UntypedIntrinsics::bytes);
        table.add(UntypedStruct.class, "as", UntypedIntrinsics::as);
        table.add(HookArguments.class, "number", site -> argument(site, long.class));
        table.add(HookArguments.class, "address", UntypedIntrinsics::address);
        table.add(HookArguments.class, "register", UntypedIntrinsics::register);
        table.add(HookArguments.class, "struct", site -> argument(site, UntypedStruct.class));
    }

    private static void argument(CallSite site, Class<?> type) {
        int index = (Integer) site.known(1, "the position");
        site.result(site.evaluation().hook().parameter(index, type, site.evaluation()));
    }

    private static void address(CallSite site) {
        int index = (Integer) site.known(1, "the position");
        site.result(new Scalar(site.evaluation().hook().address(index, site.evaluation()), Width.W64));
    }

    /** Reads it or, with a value, writes it. */
    private static void register(CallSite site) {
        Evaluation evaluation = site.evaluation();
        String name = (String) site.known(1, "the register");
        int offset = evaluation.hook().register(name, evaluation);
        if (site.arguments().size() > 2) {
            site.code().store(evaluation.context(), offset, Long.BYTES, site.register(2));
        } else {
            site.result(new Scalar(
                    site.code().load(evaluation.context(), offset, Long.BYTES, false, Width.W64, name), Width.W64));
        }
    }

    private static void number(CallSite site) {
        int size = (Integer) site.known(2, "the size");
        if (Integer.bitCount(size) != 1 || size < 1 || size > Long.BYTES) {
            throw new Refusal("a number has no " + size + " bytes", "use 1, 2, 4 or 8");
        }
        MemoryField field = MemoryField.plain(offset(site), size, Kind.INTEGER, flag(site, 3, "the sign"));
        site.result(site.evaluation().memory().read(site.pointer(0), field, null, long.class, "UntypedStruct.number"));
    }

    private void pointer(CallSite site) {
        String struct = (String) site.known(2, "the struct");
        Kind kind = struct.isEmpty() ? Kind.RAW_POINTER : Kind.POINTER;
        MemoryField field = MemoryField.plain(offset(site), Long.BYTES, kind, false);
        Pointer from = site.pointer(0);
        Pointer behind = (Pointer)
                site.evaluation().memory().read(from, field, null, UntypedStruct.class, "UntypedStruct.pointer");
        boolean unknown = behind.region() == Region.KERNEL_RAW && !struct.isEmpty();
        // The verifier does not look at what is cast, and lets programs read through the result.
        boolean refused = behind.region() == Region.KERNEL_TYPED
                && maybeNull.has(site.evaluation().environment().kernelTypes(), from.offset() + field.offset(), struct);
        site.result(unknown || refused ? casts.of(site, behind.base(), struct, UntypedStruct.class) : behind);
    }

    private static void bytes(CallSite site) {
        Pointer at = at(site);
        int length = (Integer) site.known(2, "the length");
        site.result(new Pointer(at.base(), at.offset(), at.region(), Bytes.class, length, at.nullability()));
    }

    private static void as(CallSite site) {
        Pointer same = site.pointer(0);
        Class<?> type = (Class<?>) site.known(1, "the struct's class");
        site.result(new Pointer(same.base(), same.offset(), same.region(), type, same.length(), same.nullability()));
    }

    private static Pointer at(CallSite site) {
        return MemoryAccess.moved(site.pointer(0), offset(site));
    }

    private static int offset(CallSite site) {
        return (Integer) site.known(1, "the offset");
    }

    private static boolean flag(CallSite site, int index, String what) {
        Object known = site.known(index, what);
        return known instanceof Integer bit ? bit != 0 : (Boolean) known;
    }
}

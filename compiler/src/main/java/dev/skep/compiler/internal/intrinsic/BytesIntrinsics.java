package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;

/** {@link Bytes}: numbers at any offset of a run of bytes. */
final class BytesIntrinsics {
    private BytesIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        table.add(
                Bytes.class,
                "length",
                site -> site.result(Known.of(site.evaluation().memory().length(site.pointer(0)))));
        number(table, "u8", 1);
        number(table, "u16", 2);
        number(table, "u32", 4);
        number(table, "u64", 8);
        table.addAll(Bytes.class, site -> {
            throw new Refusal(
                    "Bytes." + site.name() + " works in user space only", "read numbers with u8, u16, u32, u64");
        });
    }

    private static void number(IntrinsicTable table, String name, int size) {
        table.add(Bytes.class, name, site -> {
            Pointer base = site.pointer(0);
            Abstract offset = site.argument(1);
            if (offset instanceof Known k && base.length() > 0 && (k.asInt() < 0 || k.asInt() > base.length() - size)) {
                throw new Refusal(
                        "offset " + k.asInt() + " is outside of these " + base.length() + " bytes",
                        "check the offset first");
            }
            access(site, base, offset, size);
        });
    }

    private static void access(CallSite site, Pointer base, Abstract offset, int size) {
        int most = base.length() > 0 ? base.length() - size : Integer.MAX_VALUE;
        Pointer at = site.evaluation().memory().indexed(base, offset, 1, most);
        MemoryField field = MemoryField.plain(0, size, MemoryField.Kind.INTEGER, size >= 4);
        String what = "Bytes." + site.name();
        if (site.arguments().size() == 3) {
            site.evaluation().memory().write(at, field, null, site.argument(2), what);
        } else {
            site.result(site.evaluation().memory().read(at, field, null, size == 8 ? long.class : int.class, what));
        }
    }
}

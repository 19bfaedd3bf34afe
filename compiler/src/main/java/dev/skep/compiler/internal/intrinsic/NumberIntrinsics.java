package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** The JDK's methods on integers, for values that are known only at run time. */
final class NumberIntrinsics {
    private NumberIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> box :
                new Class<?>[] {Integer.class, Long.class, Short.class, Byte.class, Character.class, Boolean.class}) {
            table.add(box, "valueOf", site -> site.result(site.argument(0)));
            for (String unboxed :
                    new String[] {"intValue", "shortValue", "byteValue", "charValue", "booleanValue", "longValue"}) {
                table.add(box, unboxed, NumberIntrinsics::unbox);
            }
        }
        both(table, "compare", site -> site.compare(0, 1, width(site), false));
        both(table, "compareUnsigned", site -> site.compare(0, 1, width(site), true));
        both(table, "divideUnsigned", site -> binary(site, BinaryOperation.DIVIDE_UNSIGNED));
        both(table, "remainderUnsigned", site -> binary(site, BinaryOperation.REMAINDER_UNSIGNED));
        both(table, "sum", site -> binary(site, BinaryOperation.ADD));
        table.add(Integer.class, "toUnsignedLong", site -> site.result(wide(zero(site, 32, Width.W64))));
        table.add(Short.class, "toUnsignedInt", site -> site.result(scalar(zero(site, 16, Width.W32), Width.W32)));
        table.add(Byte.class, "toUnsignedInt", site -> site.result(scalar(zero(site, 8, Width.W32), Width.W32)));
        table.add(Short.class, "toUnsignedLong", site -> site.result(wide(zero(site, 16, Width.W64))));
        table.add(Byte.class, "toUnsignedLong", site -> site.result(wide(zero(site, 8, Width.W64))));
        table.add(Integer.class, "reverseBytes", site -> site.result(scalar(swap(site, 32), Width.W32)));
        table.add(Long.class, "reverseBytes", site -> site.result(wide(swap(site, 64))));
        table.add(
                Short.class,
                "reverseBytes",
                site -> site.result(scalar(site.code().extend(swap(site, 16), 16, true, Width.W32), Width.W32)));
        table.add(Character.class, "reverseBytes", site -> site.result(scalar(swap(site, 16), Width.W32)));
        table.add(
                java.util.Objects.class,
                "requireNonNull",
                site -> site.result(site.arguments().getFirst()));
    }

    private static void both(IntrinsicTable table, String name, dev.skep.compiler.internal.eval.Intrinsic intrinsic) {
        table.add(Integer.class, name, intrinsic);
        table.add(Long.class, name, intrinsic);
    }

    private static Width width(CallSite site) {
        return site.owner() == Long.class ? Width.W64 : Width.W32;
    }

    private static void unbox(CallSite site) {
        Abstract value = site.argument(0);
        if (site.name().equals("longValue") && site.owner() != Long.class) {
            site.result(wide(site.evaluation().materializer().signExtended(value)));
        } else if (site.name().equals("intValue") && site.owner() == Long.class) {
            site.result(scalar(site.evaluation().materializer().value(value), Width.W32));
        } else {
            site.result(value);
        }
    }

    private static void binary(CallSite site, BinaryOperation operation) {
        Width width = width(site);
        site.result(scalar(site.code().binary(operation, width, site.register(0), site.register(1)), width));
    }

    private static Value zero(CallSite site, int bits, Width width) {
        return site.code().extend(site.register(0), bits, false, width);
    }

    private static Value swap(CallSite site, int bits) {
        return site.code().byteSwap(site.register(0), bits);
    }

    private static Scalar scalar(Value value, Width width) {
        return new Scalar(value, width);
    }

    private static Scalar wide(Value value) {
        return new Scalar(value, Width.W64);
    }
}

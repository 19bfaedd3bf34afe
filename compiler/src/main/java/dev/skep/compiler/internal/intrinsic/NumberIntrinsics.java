package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** The JDK's methods on integers, for values that are known only at run time. */
final class NumberIntrinsics {
    private NumberIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> box :
                new Class<?>[] {Integer.class, Long.class, Short.class, Byte.class, Character.class, Boolean.class}) {
            table.add(box, "valueOf", site -> site.box(0, site.type().parameterType(0)));
            table.add(box, "equals", NumberIntrinsics::equal);
            table.add(box, "compareTo", site -> site.compare(0, 1, width(site), false));
            table.add(box, "hashCode", NumberIntrinsics::hash);
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
        table.add(Object.class, "getClass", site -> site.result(Known.of(site.classOf(0))));
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
        if (value.equals(Known.NULL)) {
            throw new Refusal("null is unboxed here: " + site.name(), "test for null first");
        }
        boolean fromLong = site.owner() == Long.class;
        switch (site.name()) {
            case "longValue" ->
                site.result(
                        fromLong ? value : wide(site.evaluation().materializer().signExtended(value)));
            case "intValue" -> site.result(fromLong ? scalar(site.register(0), Width.W32) : value);
            case "shortValue" -> site.result(narrow(site, 16));
            case "byteValue" -> site.result(narrow(site, 8));
            default -> site.result(value);
        }
    }

    private static Abstract narrow(CallSite site, int bits) {
        return scalar(site.code().extend(site.register(0), bits, true, Width.W32), Width.W32);
    }

    private static void equal(CallSite site) {
        if (site.isBox(1, site.owner())) site.forkOnEqual(0, 1, width(site));
        else site.result(Known.of(0));
    }

    private static void hash(CallSite site) {
        Value number = site.register(0);
        if (site.owner() == Long.class) {
            Value upper = site.code().binary(BinaryOperation.SHIFT_RIGHT_UNSIGNED, Width.W64, number, Constant.of(32L));
            site.result(scalar(site.code().binary(BinaryOperation.XOR, Width.W64, number, upper), Width.W32));
        } else if (site.owner() == Boolean.class) {
            Edge isTrue = new Edge();
            Edge isFalse = new Edge();
            site.code().branch(Condition.NOT_EQUAL, Width.W32, number, Constant.of(0), isTrue, isFalse);
            Value hash = site.code().merge(isTrue, Constant.of(1231), isFalse, Constant.of(1237), Width.W32);
            site.result(scalar(hash, Width.W32));
        } else {
            site.result(site.argument(0));
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

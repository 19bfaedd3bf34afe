package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Refusal;

/**
 * {@link StringBuilder}, which {@code +} on strings becomes: works for what is known at load time; and characters of a known string at an
 * index that is not.
 */
final class TextIntrinsics {
    private TextIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        table.add(StringBuilder.class, "<init>", TextIntrinsics::begin);
        table.add(StringBuilder.class, "append", TextIntrinsics::append);
        table.add(String.class, "charAt", TextIntrinsics::charAt);
        table.add(StringBuilder.class, "toString", site -> site.result(site.field(0, 0)));
    }

    private static void charAt(CallSite site) {
        String text = (String) site.known(0, "the string");
        site.result(site.element(text.toCharArray(), 1));
    }

    private static void begin(CallSite site) {
        if (site.arguments().size() > 1 && site.argument(1) instanceof Known k && k.value() instanceof String text) {
            site.field(0, 0, Known.of(text));
        }
    }

    private static void append(CallSite site) {
        Abstract part = site.argument(1);
        if (!(part instanceof Known known)) {
            throw new Refusal(
                    "strings cannot be put together in the kernel",
                    "write the parts into a record and format them on the user side, or use tracePrintk");
        }
        String text = (String) ((Known) site.field(0, 0)).value();
        site.field(
                0, 0, Known.of(text + textOf(known, site.type().parameterType(0).descriptorString())));
        site.result(site.arguments().getFirst());
    }

    private static String textOf(Known known, String type) {
        if (type.equals("C")) return String.valueOf((char) known.asInt());
        if (type.equals("Z")) return String.valueOf(known.asInt() != 0);
        return String.valueOf(known.value());
    }
}

package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.KnownText;
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
        table.add(
                StringBuilder.class,
                "length",
                site -> site.result(Known.of(text(site).length())));
        table.addAll(StringBuilder.class, site -> {
            throw new Refusal(
                    "StringBuilder." + site.name() + " is not supported in the kernel",
                    "put known strings together with + and append");
        });
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
        String text = text(site);
        site.field(0, 0, Known.of(text + KnownText.of(known, site.type().parameterType(0))));
        site.result(site.arguments().getFirst());
    }

    private static String text(CallSite site) {
        if (site.field(0, 0) instanceof Known k && k.value() instanceof String text) return text;
        throw new Refusal(
                "this StringBuilder holds a different text on each of the paths that meet here",
                "put the text together on one path");
    }
}

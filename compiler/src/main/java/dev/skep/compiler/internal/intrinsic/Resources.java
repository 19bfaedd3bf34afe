package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What helpers and kernel functions give to the program, as {@code releasedBy} of their annotations says. */
final class Resources {
    private static final String PREFIX = "bpf_";

    private Resources() {}

    /** What a call gives that must be given back, or null. */
    static @Nullable Resource of(CallSite site, WrittenAnnotation annotation, Class<?> type) {
        String written = annotation.text("releasedBy");
        if (written.isEmpty()) return null;
        List<String> releasedBy = List.of(written.split(" "));
        return new Resource(
                "the " + type.getSimpleName() + " that " + site.name() + " gave",
                "is not given back",
                "given back",
                releasedBy.stream().map(Resources::javaName).collect(Collectors.joining(" or ")),
                Set.copyOf(releasedBy));
    }

    /** {@code taskRelease} for bpf_task_release. */
    private static String javaName(String kernelName) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        String rest = kernelName.startsWith(PREFIX) ? kernelName.substring(PREFIX.length()) : kernelName;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c != '_') name.append(upper ? Character.toUpperCase(c) : c);
            upper = c == '_';
        }
        return name.toString();
    }
}

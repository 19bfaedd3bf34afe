package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** What a helper or a kernel function gets of a method's arguments, as its annotation says: {@code "ctx $0 sizeof($0) 5"}. */
final class PassedArguments {
    private PassedArguments() {}

    static Value[] of(CallSite site, String passes) {
        List<Value> arguments = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(passes);
        while (parts.hasMoreTokens()) arguments.add(argument(site, parts.nextToken()));
        return arguments.toArray(Value[]::new);
    }

    private static Value argument(CallSite site, String part) {
        if (part.equals("ctx")) return site.evaluation().context();
        int dollar = part.indexOf('$');
        if (dollar < 0) return Constant.of(Long.parseLong(part));
        int index = part.charAt(dollar + 1) - '0';
        if (part.startsWith("sizeof"))
            return Constant.of((long) site.evaluation().memory().length(site.pointer(index)));
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().parameterType(index));
        if (Struct.class.isAssignableFrom(type))
            return site.evaluation().materializer().value(site.pointer(index));
        Abstract value = site.argument(index);
        if (type == long.class || BpfMap.class.isAssignableFrom(type)) return site.register(index);
        return site.evaluation().materializer().zeroExtended(value);
    }
}

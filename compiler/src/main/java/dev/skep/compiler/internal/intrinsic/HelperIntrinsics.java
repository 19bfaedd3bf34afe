package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helper;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** {@link Helpers}: what each method's {@link Helper} annotation says. */
final class HelperIntrinsics {
    private static final int TRACE_PRINTK = 6;
    private static final int MOST_VALUES = 3;

    private final Map<String, Method> methods = new HashMap<>();

    static void addTo(IntrinsicTable table) {
        HelperIntrinsics helpers = new HelperIntrinsics();
        for (Method method : Helpers.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Helper.class)) helpers.methods.put(key(method), method);
        }
        table.addAll(Helpers.class, helpers::call);
        table.add(Helpers.class, "tracePrintk", HelperIntrinsics::tracePrintk);
    }

    private static String key(Method method) {
        StringBuilder key = new StringBuilder(method.getName()).append('(');
        for (Class<?> parameter : method.getParameterTypes()) key.append(parameter.descriptorString());
        return key.append(')').append(method.getReturnType().descriptorString()).toString();
    }

    private void call(CallSite site) {
        Method method = methods.get(site.name().concat(site.type().descriptorString()));
        if (method == null) throw new IllegalStateException("no helper for " + site);
        Helper helper = method.getAnnotation(Helper.class);
        List<Value> arguments = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(helper.passes());
        while (parts.hasMoreTokens()) arguments.add(argument(site, method, parts.nextToken()));
        Value result = site.code().helper(helper.id(), helper.name(), arguments.toArray(Value[]::new));
        if (method.getReturnType() == long.class) {
            site.result(new Scalar(result, Width.W64));
        } else if (Struct.class.isAssignableFrom(method.getReturnType())) {
            Class<?> type = (Class<?>) site.known(0, "the struct's class");
            site.result(new Pointer(result, 0, Region.KERNEL_TYPED, type, 0, Nullability.NEVER));
        } else {
            site.result(new Scalar(result, Width.W32));
        }
    }

    private static Value argument(CallSite site, Method method, String part) {
        if (part.equals("ctx")) return site.evaluation().context();
        int index = part.charAt(part.indexOf('$') + 1) - '0';
        if (part.startsWith("sizeof"))
            return Constant.of((long) site.evaluation().memory().length(site.pointer(index)));
        Class<?> type = method.getParameterTypes()[index];
        if (Struct.class.isAssignableFrom(type))
            return site.evaluation().materializer().value(site.pointer(index));
        Abstract value = site.argument(index);
        if (type == long.class) return site.register(index);
        return site.evaluation().materializer().zeroExtended(value);
    }

    private static void tracePrintk(CallSite site) {
        String format = (String) site.known(0, "the format");
        Abstract[] values = site.elements(1);
        if (values.length > MOST_VALUES) {
            throw new Refusal(
                    "tracePrintk takes at most " + MOST_VALUES + " values, not " + values.length,
                    "print twice, or send a record through a RingBuffer");
        }
        byte[] text = (format + "\0").getBytes(StandardCharsets.UTF_8);
        List<Value> arguments = new ArrayList<>();
        arguments.add(site.evaluation().environment().constants().address(text));
        arguments.add(Constant.of((long) text.length));
        for (Abstract value : values) {
            arguments.add(
                    value instanceof Known k
                            ? Constant.of(k.asLong())
                            : site.evaluation().materializer().value(value));
        }
        site.code().helper(TRACE_PRINTK, "bpf_trace_printk", arguments.toArray(Value[]::new));
    }
}

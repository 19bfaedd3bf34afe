package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a helper or kernel function, as {@link dev.skep.compiler.helper.Helper#passes} says. */
final class HelperArguments {
    /** sizeof(struct btf_ptr): address, type id, flags. */
    private static final int BTF_POINTER_BYTES = 16;

    private static final int TYPE_ID_OFFSET = 8;
    private static final int MOST_VALUES = 12;

    private final CallSite site;
    private @Nullable Pointer out;

    HelperArguments(CallSite site) {
        this.site = site;
    }

    /** What the helper gets. */
    Value[] of(String passes) {
        List<Value> arguments = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(passes);
        while (parts.hasMoreTokens()) add(parts.nextToken(), arguments);
        return arguments.toArray(Value[]::new);
    }

    /** The method's result: what the helper returned, or wrote where that is the result. */
    Value result(Value returned) {
        if (out == null) return returned;
        return site.code().load(out.base(), out.offset(), Long.BYTES, false, Width.W64, site.name());
    }

    private void add(String part, List<Value> arguments) {
        if (part.equals("ctx")) arguments.add(site.evaluation().context());
        else if (part.equals("out")) arguments.add(out());
        else if (part.startsWith("sizeof")) arguments.add(Constant.of((long) length(index(part))));
        else if (part.startsWith("text")) arguments.add(text(index(part)));
        else if (part.startsWith("values")) addValues(index(part), arguments);
        else if (part.startsWith("btf")) addTyped(index(part), arguments);
        else if (part.startsWith("$")) arguments.add(plain(index(part)));
        else arguments.add(Constant.of(Long.parseLong(part)));
    }

    private static int index(String part) {
        return part.charAt(part.indexOf('$') + 1) - '0';
    }

    private int length(int index) {
        return site.evaluation().memory().length(site.pointer(index));
    }

    private Value plain(int index) {
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().parameterType(index));
        if (Struct.class.isAssignableFrom(type))
            return site.evaluation().materializer().value(site.pointer(index));
        if (type == long.class || BpfMap.class.isAssignableFrom(type)) return site.register(index);
        return site.evaluation().materializer().zeroExtended(site.argument(index));
    }

    private Value out() {
        out = site.evaluation().memory().zeroed(Bytes.class, Long.BYTES, site.name());
        return out.base();
    }

    private Value text(int index) {
        String text = (String) site.known(index, "the text");
        return site.evaluation().environment().constants().address(terminated(text));
    }

    static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The address and size of an array on the stack. */
    private void addValues(int index, List<Value> arguments) {
        Abstract[] values = site.elements(index);
        if (values.length > MOST_VALUES) {
            throw new Refusal(
                    site.name() + " takes at most " + MOST_VALUES + " values, not " + values.length,
                    "write two texts, or send the numbers through a RingBuffer");
        }
        if (values.length == 0) {
            arguments.add(Constant.of(0L));
            arguments.add(Constant.of(0L));
            return;
        }
        Pointer array = site.evaluation().memory().zeroed(Bytes.class, values.length * Long.BYTES, site.name());
        for (int i = 0; i < values.length; i++) {
            Value value = site.evaluation().materializer().signExtended(values[i]);
            site.code().store(array.base(), i * Long.BYTES, Long.BYTES, value);
        }
        arguments.add(array.base());
        arguments.add(Constant.of((long) values.length * Long.BYTES));
    }

    /** The address and size of a struct btf_ptr on the stack. */
    private void addTyped(int index, List<Value> arguments) {
        Pointer value = site.pointer(index);
        String struct = site.evaluation().environment().kernelStruct(value.type());
        if (struct == null) {
            throw new Refusal(
                    value.type().getSimpleName() + " is no struct of the kernel, which knows its own alone",
                    "annotate the interface with @KernelStruct");
        }
        int id = site.evaluation().environment().kernelTypes().find(struct, BtfKind.STRUCT);
        if (id < 0)
            throw KernelFields.noStruct(struct, site.evaluation().environment().kernelTypes());
        Pointer typed = site.evaluation().memory().zeroed(Bytes.class, BTF_POINTER_BYTES, site.name());
        site.code()
                .store(
                        typed.base(),
                        0,
                        Long.BYTES,
                        site.evaluation().materializer().value(value));
        site.code().store(typed.base(), TYPE_ID_OFFSET, Integer.BYTES, Constant.of(id));
        arguments.add(typed.base());
        arguments.add(Constant.of((long) BTF_POINTER_BYTES));
    }
}

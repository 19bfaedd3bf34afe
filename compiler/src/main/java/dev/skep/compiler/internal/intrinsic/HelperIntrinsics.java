package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.CgroupHelpers;
import dev.skep.compiler.helper.ChangesPacket;
import dev.skep.compiler.helper.FunctionHelpers;
import dev.skep.compiler.helper.Helper;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.IteratorHelpers;
import dev.skep.compiler.helper.PacketHelpers;
import dev.skep.compiler.helper.SocketHelpers;
import dev.skep.compiler.helper.TaskHelpers;
import dev.skep.compiler.helper.TcpSock;
import dev.skep.compiler.helper.TextHelpers;
import dev.skep.compiler.helper.XdpHelpers;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Helpers}: what each method's {@link Helper} annotation says. */
final class HelperIntrinsics {
    private static final int TRACE_PRINTK = 6;
    private static final int MOST_VALUES = 3;
    private static final int SEQ_PRINTF = 126;
    private static final int MOST_SEQUENCE_VALUES = 12;

    private static final List<Class<?>> HELPERS = List.of(
            Helpers.class,
            TaskHelpers.class,
            FunctionHelpers.class,
            TextHelpers.class,
            IteratorHelpers.class,
            PacketHelpers.class,
            XdpHelpers.class,
            SocketHelpers.class,
            CgroupHelpers.class);

    private HelperIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> helpers : HELPERS) table.addAll(helpers, HelperIntrinsics::call);
        table.add(Helpers.class, "tracePrintk", HelperIntrinsics::tracePrintk);
        table.add(IteratorHelpers.class, "seqPrintf", HelperIntrinsics::seqPrintf);
    }

    /** The values lie in an array of words on the stack. */
    private static void seqPrintf(CallSite site) {
        HelperAvailability.check(site, helper(site));
        byte[] text = HelperArguments.terminated((String) site.known(1, "the format"));
        Abstract[] values = site.elements(2);
        if (values.length > MOST_SEQUENCE_VALUES) {
            throw new Refusal(
                    "seqPrintf takes at most " + MOST_SEQUENCE_VALUES + " values, not " + values.length, "print twice");
        }
        Value seq = site.evaluation().materializer().value(site.pointer(0));
        Value data = Constant.of(0L);
        if (values.length > 0) {
            StackAddress words =
                    new StackAddress(site.code().newSlot(values.length * Long.BYTES, Long.BYTES, "values to print"), 0);
            for (int i = 0; i < values.length; i++) {
                site.code().store(words, i * Long.BYTES, Long.BYTES, word(site, values[i]));
            }
            data = words;
        }
        site.code()
                .helper(
                        SEQ_PRINTF,
                        "bpf_seq_printf",
                        seq,
                        site.evaluation().environment().constants().address(text),
                        Constant.of((long) text.length),
                        data,
                        Constant.of((long) values.length * Long.BYTES));
    }

    private static Value word(CallSite site, Abstract value) {
        return value instanceof Known k
                ? Constant.of(k.asLong())
                : site.evaluation().materializer().value(value);
    }

    /** Any static method with a {@link Helper} annotation. */
    static void call(CallSite site) {
        WrittenAnnotation helper = helper(site);
        HelperAvailability.check(site, helper);
        HelperArguments arguments = new HelperArguments(site);
        Value[] values = arguments.of(helper.text("passes"));
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().returnType());
        CallTarget target =
                new CallTarget.Helper(helper.number("id"), helper.text("name"), Resources.of(site, helper, type));
        Call returned = site.code().call(target, values);
        if (annotation(site, ChangesPacket.class) != null) site.packetChanged(returned);
        Value result = arguments.result(returned);
        if (type == void.class) return;
        if (type == long.class) {
            site.result(new Scalar(result, Width.W64));
        } else if (type == BpfSock.class || type == TcpSock.class) {
            site.result(new Pointer(result, 0, Region.CONTEXT, type, 0, Nullability.UNCHECKED));
        } else if (Struct.class.isAssignableFrom(type)) {
            Class<?> struct = (Class<?>) site.known(0, "the struct's class");
            Nullability nullability = helper.flag("mayBeNull") ? Nullability.UNCHECKED : Nullability.NEVER;
            site.result(new Pointer(result, 0, Region.KERNEL_TYPED, struct, 0, nullability));
        } else {
            site.result(new Scalar(result, Width.W32));
        }
    }

    /** What the method's annotation says. */
    static WrittenAnnotation helper(CallSite site) {
        WrittenAnnotation found = annotation(site, Helper.class);
        if (found == null) throw new IllegalStateException("no helper for " + site);
        return found;
    }

    private static @Nullable WrittenAnnotation annotation(CallSite site, Class<?> kind) {
        for (WrittenAnnotation annotation :
                site.evaluation().environment().annotations(site.owner(), site.name(), site.type())) {
            if (annotation.is(kind)) return annotation;
        }
        return null;
    }

    private static void tracePrintk(CallSite site) {
        HelperAvailability.check(site, helper(site));
        String format = (String) site.known(0, "the format");
        Abstract[] values = site.elements(1);
        if (values.length > MOST_VALUES) {
            throw new Refusal(
                    "tracePrintk takes at most " + MOST_VALUES + " values, not " + values.length,
                    "print twice, or send a record through a RingBuffer");
        }
        byte[] text = HelperArguments.terminated(format);
        List<Value> arguments = new ArrayList<>();
        arguments.add(site.evaluation().environment().constants().address(text));
        arguments.add(Constant.of((long) text.length));
        for (Abstract value : values) arguments.add(word(site, value));
        site.code().helper(TRACE_PRINTK, "bpf_trace_printk", arguments.toArray(Value[]::new));
    }
}

package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.DataSection;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@link AtomicInteger} and {@link AtomicLong} known at load time: numbers in .data that both sides share.
 *
 * <p>All that gives the old value is fully ordered, as in Java. {@code get} acquires and {@code set} exchanges, which together order as
 * much as Java's volatile access; the plain and opaque forms are plain loads and stores.
 */
final class AtomicNumberIntrinsics {
    private AtomicNumberIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> type : new Class<?>[] {AtomicInteger.class, AtomicLong.class}) {
            for (String get : new String[] {"get", "getAcquire"}) {
                table.add(type, get, site -> site.result(result(site, access(site, AtomicAccess.GET_ACQUIRE))));
            }
            for (String get : new String[] {"getPlain", "getOpaque"}) {
                table.add(type, get, AtomicNumberIntrinsics::load);
            }
            for (String set : new String[] {"lazySet", "setRelease"}) {
                table.add(type, set, site -> access(site, AtomicAccess.SET_RELEASE, site.register(1)));
            }
            for (String set : new String[] {"setPlain", "setOpaque"}) {
                table.add(type, set, AtomicNumberIntrinsics::store);
            }
            table.add(type, "set", site -> access(site, AtomicAccess.GET_AND_SET, site.register(1)));
            table.add(
                    type,
                    "getAndSet",
                    site -> site.result(result(site, access(site, AtomicAccess.GET_AND_SET, site.register(1)))));
            table.add(type, "getAndAdd", site -> add(site, site.register(1), false));
            table.add(type, "addAndGet", site -> add(site, site.register(1), true));
            table.add(type, "getAndIncrement", site -> add(site, number(site, 1), false));
            table.add(type, "incrementAndGet", site -> add(site, number(site, 1), true));
            table.add(type, "getAndDecrement", site -> add(site, number(site, -1), false));
            table.add(type, "decrementAndGet", site -> add(site, number(site, -1), true));
            table.add(type, "compareAndSet", AtomicNumberIntrinsics::compareAndSet);
            table.add(type, "compareAndExchange", site -> site.result(result(site, compareAndExchange(site))));
            table.addAll(type, site -> {
                throw new Refusal(
                        type.getSimpleName() + "." + site.name() + " works in user space only",
                        "in the kernel use get, set, getAndAdd, getAndSet, compareAndSet and their relatives");
            });
        }
    }

    private static Width width(CallSite site) {
        return site.known(0, "the number") instanceof AtomicLong ? Width.W64 : Width.W32;
    }

    private static int bytes(CallSite site) {
        return width(site).bits() / Byte.SIZE;
    }

    private static Constant number(CallSite site, int value) {
        return width(site) == Width.W64 ? Constant.of((long) value) : Constant.of(value);
    }

    private static GlobalAddress address(CallSite site) {
        DataSection data = site.evaluation().environment().data();
        Object number = site.known(0, "the number");
        return number instanceof AtomicLong wide ? data.address(wide) : data.address((AtomicInteger) number);
    }

    private static Value access(CallSite site, AtomicAccess access, Value... values) {
        return site.code().atomic(access, address(site), 0, bytes(site), values);
    }

    private static Scalar result(CallSite site, Value value) {
        return new Scalar(value, width(site));
    }

    private static void load(CallSite site) {
        Value loaded = site.code().load(address(site), 0, bytes(site), false, width(site), site.name());
        site.result(result(site, loaded));
    }

    private static void store(CallSite site) {
        site.code().store(address(site), 0, bytes(site), site.register(1));
    }

    private static void add(CallSite site, Value by, boolean after) {
        Value found = access(site, AtomicAccess.GET_AND_ADD, by);
        site.result(result(site, after ? site.code().binary(BinaryOperation.ADD, width(site), found, by) : found));
    }

    private static Value compareAndExchange(CallSite site) {
        return access(site, AtomicAccess.COMPARE_AND_EXCHANGE, site.register(1), site.register(2));
    }

    private static void compareAndSet(CallSite site) {
        Value found = compareAndExchange(site);
        Edge same = new Edge();
        Edge other = new Edge();
        site.code().branch(Condition.EQUAL, width(site), found, site.register(1), same, other);
        site.result(new Scalar(site.code().merge(same, Constant.of(1), other, Constant.of(0), Width.W32), Width.W32));
    }
}

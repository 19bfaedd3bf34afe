package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.hook.CgroupSkbContext;
import dev.skep.compiler.hook.FlowDissectorContext;
import dev.skep.compiler.hook.PacketContext;
import dev.skep.compiler.hook.SkMsgContext;
import dev.skep.compiler.hook.SkSkbContext;
import dev.skep.compiler.hook.SockoptContext;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.PacketBounds;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** Packet headers behind a bounds check, for every hook with direct packet access; and what only {@link XdpContext} has. */
final class PacketIntrinsics {
    /** In {@code struct xdp_md}. */
    private static final int DATA_META = 8;

    /** In {@code struct __sk_buff}. */
    private static final int SKB_DATA_META = 140;

    private static final int INGRESS_IFINDEX = 12;
    private static final int RX_QUEUE_INDEX = 16;

    /** MAX_PACKET_OFF in kernel/bpf/verifier.c: of what may be further away the verifier believes no test. */
    private static final int LARGEST_OFFSET = 0xffff;

    private PacketIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        for (Class<?> type : new Class<?>[] {
            PacketContext.class,
            XdpContext.class,
            TcContext.class,
            CgroupSkbContext.class,
            SkSkbContext.class,
            SkMsgContext.class,
            FlowDissectorContext.class,
            SockoptContext.class
        }) table.add(type, "at", PacketIntrinsics::at);
        table.add(XdpContext.class, "meta", site -> meta(site, DATA_META));
        table.add(TcContext.class, "meta", site -> meta(site, SKB_DATA_META));
        table.add(XdpContext.class, "length", site -> {
            PacketBounds bounds = site.packet();
            site.result(new Scalar(
                    site.code().binary(BinaryOperation.SUBTRACT, Width.W64, bounds.end(), bounds.data()), Width.W32));
        });
        table.add(XdpContext.class, "ifindex", site -> field(site, INGRESS_IFINDEX));
        table.add(XdpContext.class, "queue", site -> field(site, RX_QUEUE_INDEX));
    }

    private static void field(CallSite site, int offset) {
        Value loaded =
                site.code().load(site.evaluation().context(), offset, 4, false, Width.W32, "XdpContext." + site.name());
        site.result(new Scalar(loaded, Width.W32));
    }

    private static void at(CallSite site) {
        Class<?> type = (Class<?>) site.known(2, "the header's class");
        int size = StructIntrinsic.layout(type, site.evaluation().environment()).size();
        PacketBounds bounds = site.packet();
        Region region = site.packetLayout().writable() ? Region.PACKET : Region.PACKET_READ_ONLY;
        Abstract offset = site.argument(1);
        Pointer header;
        if (offset instanceof Known k) {
            if (k.asInt() < 0 || k.asInt() > LARGEST_OFFSET) {
                throw new Refusal(
                        "offset " + k.asInt() + " is outside of any packet",
                        "use an offset from 0 to " + LARGEST_OFFSET);
            }
            header = new Pointer(bounds.data(), k.asInt(), region, type, size, Nullability.NEVER);
        } else {
            Value distance = site.evaluation().materializer().zeroExtended(offset);
            if (!addedUpAsFollowed(site, offset)) near(site, distance, size);
            Value start = site.code().binary(BinaryOperation.ADD, Width.W64, bounds.data(), distance);
            header = new Pointer(start, 0, region, type, size, Nullability.NEVER);
        }
        whole(site, header, bounds.end(), size);
    }

    /**
     * Whether this is what a loop has added up, for a verifier that follows that through the turns. Those before the number iterators (Linux
     * 6.4) know no bounds of products, nor of comparisons with a sign.
     */
    private static boolean addedUpAsFollowed(CallSite site, Abstract offset) {
        return offset instanceof Scalar number
                && site.evaluation().isLoopVariable(number.value())
                && site.evaluation().environment().kernelTypes().find("bpf_iter_num_new", BtfKind.FUNC) >= 0;
    }

    /** Goes on with null where no packet has so many bytes. Where they are few in any case the test is left out later on. */
    private static void near(CallSite site, Value distance, int size) {
        Edge far = new Edge();
        Edge near = new Edge();
        Constant largest = Constant.of((long) LARGEST_OFFSET - size);
        site.code().branch(Condition.GREATER_UNSIGNED, Width.W64, distance, largest, far, near);
        site.fork(far, Known.NULL);
        site.code().begin(near);
    }

    private static void meta(CallSite site, int offset) {
        Class<?> type = (Class<?>) site.known(1, "the class of what is before the packet");
        int size = StructIntrinsic.layout(type, site.evaluation().environment()).size();
        Value start = site.code().load(site.evaluation().context(), offset, 4, false, Width.W64, "data_meta");
        whole(
                site,
                new Pointer(start, 0, Region.PACKET, type, size, Nullability.NEVER),
                site.packet().data(),
                size);
    }

    /** Goes on with the pointer where so many bytes are before {@code end}, otherwise with null. */
    private static void whole(CallSite site, Pointer header, Value end, int size) {
        Value behind = site.code().address(header.base(), header.offset() + size);
        Edge cut = new Edge();
        Edge whole = new Edge();
        site.code().branch(Condition.GREATER_UNSIGNED, Width.W64, behind, end, cut, whole);
        site.fork(cut, Known.NULL);
        site.fork(whole, header);
    }
}

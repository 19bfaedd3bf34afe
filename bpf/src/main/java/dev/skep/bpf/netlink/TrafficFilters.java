package dev.skep.bpf.netlink;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bpf filters of classic traffic control on one device: the clsact qdisc, which only holds filters, and direct-action filters in
 * it. Since Linux 4.5. Keeps the network namespace in which it was opened. Safe for several threads.
 */
public final class TrafficFilters implements AutoCloseable {
    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_NEWTFILTER = 44;
    private static final int RTM_DELTFILTER = 45;
    private static final int RTM_GETTFILTER = 46;
    private static final int NLM_F_REPLACE = 0x100;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;

    private static final int TC_H_CLSACT = 0xffff_fff1;
    private static final int CLSACT_HANDLE = 0xffff_0000;
    private static final int INGRESS_PARENT = 0xffff_fff2;
    private static final int EGRESS_PARENT = 0xffff_fff3;
    /** ETH_P_ALL in network order. */
    private static final int EVERY_PROTOCOL = 0x0300;

    private static final int TCA_KIND = 1;
    private static final int TCA_OPTIONS = 2;
    private static final int TCA_BPF_FD = 6;
    private static final int TCA_BPF_NAME = 7;
    private static final int TCA_BPF_FLAGS = 8;
    private static final int TCA_BPF_ID = 11;
    private static final int TCA_BPF_FLAG_ACT_DIRECT = 1;

    /** struct tcmsg: family, index, handle, parent, info. */
    private static final int HEADER = 20;

    private static final int INFO_HANDLE = 8;
    private static final int INFO_PRIORITY = 16;
    /** Each of our filters is alone in its priority. */
    private static final int HANDLE = 1;

    private final RouteSocket socket = new RouteSocket();
    private final int interfaceIndex;

    /** For this device of the present network namespace. */
    public TrafficFilters(int interfaceIndex) {
        this.interfaceIndex = interfaceIndex;
    }

    /**
     * A filter that is there.
     *
     * @param priority lower ones run first
     * @param name as its owner called it
     * @param programId the program that runs now
     */
    public record Filter(int priority, String name, int programId) {}

    /** Makes sure that the device has a clsact qdisc. */
    public void createClsact() {
        NetlinkMessage request =
                new NetlinkMessage(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_EXCL, "clsact of interface " + interfaceIndex);
        header(request, CLSACT_HANDLE, TC_H_CLSACT, 0).text(TCA_KIND, "clsact");
        try {
            socket.change(request);
        } catch (SyscallException failure) {
            if (!failure.is(Errno.EEXIST)) {
                throw failure;
            }
        }
    }

    /**
     * Adds a filter behind those that are there with a priority from {@code first} to {@code last}. Each gets a priority of its own,
     * since the kernel runs filters of one priority in no useful order: the newest first.
     *
     * @param program its descriptor
     * @return its priority
     * @throws SyscallException ENOSPC when the last priority is taken
     */
    public int add(boolean ingress, int first, int last, int program, String name) {
        int priority = first;
        for (Filter filter : list(ingress)) {
            if (filter.priority() >= priority && filter.priority() <= last) {
                priority = filter.priority() + 1;
            }
        }
        for (; priority <= last; priority++) {
            try {
                socket.change(filter(NLM_F_CREATE | NLM_F_EXCL, ingress, priority, program, name));
                return priority;
            } catch (SyscallException failure) {
                if (!failure.is(Errno.EEXIST)) {
                    throw failure;
                }
            }
        }
        throw new SyscallException("netlink", what(ingress), Errno.ENOSPC.number());
    }

    /** Puts another program into a filter, which keeps its place. */
    public void replace(boolean ingress, int priority, int program, String name) {
        socket.change(filter(NLM_F_CREATE | NLM_F_REPLACE, ingress, priority, program, name));
    }

    private NetlinkMessage filter(int flags, boolean ingress, int priority, int program, String name) {
        NetlinkMessage request = new NetlinkMessage(RTM_NEWTFILTER, flags, what(ingress));
        header(request, HANDLE, parent(ingress), priority).text(TCA_KIND, "bpf");
        int options = request.begin(TCA_OPTIONS);
        request.number(TCA_BPF_FD, program)
                .text(TCA_BPF_NAME, name)
                .number(TCA_BPF_FLAGS, TCA_BPF_FLAG_ACT_DIRECT)
                .end(options);
        return request;
    }

    /** Removes a filter; false if it was not there any more, or the device is gone. */
    public boolean remove(boolean ingress, int priority) {
        NetlinkMessage request = new NetlinkMessage(RTM_DELTFILTER, 0, what(ingress));
        header(request, HANDLE, parent(ingress), priority).text(TCA_KIND, "bpf");
        try {
            socket.change(request);
            return true;
        } catch (SyscallException failure) {
            // EINVAL: the qdisc that held it was removed, and with it all its filters.
            if (failure.is(Errno.ENOENT) || failure.is(Errno.ENODEV) || failure.is(Errno.EINVAL)) {
                return false;
            }
            throw failure;
        }
    }

    /** The bpf filters, in the order in which they run; none where there is no clsact. */
    public List<Filter> list(boolean ingress) {
        NetlinkMessage request = new NetlinkMessage(RTM_GETTFILTER, 0, what(ingress));
        header(request, 0, parent(ingress), 0);
        List<Filter> filters = new ArrayList<>();
        for (NetlinkReply reply : socket.list(request)) {
            if (reply.type() == RTM_NEWTFILTER) {
                add(reply, filters);
            }
        }
        return filters;
    }

    private static void add(NetlinkReply reply, List<Filter> filters) {
        NetlinkAttributes attributes = reply.attributes(HEADER);
        // The kernel lists each priority, with handle 0, before its filters.
        if (reply.number(INFO_HANDLE) == 0
                || !attributes.text(TCA_KIND).orElse("").equals("bpf")) {
            return;
        }
        NetlinkAttributes options = attributes.nested(TCA_OPTIONS);
        filters.add(new Filter(
                reply.number(INFO_PRIORITY) >>> 16,
                options.text(TCA_BPF_NAME).orElse(""),
                options.number(TCA_BPF_ID).orElse(0)));
    }

    private NetlinkMessage header(NetlinkMessage request, int handle, int parent, int priority) {
        int info = priority == 0 ? 0 : priority << 16 | EVERY_PROTOCOL;
        return request.number(0)
                .number(interfaceIndex)
                .number(handle)
                .number(parent)
                .number(info);
    }

    private static int parent(boolean ingress) {
        return ingress ? INGRESS_PARENT : EGRESS_PARENT;
    }

    private String what(boolean ingress) {
        return "tc filter at " + (ingress ? "ingress" : "egress") + " of interface " + interfaceIndex;
    }

    @Override
    public void close() {
        socket.close();
    }
}

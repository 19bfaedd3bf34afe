package dev.skep.compiler.internal.hook;

import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.NetfilterLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.compiler.hook.Fentry;
import dev.skep.compiler.hook.Fexit;
import dev.skep.compiler.hook.FlowDissector;
import dev.skep.compiler.hook.FmodRet;
import dev.skep.compiler.hook.Iterator;
import dev.skep.compiler.hook.Kprobe;
import dev.skep.compiler.hook.Kretprobe;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.LsmCgroup;
import dev.skep.compiler.hook.Netfilter;
import dev.skep.compiler.hook.Netkit;
import dev.skep.compiler.hook.PerfEvent;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.SkLookup;
import dev.skep.compiler.hook.SkMsg;
import dev.skep.compiler.hook.SkReuseport;
import dev.skep.compiler.hook.SkSkb;
import dev.skep.compiler.hook.SocketFilter;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Tcx;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.compiler.hook.Uprobe;
import dev.skep.compiler.hook.Uretprobe;
import dev.skep.compiler.hook.Usdt;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.hook.TypedHook.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the hook that a method's annotation names. */
public final class HookReader {
    private HookReader() {}

    /**
     * The hook that one of a method's annotations names, or nothing if it is an ordinary method.
     *
     * @throws IllegalArgumentException if the annotation is wrong
     */
    public static Optional<Hook> hookOf(List<WrittenAnnotation> annotations, Object program) {
        for (WrittenAnnotation annotation : annotations) {
            Hook hook = hook(annotation, program);
            if (hook != null) return Optional.of(hook);
        }
        return Optional.empty();
    }

    private static @Nullable Hook hook(WrittenAnnotation a, Object program) {
        if (a.is(Tracepoint.class)) return TracepointHook.of(a, program);
        if (a.is(RawTracepoint.class)) return new RawTracepointHook(target(a, program));
        if (a.is(TpBtf.class)) return new TypedHook(Kind.TRACEPOINT, target(a, program), false);
        if (a.is(Fentry.class)) return typed(Kind.FUNCTION_ENTRY, a, program);
        if (a.is(Fexit.class)) return typed(Kind.FUNCTION_EXIT, a, program);
        if (a.is(FmodRet.class)) return typed(Kind.FUNCTION_RESULT, a, program);
        if (a.is(Lsm.class)) return typed(Kind.SECURITY, a, program);
        if (a.is(LsmCgroup.class)) return LsmCgroupHook.of(a, program);
        if (a.is(Iterator.class)) return IteratorHook.of(a, program);
        if (a.is(Kprobe.class)) return KprobeHook.of(a, program, false);
        if (a.is(Kretprobe.class)) return KprobeHook.of(a, program, true);
        if (a.is(Uprobe.class)) return UprobeHook.of(a, program, false);
        if (a.is(Uretprobe.class)) return UprobeHook.of(a, program, true);
        if (a.is(Usdt.class)) return UsdtHook.of(a, program);
        if (a.is(Xdp.class)) {
            return new XdpHook(target(a, program), a.flag("fragments"), a.constant("mode", XdpMode.AUTO));
        }
        if (a.is(Tcx.class)) {
            Direction direction = a.constant("direction", Direction.INGRESS);
            return new TcxHook(target(a, program), direction, a.flag("first"), a.constant("way", Tcx.Way.ANY));
        }
        if (a.is(Netkit.class)) return new NetkitHook(target(a, program), a.flag("peer"));
        if (a.is(SocketFilter.class)) return new SocketFilterHook(target(a, program));
        if (a.is(SkLookup.class)) return NamespaceHook.socketLookup(target(a, program));
        if (a.is(SkReuseport.class)) return new SkReuseportHook();
        if (a.is(FlowDissector.class)) return NamespaceHook.flowDissector(target(a, program));
        if (a.is(SkMsg.class)) return SockMapHook.sent(a.text("value"), program);
        if (a.is(SkSkb.class)) {
            return SockMapHook.received(a.constant("as", SkSkb.Role.VERDICT), a.text("value"), program);
        }
        if (a.is(Netfilter.class)) {
            return new NetfilterHook(
                    a.constant("family", NetfilterLink.Family.IPV4),
                    a.constant("at", NetfilterLink.Place.LOCAL_IN),
                    a.number("priority"),
                    a.flag("defragment"));
        }
        if (a.is(PerfEvent.class)) return PerfEventHook.of(a, program);
        if (a.is(Syscall.class)) return new SyscallHook();
        return CgroupHooks.of(a, program);
    }

    private static String target(WrittenAnnotation a, Object program) {
        return HookTarget.resolve(a.text("value"), program);
    }

    private static Hook typed(Kind kind, WrittenAnnotation a, Object program) {
        return new TypedHook(kind, target(a, program), a.flag("sleepable"));
    }
}

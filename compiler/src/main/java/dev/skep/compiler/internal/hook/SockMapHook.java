package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.SockMapLink;
import dev.skep.bpf.map.SockHash;
import dev.skep.bpf.map.SockMap;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.SkMsgContext;
import dev.skep.compiler.hook.SkSkb;
import dev.skep.compiler.hook.SkSkbContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The data of the sockets in a map: sk_msg, sk_skb. */
final class SockMapHook implements Hook {
    private final AttachType attachType;
    private final String field;
    private final Object program;

    private SockMapHook(AttachType attachType, String field, Object program) {
        this.attachType = attachType;
        this.field = field;
        this.program = program;
    }

    static SockMapHook sent(String field, Object program) {
        return new SockMapHook(AttachType.SK_MSG_VERDICT, field, program);
    }

    static SockMapHook received(SkSkb.Role role, String field, Object program) {
        return new SockMapHook(
                switch (role) {
                    case PARSER -> AttachType.SK_SKB_STREAM_PARSER;
                    case STREAM_VERDICT -> AttachType.SK_SKB_STREAM_VERDICT;
                    case VERDICT -> AttachType.SK_SKB_VERDICT;
                },
                field,
                program);
    }

    private boolean isSent() {
        return attachType == AttachType.SK_MSG_VERDICT;
    }

    @Override
    public ProgramType programType() {
        return isSent() ? ProgramType.SK_MSG : ProgramType.SK_SKB;
    }

    @Override
    public String description() {
        String words = isSent() ? "data that sockets send" : "data that sockets receive";
        return field.isEmpty() ? words : words + ", map " + field;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(isSent() ? KernelFeature.SK_MSG : KernelFeature.SK_SKB);
    }

    @Override
    public PacketLayout packetLayout() {
        return isSent() ? PacketLayout.SK_MSG : PacketLayout.SK_BUFF;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return isSent()
                ? ContextParameter.of(index, type, SkMsgContext.class, "@SkMsg", evaluation)
                : ContextParameter.of(index, type, SkSkbContext.class, "@SkSkb", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(attachType);
    }

    @Override
    public List<Link> attach(Program loaded) {
        if (field.isEmpty()) return List.of();
        Object map = HookTarget.read(field, program);
        if (map instanceof SockMap sockets) return List.of(SockMapLink.attach(loaded, attachType, sockets));
        if (map instanceof SockHash<?> sockets) return List.of(SockMapLink.attach(loaded, attachType, sockets));
        throw new IllegalArgumentException("field " + field + " is no SockMap or SockHash");
    }
}

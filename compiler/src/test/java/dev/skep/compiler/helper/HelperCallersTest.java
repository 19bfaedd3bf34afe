package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.helper.HelperProbe.Answer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the annotations say of who may call a helper is what the running kernel says, both ways. */
@Tag("kernel")
class HelperCallersTest {
    private static final List<Class<?>> CLASSES = List.of(
            Helpers.class,
            PacketHelpers.class,
            SocketHelpers.class,
            CgroupHelpers.class,
            FunctionHelpers.class,
            TextHelpers.class,
            IteratorHelpers.class,
            XdpHelpers.class,
            TaskHelpers.class);
    private static final String FREE = "Dual BSD/GPL";
    private static final String PROPRIETARY = "Proprietary";

    /**
     * What a kernel may refuse though the kind of program is right: it depends on the kernel's configuration, on lockdown, on the
     * function that is attached to, or came later for one kind of program.
     */
    private static final List<String> CONDITIONAL =
            List.of("bpf_override_return", "bpf_probe_write_user", "bpf_d_path", "bpf_get_attach_cookie");

    /** What security hooks may call at some functions only. */
    private static final List<String> AT_SOME_HOOKS = List.of("bpf_setsockopt", "bpf_getsockopt");

    private static Stream<Helper> helpers() {
        Map<String, Helper> byName = new TreeMap<>();
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                Helper helper = method.getAnnotation(Helper.class);
                if (helper != null) byName.put(helper.name(), helper);
            }
        }
        return byName.values().stream();
    }

    private static boolean mayCall(Helper helper, ProgramType type) {
        boolean tooEarly = List.of(helper.later()).contains(type)
                && KernelVersion.running().before(KernelVersion.of(helper.laterSince()));
        if (tooEarly) return false;
        boolean stated = helper.programs().length == 0
                ? helper.callers().contains(type)
                : List.of(helper.programs()).contains(type);
        return stated
                || (!helper.everywhereSince().isEmpty()
                        && !KernelVersion.running().before(KernelVersion.of(helper.everywhereSince())));
    }

    @Test
    void noneIsUnstated() {
        assertThat(helpers().filter(helper -> helper.callers() == Callers.UNSTATED && helper.programs().length == 0))
                .isEmpty();
    }

    @Test
    void theKernelSaysTheSame() {
        List<String> differences = new ArrayList<>();
        int asked = 0;
        for (Helper helper : helpers().toList()) {
            if (KernelVersion.running().before(KernelVersion.of(helper.since()))) continue;
            for (ProgramType type : ProgramType.values()) {
                Optional<Answer> answer = HelperProbe.ask(helper.id(), type, FREE);
                if (answer.isEmpty()) continue;
                asked++;
                boolean allowed = answer.get() == Answer.ALLOWED;
                if (allowed == mayCall(helper, type)) continue;
                if (!allowed && isConditional(helper)) continue;
                if (!allowed && type == ProgramType.LSM && AT_SOME_HOOKS.contains(helper.name())) continue;
                differences.add(helper.name() + " in " + type + ": " + answer.get());
            }
        }
        assertThat(differences).isEmpty();
        assertThat(asked).as("answers of the kernel").isGreaterThan(200);
    }

    @Test
    void theKernelAsksForTheSameLicences() {
        List<String> differences = new ArrayList<>();
        for (Helper helper : helpers().toList()) {
            if (KernelVersion.running().before(KernelVersion.of(helper.since()))) continue;
            if (!isAllowedSomewhere(helper)) continue;
            boolean restricted = Arrays.stream(ProgramType.values())
                    .filter(type -> mayCall(helper, type))
                    .map(type -> HelperProbe.ask(helper.id(), type, PROPRIETARY))
                    .anyMatch(answer -> answer.equals(Optional.of(Answer.LICENSE)));
            if (restricted != helper.gplOnly()) differences.add(helper.name() + " for GPL only: " + restricted);
        }
        assertThat(differences).isEmpty();
    }

    private static boolean isConditional(Helper helper) {
        return CONDITIONAL.contains(helper.name())
                || (helper.callers() == Callers.TRAMPOLINES
                        && !KernelFeatures.of(KernelFeature.FEXIT).isSupported());
    }

    private static boolean isAllowedSomewhere(Helper helper) {
        return Arrays.stream(ProgramType.values())
                .map(type -> HelperProbe.ask(helper.id(), type, FREE))
                .anyMatch(answer -> answer.equals(Optional.of(Answer.ALLOWED)));
    }

    @Test
    void olderKernelsDoNotKnowIt() {
        List<String> known = new ArrayList<>();
        for (Helper helper : helpers().toList()) {
            if (!KernelVersion.running().before(KernelVersion.of(helper.since()))) continue;
            Optional<Answer> answer = HelperProbe.ask(helper.id(), ProgramType.KPROBE, FREE);
            if (answer.equals(Optional.of(Answer.ALLOWED))) known.add(helper.name() + " since " + helper.since());
        }
        assertThat(known).isEmpty();
    }
}

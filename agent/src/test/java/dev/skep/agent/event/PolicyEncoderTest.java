package dev.skep.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.MadePolicyEvents;
import dev.skep.api.filter.Redaction;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.RedactionFilter;
import dev.skep.api.message.ThrottleType;
import dev.skep.bpf.stack.StackNames;
import dev.skep.events.Event;
import dev.skep.identity.Identities;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessThrottle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PolicyEncoderTest {
    private static final Identities IDENTITIES = new KnownGroups();
    private static final HookName WRITE = new HookName.Kprobe("__x64_sys_write");

    private static EventDetail detail(boolean everything, Redaction redaction) {
        return new EventDetail(
                "node1",
                everything ? "cluster" : "",
                everything,
                everything,
                everything,
                redaction,
                new HostNamespaces(Set.of(11, 17)),
                everything,
                new StackNames<>(),
                IDENTITIES);
    }

    private static AgentEvent known(Event event, EventDetail detail) {
        long cgroup = switch (event) {
            case ProcessEvent process -> process.process().cgroupId();
            case ProcessThrottle throttle -> throttle.cgroupId();
            default -> KnownGroups.HOST;
        };
        return new AgentEvent(event, IDENTITIES.of(cgroup), new EventMessages(detail));
    }

    private static String json(AgentEvent event, EventDetail detail) {
        JsonBytes json = new JsonBytes();
        new EventEncoder(detail, json).encode(event);
        return json.text();
    }

    /** What is written straight is what protobuf would write of the message. */
    private static GetEventsResponse checkSame(Event event, EventDetail detail) {
        AgentEvent known = known(event, detail);
        String json = json(known, detail);

        assertThat(json).isEqualTo(EventJson.print(known.message()));
        assertThat(EventJson.parse(json, GetEventsResponse.newBuilder()).build())
                .isEqualTo(known.message());
        return known.message();
    }

    private static GetEventsResponse message(Event event) {
        return checkSame(event, detail(false, Redaction.of(List.of())));
    }

    @Test
    void writesWhatTheMessageSaysForEveryHookAndEveryKindOfArgument() {
        for (boolean everything : new boolean[] {false, true}) {
            EventDetail detail = detail(everything, Redaction.of(List.of()));
            for (HookName hook : MadePolicyEvents.hooks()) {
                for (long cgroup : new long[] {KnownGroups.HOST, KnownGroups.POD, KnownGroups.LONE}) {
                    checkSame(MadePolicyEvents.full(hook, cgroup), detail);
                }
                checkSame(MadePolicyEvents.of(hook), detail);
                for (ArgumentValue value : MadePolicyEvents.values()) {
                    checkSame(MadePolicyEvents.of(hook, value), detail);
                }
            }
        }
    }

    @Test
    void everyKindOfArgumentOfTheInterfaceIsMade() {
        Set<String> made = new HashSet<>();
        message(MadePolicyEvents.full(WRITE, KnownGroups.HOST))
                .getProcessKprobe()
                .getArgsList()
                .forEach(argument -> made.add(argument.getArgCase().name()));

        List<String> missing = Arrays.stream(KprobeArgument.ArgCase.values())
                .map(Enum::name)
                .filter(name -> !made.contains(name))
                .toList();
        // Older ways to tell of credentials and user namespaces.
        assertThat(missing).containsExactlyInAnyOrder("ARG_NOT_SET", "CRED_ARG", "USER_NAMESPACE_ARG");
    }

    @Test
    void theProcessCarriesTheThreadThatDidIt() {
        var process = message(MadePolicyEvents.of(WRITE)).getProcessKprobe().getProcess();

        assertThat(process.getPid().getValue()).isEqualTo(123);
        assertThat(process.getTid().getValue()).isEqualTo(MadePolicyEvents.TID);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void tellsWhatAnActionAchieved(Effect effect) {
        PolicyEvent event = MadePolicyEvents.of(WRITE, effect);

        assertThat(message(event).getEffect().name())
                .isEqualTo(effect == Effect.OBSERVED ? "EFFECT_UNKNOWN" : effect.name());
    }

    @Test
    void tellsOfAnActionThatOnlyWouldHaveBeenDone() {
        PolicyEvent monitored = MadePolicyEvents.monitored(WRITE);

        assertThat(message(monitored).getEffect()).isEqualTo(dev.skep.api.message.Effect.OBSERVED);
    }

    @Test
    void anEventWithoutAnActionHasNoFieldThatOthersDoNotKnow() {
        EventDetail detail = detail(false, Redaction.of(List.of()));

        assertThat(json(known(MadePolicyEvents.of(WRITE), detail), detail)).doesNotContain("effect");
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void everyActionHasItsName(ActionKind kind) {
        assertThat(PolicyActions.of(kind).name())
                .isEqualTo("KPROBE_ACTION_" + kind.tetragonName().toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void filesHaveTypeAndPermissionsAsLsWritesThem() {
        assertThat(FileText.permission(0x81a4)).isEqualTo("-rw-r--r--");
        assertThat(FileText.permission(0x43ff)).isEqualTo("drwxrwxrwt");
        assertThat(FileText.permission(0x89ed)).isEqualTo("-rwsr-xr-x");
        assertThat(FileText.permission(0x8c00)).isEqualTo("---S--S---");
        assertThat(FileText.permission(0xa1ff)).isEqualTo("lrwxrwxrwx");
        assertThat(FileText.permission(0)).isEmpty();
        assertThat(FileText.flags(3)).isEqualTo("unresolvedPathComponents unresolvedMountPoints");
    }

    @Test
    void theLoaderTellsOfFilesWithTheirBuildIds() {
        EventDetail detail = detail(false, Redaction.of(List.of()));
        for (byte[] id : new byte[][] {{}, {(byte) 0xab, (byte) 0xcd}}) {
            LoaderEvent event = new LoaderEvent(
                    Instant.EPOCH,
                    MadePolicyEvents.process(KnownGroups.POD),
                    MadePolicyEvents.TID,
                    Optional.of(MadeEvents.shell()),
                    List.of(MadeEvents.shell()),
                    "/lib/x.so",
                    id);

            assertThat(checkSame(event, detail).getProcessLoader().getBuildid().toByteArray())
                    .isEqualTo(id);
        }
    }

    @Test
    void aThrottleTellsTheNameOfTheGroup() {
        var begins = message(new ProcessThrottle(Instant.EPOCH, KnownGroups.POD, true));
        var ends = message(new ProcessThrottle(Instant.EPOCH, KnownGroups.HOST, false));

        assertThat(begins.getProcessThrottle())
                .isEqualTo(dev.skep.api.message.ProcessThrottle.newBuilder()
                        .setType(ThrottleType.THROTTLE_START)
                        .setCgroup("p")
                        .build());
        assertThat(ends.getProcessThrottle().getType()).isEqualTo(ThrottleType.THROTTLE_STOP);
        assertThat(ends.getProcessThrottle().getCgroup()).isEqualTo("/");
    }

    @Test
    void secretsAreHiddenInTextsAndBytes() {
        EventDetail detail = detail(
                false,
                Redaction.of(List.of(RedactionFilter.newBuilder()
                        .addRedact("password=(\\S+)")
                        .build())));
        PolicyEvent event = MadePolicyEvents.of(
                WRITE,
                new ArgumentValue.Text("password=secret x"),
                new ArgumentValue.Data("\u00ffpassword=secret".getBytes(StandardCharsets.ISO_8859_1), 16),
                new ArgumentValue.Data(new byte[] {-1, -2}, 2));

        List<KprobeArgument> arguments =
                checkSame(event, detail).getProcessKprobe().getArgsList();

        assertThat(arguments.get(0).getStringArg()).isEqualTo("password=***** x");
        assertThat(arguments.get(1).getBytesArg().toString(StandardCharsets.ISO_8859_1))
                .isEqualTo("\u00ffpassword=*****");
        assertThat(arguments.get(2).getBytesArg().toByteArray()).containsExactly(-1, -2);
    }
}

package dev.skep.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.api.filter.Redaction;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.RedactionFilter;
import dev.skep.bpf.stack.StackNames;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.security.process.MadeProcess;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EventEncoderTest {
    private static final Identities IDENTITIES = new KnownGroups();
    private static final EventDetail STANDARD = EventDetail.standard("node1", IDENTITIES);
    private static final EventDetail EVERYTHING = new EventDetail(
            "node1",
            "cluster",
            true,
            true,
            true,
            Redaction.of(List.of()),
            new HostNamespaces(Set.of(11, 14)),
            true,
            new StackNames<>(),
            IDENTITIES);

    private static void checkSame(ProcessEvent event, EventDetail detail) {
        AgentEvent known = new AgentEvent(event, IDENTITIES.of(event.process().cgroupId()), new EventMessages(detail));
        JsonBytes json = new JsonBytes();

        new EventEncoder(detail, json).encode(known);

        assertThat(json.text()).isEqualTo(EventJson.print(known.message()));
        assertThat(EventJson.parse(json.text(), GetEventsResponse.newBuilder()).build())
                .isEqualTo(known.message());
    }

    @Test
    void writesWhatTheMessageSaysForEveryKindOfProcess() {
        List<Process> processes = new ArrayList<>();
        for (long group : new long[] {KnownGroups.HOST, KnownGroups.POD, KnownGroups.LONE, 99}) {
            processes.add(MadeProcess.of(100, "/usr/bin/curl", List.of("-s", "a b", ""), group));
            processes.add(MadeProcess.full(200, "/bin/probe", List.of("-c", "x"), group));
            processes.add(MadeProcess.of(1, "/sbin/init", List.of(), group));
        }
        for (EventDetail detail : List.of(STANDARD, EVERYTHING)) {
            for (Process process : processes) {
                checkSame(new ProcessExec(process, Optional.empty(), List.of()), detail);
                checkSame(new ProcessExec(process, Optional.of(processes.get(3)), List.copyOf(processes)), detail);
                for (int signal : new int[] {0, 9, 40}) {
                    checkSame(
                            new ProcessExit(
                                    process,
                                    Optional.of(MadeEvents.shell()),
                                    signal == 9 ? List.of(process) : List.of(),
                                    signal,
                                    signal == 0 ? 3 : 0,
                                    Instant.parse("2026-08-01T10:00:05.123Z")),
                            detail);
                }
            }
        }
    }

    @Test
    void writesWhatTheMessageSaysForNamesOfEveryKindOfCharacter() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder name = new StringBuilder("/");
            for (int i = random.nextInt(40); i > 0; i--) {
                int limit = switch (random.nextInt(4)) {
                    case 0 -> 0x80;
                    case 1 -> 0x800;
                    case 2 -> 0x1_0000;
                    default -> 0x11_0000;
                };
                int c = 1 + random.nextInt(limit - 1);
                name.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c);
            }
            checkSame(MadeEvents.exec(100 + round, name.toString(), name.toString()), STANDARD);
        }
    }

    @Test
    void writesWordsOfCommandLinesAsTheyHaveToBeQuoted() {
        for (List<String> words : List.of(
                List.of(""),
                List.of("", ""),
                List.of("a", "", "b"),
                List.of("a b", " "),
                List.of("\"", "\\", "a\"b c\\"),
                List.of("plain", "\t"),
                List.of("plain", "\u007f"),
                List.of("plain", "\u00e4 \u20ac"))) {
            checkSame(MadeEvents.exec(5, "/bin/echo", words.toArray(String[]::new)), STANDARD);
        }
    }

    @Test
    void aProcessThatIsWrittenAgainIsWrittenAsItIsThen() {
        JsonBytes json = new JsonBytes();
        for (EventDetail detail : List.of(STANDARD, EVERYTHING)) {
            EventEncoder encoder = new EventEncoder(detail, json);
            for (long group : new long[] {KnownGroups.HOST, KnownGroups.POD, KnownGroups.LONE}) {
                Process process = MadeProcess.full(200, "/bin/probe", List.of("-c", "x"), group);
                Process child = MadeProcess.of(201, "/bin/child", List.of(), group);
                for (int references : new int[] {1, 0, 100_000, 3}) {
                    MadeProcess.references(process, references);
                    for (ProcessEvent event : List.of(
                            new ProcessExec(process, Optional.of(MadeEvents.shell()), List.of()),
                            new ProcessExec(child, Optional.of(process), List.of(process)),
                            new ProcessExit(process, Optional.of(child), List.of(), 0, 0, Instant.EPOCH))) {
                        for (Identity identity : List.of(IDENTITIES.of(group), IDENTITIES.of(KnownGroups.POD))) {
                            AgentEvent known = new AgentEvent(event, identity, new EventMessages(detail));
                            json.cut(0);

                            encoder.encode(known);

                            assertThat(json.text()).isEqualTo(EventJson.print(known.message()));
                        }
                    }
                }
            }
        }
    }

    @Test
    void moreProcessesThanAreRememberedAreWrittenRight() {
        JsonBytes json = new JsonBytes();
        EventEncoder encoder = new EventEncoder(STANDARD, json);
        for (int pid = 1; pid < 5000; pid++) {
            ProcessExec exec = MadeEvents.exec(pid, "/bin/p" + pid, "x".repeat(pid));
            AgentEvent known = new AgentEvent(exec, IDENTITIES.of(KnownGroups.HOST), new EventMessages(STANDARD));
            json.cut(0);

            encoder.encode(known);

            assertThat(json.text()).isEqualTo(EventJson.print(known.message()));
        }
    }

    @Test
    void writesArgumentsThatAreMuchLongerThanItsBuffer() {
        checkSame(MadeEvents.exec(5, "/bin/echo", "\u00e4\u001b\u0085".repeat(100_000), "x".repeat(300_000)), STANDARD);
    }

    @Test
    void timesHaveAsManyDigitsAsTheyNeed() {
        for (String time : List.of(
                "2026-08-01T10:00:00Z",
                "1970-01-01T00:00:00.1Z",
                "2026-12-31T23:59:59.000001Z",
                "2026-02-28T00:00:00.123456789Z")) {
            ProcessExit exit =
                    new ProcessExit(MadeEvents.shell(), Optional.empty(), List.of(), 0, 0, Instant.parse(time));
            checkSame(exit, STANDARD);
        }
    }

    @Test
    void hidesInBothWhatIsToBeHidden() {
        EventDetail detail = new EventDetail(
                "node1",
                "",
                false,
                false,
                false,
                Redaction.of(List.of(RedactionFilter.newBuilder()
                        .addRedact("--password[= ](\\S+)")
                        .addRedact("A=(.*)")
                        .build())),
                new HostNamespaces(Set.of()),
                false,
                new StackNames<>(),
                IDENTITIES);
        ProcessExec exec = new ProcessExec(
                MadeProcess.full(5, "/bin/x", List.of("--password", "secret"), KnownGroups.HOST),
                Optional.empty(),
                List.of());

        checkSame(exec, detail);
        assertThat(new AgentEvent(exec, IDENTITIES.of(KnownGroups.HOST), new EventMessages(detail))
                        .message()
                        .toString())
                .contains("--password *****")
                .doesNotContain("secret")
                .doesNotContain("b=c");
    }

    @Test
    void aProbeOfTheKubeletIsMarked() {
        ProcessExec probe = new ProcessExec(
                MadeProcess.of(5, "/bin/probe", List.of("-c", "x"), KnownGroups.POD), Optional.empty(), List.of());
        ProcessExec other = new ProcessExec(
                MadeProcess.of(5, "/bin/probe", List.of("-c", "y"), KnownGroups.POD), Optional.empty(), List.of());

        assertThat(message(probe)
                        .getProcessExec()
                        .getProcess()
                        .getPod()
                        .getContainer()
                        .getMaybeExecProbe())
                .isTrue();
        assertThat(message(other)
                        .getProcessExec()
                        .getProcess()
                        .getPod()
                        .getContainer()
                        .getMaybeExecProbe())
                .isFalse();
    }

    private static GetEventsResponse message(ProcessEvent event) {
        return new AgentEvent(event, IDENTITIES.of(event.process().cgroupId()), new EventMessages(STANDARD)).message();
    }
}

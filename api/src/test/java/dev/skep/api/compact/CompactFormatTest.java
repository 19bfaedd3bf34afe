package dev.skep.api.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.skep.api.Golden;
import dev.skep.api.message.CapabilitiesType;
import dev.skep.api.message.Effect;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import dev.skep.api.message.ProcessExec;
import dev.skep.api.message.ProcessKprobe;
import dev.skep.api.message.ProcessTracepoint;
import dev.skep.api.message.ProcessUprobe;
import dev.skep.api.message.RateLimitInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompactFormatTest {
    private static final CompactFormat EVERYTHING = new CompactFormat(false, false, true, true, false);

    @Test
    void writesEveryKindOfEventAsTheClientsOfTheSameInterfaceDo() {
        String lines = Golden.events().stream()
                .map(event -> EVERYTHING.format(event).orElseThrow() + '\n')
                .collect(Collectors.joining());

        assertThat(lines).isEqualTo(Golden.compact());
    }

    @Test
    void coloursChangeNothingButColours() {
        CompactFormat coloured = new CompactFormat(true, false, true, true, false);

        for (GetEventsResponse event : Golden.events()) {
            String line = coloured.format(event).orElseThrow();
            assertThat(line).contains("\u001b[");
            assertThat(line.replaceAll("\u001b\\[[0-9]+m", ""))
                    .isEqualTo(EVERYTHING.format(event).orElseThrow());
        }
    }

    @Test
    void eachPartHasItsColour() {
        assertThat(new CompactFormat(true, false, false, false, false).format(exec("/bin/ls", "-l")))
                .contains(
                        "\u001b[34m🚀 process\u001b[0m \u001b[32mnode1\u001b[0m \u001b[35m/bin/ls\u001b[0m \u001b[36m-l\u001b[0m");
    }

    @Test
    void timestampsHaveNineDigits() {
        GetEventsResponse event = exec("/bin/ls", "-l").toBuilder()
                .setTime(Timestamp.newBuilder().setSeconds(1_785_578_401).setNanos(1_000))
                .build();

        assertThat(new CompactFormat(false, true, false, false, false).format(event))
                .contains("2026-08-01T10:00:01.000001000Z 🚀 process node1 /bin/ls -l");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/bin/ls|/bin/ls",
                "/bin/a\"b|/bin/a\"b",
                "/bin/möwe|/bin/möwe",
                "`/bin/a b`|\"/bin/a b\"",
                "`/bin/\u001b[2J`|\"/bin/\\x1b[2J\"",
                "`/bin/a\nb\\`|\"/bin/a\\nb\\\\\"",
                "`/bin/\u0085`|\"/bin/\\u0085\"",
                "`/bin/\u202etxt`|\"/bin/\\u202etxt\"",
                "`/bin/\u2028`|\"/bin/\\u2028\"",
                "`/bin/\ufffd`|\"/bin/\\ufffd\"",
                "`/bin/\udb40\udc01`|\"/bin/\\U000e0001\"",
            })
    void namesThatATerminalWouldObeyAreQuoted(String name, String shown) {
        assertThat(CompactFormat.PLAIN.format(exec(name, ""))).contains("🚀 process node1 " + shown + " ");
    }

    @Test
    void theMarkerStandsAtTheRightEdgeOfShortAndLongLines() {
        List<CapabilitiesType> all =
                List.of(CapabilitiesType.values()).subList(0, CapabilitiesType.values().length - 1);
        GetEventsResponse.Builder event = exec("/bin/ls", "x".repeat(200)).toBuilder();
        event.getProcessExecBuilder().getProcessBuilder().getCapBuilder().addAllEffective(all);

        assertThat(CompactFormat.PLAIN.format(event.build()))
                .hasValueSatisfying(line -> assertThat(line).endsWith("xxx 🛑 CAP_SYS_ADMIN"));
    }

    @Test
    void aSystemCallWithoutANameIsShownByItsNumber() {
        ProcessTracepoint.Builder call = ProcessTracepoint.newBuilder()
                .setProcess(Process.newBuilder().setBinary("/bin/ls"))
                .setSubsys("raw_syscalls")
                .setEvent("sys_enter");
        call.addArgsBuilder().setLongArg(100_000);

        assertThat(CompactFormat.PLAIN.format(GetEventsResponse.newBuilder()
                        .setNodeName("node1")
                        .setProcessTracepoint(call)
                        .build()))
                .contains("☎  syscall node1 /bin/ls syscall 100000");
    }

    @Test
    void saysHowManyEventsTheRateLimitDropped() {
        assertThat(CompactFormat.PLAIN.format(GetEventsResponse.newBuilder()
                        .setRateLimitInfo(RateLimitInfo.newBuilder().setNumberOfDroppedProcessEvents(7))
                        .build()))
                .contains("🧬 rate limit 7 events dropped");
    }

    private static String line(GetEventsResponse event) {
        return new CompactFormat(false, false, false, false, true).format(event).orElseThrow();
    }

    @Test
    void moreThanTheKnownLinesIsToldBehindThem() {
        List<GetEventsResponse> events = Golden.events();
        for (GetEventsResponse event : events) {
            assertThat(line(event))
                    .startsWith(CompactFormat.PLAIN.format(event).orElseThrow().stripTrailing());
        }
        assertThat(events.stream()
                        .filter(event -> !CompactFormat.PLAIN.format(event).equals(Optional.of(line(event))))
                        .map(CompactFormatTest::line))
                .containsExactly(
                        "📝 write   node1 /usr/bin/curl /etc/passwd 1234 bytes hi",
                        "📚 read    node1 /usr/bin/curl /etc/passwd 55 bytes hi",
                        "📬 open    node1 /usr/bin/curl /etc/passwd 3",
                        "📬️ openat  node1 /usr/bin/curl /etc/hosts -100",
                        "📬️ open    node1 /usr/bin/curl /etc/hosts 0",
                        "🔧 setns   node1 /usr/bin/curl net 3",
                        "❓ security_file_permission node1 /usr/bin/curl /etc/passwd 1",
                        "❓ syscall node1 /usr/bin/curl some_function 1",
                        "🔒 LSM     node1 /usr/bin/curl file_open /etc/passwd");
    }

    @Test
    void oneBlankSeparatesWhatFollowsAWordThatIsEmpty() {
        ProcessKprobe.Builder call = ProcessKprobe.newBuilder()
                .setProcess(Process.newBuilder().setBinary("/bin/x"))
                .setFunctionName("__x64_sys_write");
        call.addArgsBuilder().getFileArgBuilder().setPath("/etc/passwd");
        call.addArgsBuilder().setSizeArg(3).setLabel("count");

        assertThat(line(GetEventsResponse.newBuilder()
                        .setNodeName("node1")
                        .setProcessKprobe(call)
                        .setEffect(Effect.KILLED_BEFORE)
                        .build()))
                .isEqualTo("📝 write   node1 /bin/x /etc/passwd count=3 💀 killed before it took effect");
    }

    @Test
    void argumentsAreToldWhereTheKnownLinesLeaveThemOut() {
        ProcessUprobe.Builder probe = ProcessUprobe.newBuilder()
                .setProcess(Process.newBuilder().setBinary("/bin/x"))
                .setPath("/bin/bash")
                .setSymbol("readline");
        probe.addArgsBuilder().setStringArg("ls -l").setLabel("line");
        probe.addArgsBuilder().setIntArg(-1);
        probe.addDataBuilder().setSizeArg(-1);

        assertThat(line(GetEventsResponse.newBuilder()
                        .setNodeName("node1")
                        .setProcessUprobe(probe)
                        .build()))
                .isEqualTo("🕵️ uprobe  node1 /bin/x /bin/bash readline line=\"ls -l\" -1 18446744073709551615");
    }

    @Test
    void resultAndEffectFollowTheWordsOfACall() {
        ProcessKprobe.Builder call = ProcessKprobe.newBuilder()
                .setProcess(Process.newBuilder().setBinary("/bin/x"))
                .setFunctionName("__x64_sys_openat");
        call.addArgsBuilder().setIntArg(-100);
        call.addArgsBuilder().setStringArg("/etc/shadow");
        call.getReturnBuilder().setIntArg(-1);
        GetEventsResponse.Builder event =
                GetEventsResponse.newBuilder().setNodeName("node1").setProcessKprobe(call);

        assertThat(line(event.setEffect(Effect.DENIED).build()))
                .isEqualTo("📬️ openat  node1 /bin/x /etc/shadow -100 = -1 ⛔ denied");
        assertThat(line(event.setEffect(Effect.KILLED_BEFORE).build())).endsWith(" 💀 killed before it took effect");
        assertThat(line(event.setEffect(Effect.KILLED_AFTER).build())).endsWith(" 💀 killed, may have taken effect");
        assertThat(line(event.setEffect(Effect.OBSERVED).build())).endsWith(" only observed");
        assertThat(CompactFormat.PLAIN.format(event.build())).contains("📬️ openat  node1 /bin/x /etc/shadow");
    }

    @Test
    void anEventWithoutAProcessHasNoLine() {
        assertThat(CompactFormat.PLAIN.format(GetEventsResponse.newBuilder()
                        .setProcessExec(ProcessExec.getDefaultInstance())
                        .build()))
                .isEmpty();
        assertThat(CompactFormat.PLAIN.format(GetEventsResponse.getDefaultInstance()))
                .isEmpty();
    }

    private static GetEventsResponse exec(String binary, String arguments) {
        return GetEventsResponse.newBuilder()
                .setNodeName("node1")
                .setProcessExec(ProcessExec.newBuilder()
                        .setProcess(Process.newBuilder().setBinary(binary).setArguments(arguments)))
                .build();
    }
}

package dev.skep.api.compact;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.ProcessExec;
import dev.skep.api.message.ProcessExit;
import dev.skep.api.message.ProcessLoader;
import dev.skep.api.message.ProcessLsm;
import dev.skep.api.message.ProcessThrottle;
import dev.skep.api.message.ProcessTracepoint;
import dev.skep.api.message.ThrottleType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Events as short lines: a symbol, what happened, where, which binary, and the rest. Immutable.
 *
 * <p>Names come from other people's processes: what a terminal would obey is escaped, and what holds a blank is quoted.
 *
 * @param colours whether to colour the parts of a line
 * @param timestamps whether each line begins with the time, in UTC with nanoseconds
 * @param stackTraces whether stack traces follow, if an event has any
 * @param imaHash whether the file's IMA hash follows, if an event has one
 */
public record CompactFormat(boolean colours, boolean timestamps, boolean stackTraces, boolean imaHash) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Lines without colours and without anything more. */
    public static final CompactFormat PLAIN = new CompactFormat(false, false, false, false);

    /**
     * The event's line, or lines, without the line feed at the end.
     *
     * @return nothing when the event does not say which process it is about
     */
    public Optional<String> format(GetEventsResponse event) {
        Line line = new Line(colours);
        if (timestamps) {
            Instant time = Instant.ofEpochSecond(
                    event.getTime().getSeconds(), event.getTime().getNanos());
            line.raw(TIME.format(time) + ' ');
        }
        return add(event, line) ? Optional.of(line.toString()) : Optional.empty();
    }

    private boolean add(GetEventsResponse event, Line line) {
        String node = event.getNodeName();
        return switch (event.getEventCase()) {
            case PROCESS_EXEC -> exec(event.getProcessExec(), node, line);
            case PROCESS_EXIT -> exit(event.getProcessExit(), node, line);
            case PROCESS_KPROBE ->
                event.getProcessKprobe().hasProcess()
                        && call(event, new Actor(node, event.getProcessKprobe().getProcess()), line);
            case PROCESS_TRACEPOINT -> tracepoint(event.getProcessTracepoint(), node, line);
            case PROCESS_LOADER -> loader(event.getProcessLoader(), node, line);
            case PROCESS_UPROBE -> {
                var probe = event.getProcessUprobe();
                yield probe.hasProcess()
                        && words(
                                "🕵️",
                                "uprobe",
                                new Actor(node, probe.getProcess()),
                                line,
                                probe.getPath(),
                                probe.getSymbol());
            }
            case PROCESS_USDT -> {
                var probe = event.getProcessUsdt();
                yield probe.hasProcess()
                        && words(
                                "🕵️",
                                "usdt",
                                new Actor(node, probe.getProcess()),
                                line,
                                probe.getPath(),
                                probe.getProvider(),
                                probe.getName());
            }
            case PROCESS_LSM -> lsm(event.getProcessLsm(), node, line);
            case PROCESS_THROTTLE -> throttle(event.getProcessThrottle(), line);
            case RATE_LIMIT_INFO -> {
                long dropped = event.getRateLimitInfo().getNumberOfDroppedProcessEvents();
                line.label("🧬", "rate limit", Colour.RED).word(Long.toUnsignedString(dropped) + " events dropped");
                yield true;
            }
            case TEST -> {
                line.raw("TEST EVENT");
                yield true;
            }
            case EVENT_NOT_SET -> false;
        };
    }

    private static boolean exec(ProcessExec exec, String node, Line line) {
        if (!exec.hasProcess()) {
            return false;
        }
        Actor actor = new Actor(node, exec.getProcess());
        actor.add(line.label("🚀", "process", Colour.BLUE));
        line.word(Colour.CYAN, QuotedText.of(exec.getProcess().getArguments())).marker(actor.marker());
        return true;
    }

    private static boolean exit(ProcessExit exit, String node, Line line) {
        if (!exit.hasProcess()) {
            return false;
        }
        Actor actor = new Actor(node, exit.getProcess());
        actor.add(line.label("💥", "exit", Colour.BLUE));
        String end = exit.getSignal().isEmpty() ? Integer.toUnsignedString(exit.getStatus()) : exit.getSignal();
        line.word(Colour.CYAN, QuotedText.of(exit.getProcess().getArguments()))
                .word(Colour.RED, end)
                .marker(actor.marker());
        return true;
    }

    private boolean call(GetEventsResponse event, Actor actor, Line line) {
        new CallText(event.getProcessKprobe(), actor, line).add();
        line.marker(actor.marker());
        if (stackTraces) {
            StackText.add(event.getProcessKprobe(), line);
        }
        return true;
    }

    private static boolean tracepoint(ProcessTracepoint tracepoint, String node, Line line) {
        if (!tracepoint.hasProcess()) {
            return false;
        }
        Actor actor = new Actor(node, tracepoint.getProcess());
        boolean systemCall = tracepoint.getSubsys().equals("raw_syscalls")
                && tracepoint.getEvent().equals("sys_enter")
                && tracepoint.getArgsCount() > 0;
        if (!systemCall) {
            return words("⁉️", "tracepoint", actor, line, tracepoint.getSubsys(), tracepoint.getEvent());
        }
        var number = tracepoint.getArgs(0);
        actor.add(line.label("☎ ", "syscall", Colour.BLUE));
        line.word(SyscallNames.describe(
                        number.hasSyscallId() ? number.getSyscallId().getId() : number.getLongArg()))
                .marker(actor.marker());
        return true;
    }

    private static boolean loader(ProcessLoader loader, String node, Line line) {
        if (!loader.hasProcess()) {
            return false;
        }
        Actor actor = new Actor(node, loader.getProcess());
        actor.add(line.label("🧬", "loader", Colour.BLUE));
        String build = HexFormat.of().formatHex(loader.getBuildid().toByteArray());
        line.raw(" ").raw(build.isEmpty() ? "" : build + ' ').add(Colour.YELLOW, QuotedText.of(loader.getPath()));
        line.marker(actor.marker());
        return true;
    }

    private boolean lsm(ProcessLsm lsm, String node, Line line) {
        if (!lsm.hasProcess()) {
            return false;
        }
        boolean _ = words("🔒", "LSM", new Actor(node, lsm.getProcess()), line, lsm.getFunctionName());
        if (imaHash && !lsm.getImaHash().isEmpty() && lsm.getArgsCount() > 0) {
            var file = lsm.getArgs(0);
            String path = file.hasLinuxBinprmArg()
                    ? file.getLinuxBinprmArg().getPath()
                    : file.getFileArg().getPath();
            line.raw("\n").add(Colour.GREEN, "   " + QuotedText.of(path));
            line.word(Colour.BLUE, QuotedText.of(lsm.getImaHash()));
        }
        return true;
    }

    private static boolean words(String symbol, String label, Actor actor, Line line, String... words) {
        actor.add(line.label(symbol, label, Colour.BLUE));
        for (String word : words) {
            line.word(QuotedText.of(word));
        }
        line.marker(actor.marker());
        return true;
    }

    private static boolean throttle(ProcessThrottle throttle, Line line) {
        boolean begins = throttle.getType() == ThrottleType.THROTTLE_START;
        line.label("🧬", "throttle", Colour.RED)
                .word(begins ? Colour.RED : Colour.GREEN, begins ? "START" : "STOP ")
                .word(QuotedText.of(throttle.getCgroup()));
        return true;
    }
}

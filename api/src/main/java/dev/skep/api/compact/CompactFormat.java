package dev.skep.api.compact;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.ProcessExec;
import dev.skep.api.message.ProcessExit;
import dev.skep.api.message.ProcessKprobe;
import dev.skep.api.message.ProcessLoader;
import dev.skep.api.message.ProcessLsm;
import dev.skep.api.message.ProcessThrottle;
import dev.skep.api.message.ProcessTracepoint;
import dev.skep.api.message.ProcessUprobe;
import dev.skep.api.message.ProcessUsdt;
import dev.skep.api.message.ThrottleType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
 * @param extras whether lines go on behind what Tetragon's client shows: with arguments where it leaves them out, what a function
 *     returned, and what an action achieved
 */
public record CompactFormat(boolean colours, boolean timestamps, boolean stackTraces, boolean imaHash, boolean extras) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Lines without colours and without anything more: those of {@code tetra getevents -o compact}. */
    public static final CompactFormat PLAIN = new CompactFormat(false, false, false, false, false);

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
            case PROCESS_TRACEPOINT ->
                event.getProcessTracepoint().hasProcess()
                        && tracepoint(
                                event,
                                new Actor(node, event.getProcessTracepoint().getProcess()),
                                line);
            case PROCESS_LOADER -> loader(event.getProcessLoader(), node, line);
            case PROCESS_UPROBE ->
                event.getProcessUprobe().hasProcess()
                        && uprobe(
                                event, new Actor(node, event.getProcessUprobe().getProcess()), line);
            case PROCESS_USDT ->
                event.getProcessUsdt().hasProcess()
                        && usdt(event, new Actor(node, event.getProcessUsdt().getProcess()), line);
            case PROCESS_LSM ->
                event.getProcessLsm().hasProcess()
                        && lsm(event, new Actor(node, event.getProcessLsm().getProcess()), line);
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
        ProcessKprobe call = event.getProcessKprobe();
        CallText words = new CallText(call, actor, line);
        words.add();
        if (extras) {
            Extras extra = new Extras(line);
            extra.arguments(words.untold());
            extra.arguments(call.getDataList());
            extra.result(call);
            extra.effect(event);
        }
        line.marker(actor.marker());
        if (stackTraces) {
            StackText.add(call, line);
        }
        return true;
    }

    private boolean tracepoint(GetEventsResponse event, Actor actor, Line line) {
        ProcessTracepoint tracepoint = event.getProcessTracepoint();
        boolean systemCall = tracepoint.getSubsys().equals("raw_syscalls")
                && tracepoint.getEvent().equals("sys_enter")
                && tracepoint.getArgsCount() > 0;
        if (!systemCall) {
            begin("⁉️", "tracepoint", actor, line, tracepoint.getSubsys(), tracepoint.getEvent());
            return end(event, tracepoint.getArgsList(), actor, line);
        }
        KprobeArgument number = tracepoint.getArgs(0);
        actor.add(line.label("☎ ", "syscall", Colour.BLUE));
        line.word(SyscallNames.describe(
                number.hasSyscallId() ? number.getSyscallId().getId() : number.getLongArg()));
        return end(event, tracepoint.getArgsList().subList(1, tracepoint.getArgsCount()), actor, line);
    }

    private boolean uprobe(GetEventsResponse event, Actor actor, Line line) {
        ProcessUprobe probe = event.getProcessUprobe();
        begin("🕵️", "uprobe", actor, line, probe.getPath(), probe.getSymbol());
        List<KprobeArgument> arguments = new ArrayList<>(probe.getArgsList());
        arguments.addAll(probe.getDataList());
        return end(event, arguments, actor, line);
    }

    private boolean usdt(GetEventsResponse event, Actor actor, Line line) {
        ProcessUsdt probe = event.getProcessUsdt();
        begin("🕵️", "usdt", actor, line, probe.getPath(), probe.getProvider(), probe.getName());
        return end(event, probe.getArgsList(), actor, line);
    }

    private boolean lsm(GetEventsResponse event, Actor actor, Line line) {
        ProcessLsm lsm = event.getProcessLsm();
        begin("🔒", "LSM", actor, line, lsm.getFunctionName());
        boolean _ = end(event, lsm.getArgsList(), actor, line);
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

    private static void begin(String symbol, String label, Actor actor, Line line, String... words) {
        actor.add(line.label(symbol, label, Colour.BLUE));
        for (String word : words) {
            line.word(QuotedText.of(word));
        }
    }

    private boolean end(GetEventsResponse event, List<KprobeArgument> arguments, Actor actor, Line line) {
        if (extras) {
            Extras extra = new Extras(line);
            extra.arguments(arguments);
            extra.effect(event);
        }
        line.marker(actor.marker());
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

    private static boolean throttle(ProcessThrottle throttle, Line line) {
        boolean begins = throttle.getType() == ThrottleType.THROTTLE_START;
        line.label("🧬", "throttle", Colour.RED)
                .word(begins ? Colour.RED : Colour.GREEN, begins ? "START" : "STOP ")
                .word(QuotedText.of(throttle.getCgroup()));
        return true;
    }
}

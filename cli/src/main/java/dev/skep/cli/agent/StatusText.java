package dev.skep.cli.agent;

import com.google.protobuf.Timestamp;
import dev.skep.api.status.Client;
import dev.skep.api.status.Export;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Loss;
import dev.skep.api.status.Program;
import dev.skep.api.status.Sensor;
import dev.skep.api.status.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an agent is, in a few lines. */
final class StatusText {
    private static final String ABSENT = "not there";
    private static final double MEGABYTE = 1 << 20;
    private static final double NANOS_PER_MICRO = 1_000;

    private StatusText() {}

    static String of(GetStatusResponse status, Instant now) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "agent",
                "skep %s on %s, pid %d, up %s",
                status.getVersion(),
                status.getNodeName(),
                status.getPid(),
                time(status.getStartTime(), now));
        for (Sensor sensor : status.getSensorsList()) {
            line(text, "sensor", "%s: %s%s", sensor.getName(), sensor.getEnabled() ? "" : "off, ", sensor.getDetails());
        }
        for (Program program : status.getProgramsList()) {
            line(
                    text,
                    "program",
                    "%-6d %-8s %-16s %s",
                    program.getId(),
                    program.getSensor(),
                    program.getName(),
                    runs(program));
        }
        line(
                text,
                "memory",
                "%.1f MB resident, %.1f MB heap, %.1f MB maps in the kernel",
                status.getMemory().getResident() / MEGABYTE,
                status.getMemory().getHeap() / MEGABYTE,
                status.getMemory().getKernelMaps() / MEGABYTE);
        line(
                text,
                "events",
                "%d seen, %d processes known, %d wait for their container",
                status.getEvents().getSeen(),
                status.getEvents().getProcesses(),
                status.getEvents().getHeld());
        if (status.getEvents().getUnnamed() > 0) {
            line(
                    text,
                    "",
                    "%d went out before their container was known",
                    status.getEvents().getUnnamed());
        }
        long lost = status.getLossesList().stream().mapToLong(Loss::getEvents).sum();
        line(text, "lost", "%d", lost);
        for (Loss loss : status.getLossesList()) {
            if (loss.getEvents() > 0) {
                line(text, "", "%d: %s (%s)", loss.getEvents(), loss.getReason(), loss.getPlace());
            }
        }
        if (status.hasExport()) {
            export(text, status.getExport());
        }
        sources(text, status.getSourcesList(), now);
        line(text, "clients", "%d", status.getClientsCount());
        for (Client client : status.getClientsList()) {
            line(
                    text,
                    "",
                    "%s, for %s: %d sent, %d wait, %d dropped",
                    client.getAddress(),
                    time(client.getSince(), now),
                    client.getSent(),
                    client.getWaiting(),
                    client.getDropped());
        }
        return text.toString();
    }

    private static void export(StringBuilder text, Export export) {
        line(
                text,
                "export",
                "%s: %d events, %.1f MB, %d above the rate limit, %d failed",
                export.getPath(),
                export.getEvents(),
                export.getBytes() / MEGABYTE,
                export.getDroppedByRate(),
                export.getFailed());
        if (!export.getError().isEmpty()) {
            line(text, "", "%s", export.getError());
        }
    }

    /** Those that are not there on this host, and never were, need no line of their own. */
    private static void sources(StringBuilder text, List<Source> sources, Instant now) {
        List<String> absent = new ArrayList<>();
        for (Source source : sources) {
            if (source.getState().equals(ABSENT) && source.getLastError().isEmpty()) {
                absent.add(source.getName());
                continue;
            }
            line(
                    text,
                    "source",
                    "%s: %s%s for %s",
                    source.getName(),
                    source.getState(),
                    source.getDetail().isEmpty() ? "" : " to " + source.getDetail(),
                    time(source.getSince(), now));
            if (!source.getLastError().isEmpty()) {
                line(text, "", "%s ago: %s", time(source.getLastErrorTime(), now), source.getLastError());
            }
        }
        if (!absent.isEmpty()) {
            line(text, "source", "not on this host: %s", String.join(", ", absent));
        }
    }

    private static String runs(Program program) {
        if (program.getRuns() == 0) {
            return "no run measured (--measure 5s)";
        }
        double nanos =
                program.getRunTime().getSeconds() * 1e9 + program.getRunTime().getNanos();
        return String.format(
                Locale.ROOT,
                "%d runs, %.1f us each%s",
                program.getRuns(),
                nanos / program.getRuns() / NANOS_PER_MICRO,
                program.getMissed() == 0 ? "" : ", " + program.getMissed() + " left out");
    }

    private static String time(Timestamp since, Instant now) {
        Duration time = Duration.between(Instant.ofEpochSecond(since.getSeconds()), now);
        return time.toDays() > 0
                ? time.toDays() + "d" + time.toHoursPart() + "h"
                : time.toHours() > 0
                        ? time.toHours() + "h" + time.toMinutesPart() + "m"
                        : time.toMinutes() > 0
                                ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
                                : Math.max(0, time.toSeconds()) + "s";
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-9s", label))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}

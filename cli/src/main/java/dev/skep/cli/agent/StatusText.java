package dev.skep.cli.agent;

import dev.skep.api.status.Client;
import dev.skep.api.status.Export;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Loss;
import dev.skep.api.status.Program;
import dev.skep.api.status.Sensor;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How an agent is, in a few lines. */
final class StatusText {
    private static final double MEGABYTE = 1 << 20;
    private static final double NANOS_PER_MICRO = 1_000;

    private StatusText() {}

    static String of(GetStatusResponse status) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "agent",
                "skep %s on %s, pid %d, up %s",
                status.getVersion(),
                status.getNodeName(),
                status.getPid(),
                up(status));
        for (Sensor sensor : status.getSensorsList()) {
            line(text, "sensor", "%s: %s%s", sensor.getName(), sensor.getEnabled() ? "" : "off, ", sensor.getDetails());
        }
        for (Program program : status.getProgramsList()) {
            line(text, "program", "%-6d %-28s %s", program.getId(), program.getName(), runs(program));
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
        line(text, "clients", "%d", status.getClientsCount());
        for (Client client : status.getClientsList()) {
            line(
                    text,
                    "",
                    "%s: %d sent, %d wait, %d dropped",
                    client.getAddress(),
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

    private static String runs(Program program) {
        if (program.getRuns() == 0) {
            return "(run time: --enable-program-statistics)";
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

    private static String up(GetStatusResponse status) {
        Duration up =
                Duration.between(Instant.ofEpochSecond(status.getStartTime().getSeconds()), Instant.now());
        return up.toHours() > 0
                ? up.toHours() + "h" + up.toMinutesPart() + "m"
                : up.toMinutes() > 0 ? up.toMinutes() + "m" + up.toSecondsPart() + "s" : up.toSeconds() + "s";
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-9s", label))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}

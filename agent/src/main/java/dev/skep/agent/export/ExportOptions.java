package dev.skep.agent.export;

import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.Filter;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is written, and where.
 *
 * @param file the file; {@code -} is standard output
 * @param allowed filters of events that are written; all if there are none
 * @param denied filters of events that are not
 * @param fields which fields are written
 * @param eventsPerMinute the rate limit, -1 for none
 * @param maxBytes a file that is larger is put aside
 * @param maxBackups files that are kept aside
 * @param rotationInterval a file that is older is put aside; zero for never
 * @param compress whether files that are put aside are compressed
 * @param permissions of the file
 */
public record ExportOptions(
        Path file,
        List<Filter> allowed,
        List<Filter> denied,
        List<FieldFilter> fields,
        long eventsPerMinute,
        long maxBytes,
        int maxBackups,
        Duration rotationInterval,
        boolean compress,
        Set<PosixFilePermission> permissions) {
    /** The name of standard output. */
    public static final String STANDARD_OUTPUT = "-";

    /** Copies the lists. */
    public ExportOptions {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        fields = List.copyOf(fields);
        permissions = Set.copyOf(permissions);
    }

    /** Everything into a file, which is put aside at 10 MB, five times; readable by its owner alone. */
    public static ExportOptions to(Path file) {
        return new ExportOptions(
                file,
                List.of(),
                List.of(),
                List.of(),
                -1,
                10 << 20,
                5,
                Duration.ZERO,
                false,
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }

    /** With files of another size. */
    public ExportOptions withMaxBytes(long bytes, int backups) {
        return new ExportOptions(
                file,
                allowed,
                denied,
                fields,
                eventsPerMinute,
                bytes,
                backups,
                rotationInterval,
                compress,
                permissions);
    }

    /** With files put aside after another time. */
    public ExportOptions withRotationInterval(Duration interval) {
        return new ExportOptions(
                file, allowed, denied, fields, eventsPerMinute, maxBytes, maxBackups, interval, compress, permissions);
    }

    /** With files aside compressed. */
    public ExportOptions withCompression() {
        return new ExportOptions(
                file,
                allowed,
                denied,
                fields,
                eventsPerMinute,
                maxBytes,
                maxBackups,
                rotationInterval,
                true,
                permissions);
    }

    /** With at most so many events a minute. */
    public ExportOptions withRate(long events) {
        return new ExportOptions(
                file, allowed, denied, fields, events, maxBytes, maxBackups, rotationInterval, compress, permissions);
    }

    /** With filters. */
    public ExportOptions withFilters(List<Filter> allow, List<Filter> deny) {
        return new ExportOptions(
                file,
                allow,
                deny,
                fields,
                eventsPerMinute,
                maxBytes,
                maxBackups,
                rotationInterval,
                compress,
                permissions);
    }

    /** With field filters. */
    public ExportOptions withFields(List<FieldFilter> filters) {
        return new ExportOptions(
                file,
                allowed,
                denied,
                filters,
                eventsPerMinute,
                maxBytes,
                maxBackups,
                rotationInterval,
                compress,
                permissions);
    }

    /** Whether the file is standard output. */
    public boolean isStandardOutput() {
        return file.toString().equals(STANDARD_OUTPUT);
    }
}

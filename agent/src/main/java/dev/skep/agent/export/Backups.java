package dev.skep.agent.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * The files that were put aside: {@code NAME-2026-08-01T10-00-00.123.log}, the oldest of which go. Compressing is done by a thread of its
 * own with a name that tells it is not finished.
 */
final class Backups {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String PACKED = ".gz";
    private static final String UNFINISHED = ".tmp";

    private final Path file;
    private final Path folder;
    private final String stem;
    private final String suffix;
    private final int most;
    private final boolean compress;
    private Instant latest = Instant.EPOCH;

    Backups(Path file, int most, boolean compress) {
        this.file = file;
        this.most = most;
        this.compress = compress;
        Path parent = file.toAbsolutePath().getParent();
        folder = parent == null ? Path.of("/") : parent;
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        stem = (dot <= 0 ? name : name.substring(0, dot)) + '-';
        suffix = dot <= 0 ? "" : name.substring(dot);
    }

    /** Finishes what an agent that was killed had begun: of each file there is one afterwards, compressed or not. */
    void tidy() throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, this::isUnfinished)) {
            for (Path unfinished : paths) {
                Files.deleteIfExists(unfinished);
            }
        }
        for (Path aside : list()) {
            if (!aside.toString().endsWith(PACKED)) {
                if (Files.exists(Path.of(aside + PACKED))) {
                    Files.deleteIfExists(aside);
                } else if (compress) {
                    packLater(aside);
                }
            }
        }
    }

    private boolean isUnfinished(Path path) {
        String name = path.toString();
        return name.endsWith(PACKED + UNFINISHED)
                && isBackup(Path.of(name.substring(0, name.length() - UNFINISHED.length())));
    }

    private static void packLater(Path aside) {
        Thread.ofPlatform().daemon().name("compress " + aside.getFileName()).start(() -> pack(aside));
    }

    void putAside(Instant now) throws IOException {
        if (most == 0) {
            Files.deleteIfExists(file);
            return;
        }
        Path aside = free(now);
        Files.move(file, aside);
        if (compress) {
            packLater(aside);
        }
        prune();
    }

    /** A time after that of all others, also when files fill within a millisecond or the clock is set back: names tell which is older. */
    private Path free(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        if (!time.isAfter(latest)) {
            time = latest.plusMillis(1);
        }
        Path aside = folder.resolve(stem + TIME.format(time) + suffix);
        while (Files.exists(aside) || Files.exists(Path.of(aside + PACKED))) {
            time = time.plusMillis(1);
            aside = folder.resolve(stem + TIME.format(time) + suffix);
        }
        latest = time;
        return aside;
    }

    private void prune() throws IOException {
        List<Path> aside = list();
        for (int i = 0; i < aside.size() - most; i++) {
            Files.deleteIfExists(aside.get(i));
        }
    }

    /** The oldest first, since the names hold the time. */
    List<Path> list() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, this::isBackup)) {
            paths.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private boolean isBackup(Path path) {
        String name = String.valueOf(path.getFileName());
        String plain = name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
        return plain.startsWith(stem)
                && plain.endsWith(suffix)
                && plain.length() == stem.length() + "2026-08-01T10-00-00.123".length() + suffix.length();
    }

    /** What cannot be compressed stays as it is: it is whole, and the next rotation removes it in its turn. */
    private static void pack(Path plain) {
        Path unfinished = Path.of(plain + PACKED + UNFINISHED);
        try {
            var permissions = PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(plain));
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, permissions);
            try (InputStream in = Files.newInputStream(plain);
                    OutputStream out =
                            new GZIPOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.WRITE))) {
                in.transferTo(out);
            }
            Files.move(unfinished, Path.of(plain + PACKED), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(plain);
        } catch (IOException failure) {
            System.getLogger(Backups.class.getName())
                    .log(System.Logger.Level.WARNING, "compress " + plain + ": " + failure.getMessage());
            boolean _ = unfinished.toFile().delete();
        }
    }
}

package dev.skep.bpf.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the file behind a name as people type it.
 *
 * <ol>
 *   <li>A name with a slash is a path.
 *   <li>Else a program of that name in the folders of PATH.
 *   <li>Else a library: {@code libc}, {@code libc.so} and {@code libc.so.6} are looked for in the usual folders, the
 *       exact name first, then the highest version.
 * </ol>
 */
public final class BinaryPath {
    private static final List<Path> LIBRARY_FOLDERS = List.of(
            Path.of("/lib/" + architecture() + "-linux-gnu"),
            Path.of("/usr/lib/" + architecture() + "-linux-gnu"),
            Path.of("/lib64"),
            Path.of("/usr/lib64"),
            Path.of("/usr/local/lib"),
            Path.of("/lib"),
            Path.of("/usr/lib"));
    private static final Pattern VERSION = Pattern.compile("(\\.\\d{1,9})*");
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

    private BinaryPath() {}

    /** The file, with links followed; empty when there is none or none that may be read. */
    public static Optional<Path> find(String name) {
        List<Path> programFolders = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(":", -1)) {
                programFolders.add(Path.of(folder));
            }
        }
        return find(name, programFolders, LIBRARY_FOLDERS);
    }

    static Optional<Path> find(String name, List<Path> programFolders, List<Path> libraryFolders) {
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            return Optional.empty();
        }
        List<Path> candidates = new ArrayList<>();
        if (name.indexOf('/') >= 0) {
            candidates.add(Path.of(name));
        } else {
            programFolders.forEach(folder -> candidates.add(folder.resolve(name)));
            libraryFolders.forEach(folder -> candidates.add(folder.resolve(name)));
            if (name.startsWith("lib")) {
                libraryFolders.forEach(folder -> candidates.addAll(versions(folder, name)));
            }
        }
        return candidates.stream().filter(BinaryPath::isElf).findFirst().map(BinaryPath::realPath);
    }

    private static List<Path> versions(Path folder, String name) {
        String prefix = name.contains(".so") ? name : name + ".so";
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isVersionOf(prefix, file))) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException("list " + folder, e);
            }
        }
        found.sort(Comparator.comparing((Path file) -> version(prefix, file), Arrays::compare)
                .reversed());
        return found;
    }

    private static boolean isVersionOf(String prefix, Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(prefix)
                && VERSION.matcher(name.substring(prefix.length())).matches();
    }

    /** The numbers in {@code .1.10.2}, so that 10 comes after 9. */
    private static int[] version(String prefix, Path file) {
        String suffix = String.valueOf(file.getFileName()).substring(prefix.length());
        return Arrays.stream(suffix.split("\\.", -1))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Development folders hold linker scripts under the names of libraries, so the first bytes decide. */
    private static boolean isElf(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return false;
        }
        try (FileBytes start = FileBytes.open(file)) {
            return start.size() >= MAGIC.length && Arrays.equals(start.bytes(0, MAGIC.length, "magic number"), MAGIC);
        }
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("resolve " + file, e);
        }
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return "amd64".equals(name) ? "x86_64" : name;
    }
}

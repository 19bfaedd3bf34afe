package dev.skep.security.policy.fuzz;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of all types, and what opening them comes to. */
final class FileStock {
    /** {@code O_NONBLOCK} of include/uapi/asm-generic/fcntl.h: pipes are opened at once. */
    private static final int AT_ONCE = 04_000;

    /** {@code O_NOFOLLOW}. */
    private static final int NO_LINK = 0400_000;

    private final List<Opening> openings = new ArrayList<>();

    /** Makes them in a folder. */
    FileStock(Path folder) throws IOException {
        Path files = Files.createDirectory(folder.resolve("stock"));
        Path regular = Files.createFile(files.resolve("regular"));
        Path pipe = files.resolve("pipe");
        made("mkfifo", pipe.toString());
        Path block = files.resolve("block");
        // A device that is not there; the file is never opened, only its place.
        boolean hasBlock = made("mknod", block.toString(), "b", "241", "7");
        Path socket = files.resolve("socket");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        List<Path> whole = new ArrayList<>(List.of(regular, files, pipe, Path.of("/dev/null")));
        List<Path> places = new ArrayList<>(whole);
        places.add(socket);
        if (hasBlock) {
            places.add(block);
        }
        for (Path path : whole) {
            add(path, path, AT_ONCE);
            add(link(files, path), path, AT_ONCE);
        }
        for (Path path : places) {
            add(path, path, Opening.PLACE);
            Path link = files.resolve("to-" + path.getFileName());
            add(Files.exists(link, LinkOption.NOFOLLOW_LINKS) ? link : link(files, path), path, Opening.PLACE);
            add(link, link, Opening.PLACE | NO_LINK);
            add(link, link, AT_ONCE | NO_LINK);
        }
        Path nowhere = Files.createSymbolicLink(files.resolve("to-nowhere"), files.resolve("nowhere"));
        add(nowhere, nowhere, Opening.PLACE | NO_LINK);
        add(nowhere, nowhere, AT_ONCE);
    }

    private static Path link(Path files, Path to) throws IOException {
        return Files.createSymbolicLink(files.resolve("to-" + to.getFileName()), to);
    }

    private static boolean made(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private void add(Path name, Path file, int flags) throws IOException {
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        openings.add(new Opening(
                0, name.toString(), flags, KnownFile.of(file.toString(), mode), Facts.NOBODY, Outcome.NONE));
    }

    /** What can be tried; some of it fails. */
    List<Opening> openings() {
        return openings;
    }

    /** Where files are. */
    List<String> paths() {
        return openings.stream()
                .map(opening -> opening.file().path())
                .distinct()
                .toList();
    }
}

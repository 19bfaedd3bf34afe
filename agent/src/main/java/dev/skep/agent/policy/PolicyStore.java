package dev.skep.agent.policy;

import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Policies that clients brought, in a folder, so that they are there again after a restart: a file each, {@code NAMESPACE_NAME.yaml}, with
 * the text as the client sent it behind a first line that says how the policy is. Files are replaced at once, and are the owner's alone.
 */
final class PolicyStore {
    private static final String END = ".yaml";
    private static final String UNFINISHED = ".new";
    private static final Pattern HEAD =
            Pattern.compile("# skep: domain=(\\S*) enabled=(true|false)(?: mode=(enforce|monitor))?");

    private final Path folder;

    /**
     * A policy that is kept.
     *
     * @param yaml its text
     * @param domain its domain
     * @param enabled whether it is in force
     * @param mode the mode that was chosen for it
     */
    record Kept(String yaml, String domain, boolean enabled, Optional<PolicyMode> mode) {
        Kept with(Optional<Boolean> newEnabled, Optional<PolicyMode> newMode) {
            return new Kept(yaml, domain, newEnabled.orElse(enabled), newMode.or(() -> mode));
        }
    }

    /**
     * Makes the folder if it is not there.
     *
     * @throws IOException if it cannot be made
     */
    PolicyStore(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private Path file(PolicyName name) {
        // No name has this letter, so no two files are one.
        return folder.resolve(name.namespace() + "_" + name.name() + END);
    }

    /**
     * All that is kept, by file.
     *
     * @throws IOException if it cannot be read
     */
    Map<Path, Kept> all() throws IOException {
        Map<Path, Kept> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*_*" + END)) {
            for (Path file : files) {
                all.put(file, parse(Files.readString(file)));
            }
        }
        return all;
    }

    /**
     * What is kept of a policy.
     *
     * @throws IOException if it cannot be read
     */
    Optional<Kept> find(PolicyName name) throws IOException {
        Path file = file(name);
        return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
    }

    private static Kept parse(String text) {
        int end = text.indexOf('\n');
        Matcher head = HEAD.matcher(end < 0 ? text : text.substring(0, end));
        if (!head.matches()) {
            return new Kept(text, PolicyOrigin.GRPC, true, Optional.empty());
        }
        return new Kept(
                text.substring(end + 1),
                head.group(1),
                head.group(2).equals("true"),
                Optional.ofNullable(head.group(3)).map(mode -> PolicyMode.valueOf(mode.toUpperCase(Locale.ROOT))));
    }

    /**
     * Keeps a policy, or keeps it otherwise.
     *
     * @throws IOException if it cannot be written; then it stays as it was
     */
    void put(PolicyName name, Kept kept) throws IOException {
        String head = "# skep: domain=" + kept.domain() + " enabled=" + kept.enabled()
                + kept.mode()
                        .map(mode -> " mode=" + mode.name().toLowerCase(Locale.ROOT))
                        .orElse("");
        Path file = file(name);
        Path unfinished = folder.resolve("." + file.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, head + "\n" + kept.yaml());
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Keeps a policy no longer.
     *
     * @throws IOException if it cannot be removed
     */
    void remove(PolicyName name) throws IOException {
        Files.deleteIfExists(file(name));
    }
}

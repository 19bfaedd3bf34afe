package dev.skep.drop.filter;

import dev.skep.compiler.table.Prefix;
import dev.skep.compiler.table.PrefixSet;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of networks: one in a line, such as {@code 192.0.2.0/24} or {@code 2001:db8::1}, in any order and as often as one likes; what
 * follows a # is a comment.
 *
 * @param networks all of them
 * @param version4 whether some are of IPv4
 * @param version6 whether some are of IPv6
 */
record NetworkFile(PrefixSet networks, boolean version4, boolean version6) {
    /** More than there are routes in the Internet; with these, {@code skep drop} takes as long as it is worth waiting for. */
    private static final int MOST = 4_000_000;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with the file, the line and what is wrong
     */
    static NetworkFile read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    file + ": not a regular file (what comes from a pipe could not be read anew when rules change)");
        }
        List<Prefix> networks = new ArrayList<>();
        // Only comments have other characters than those of ASCII; which ones does not matter.
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            Lines lines = new Lines(reader);
            int number = 0;
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                number++;
                add(line.get(), file, number, networks);
            }
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + ": no such file", missing);
        } catch (Lines.LineTooLong binary) {
            throw new IllegalArgumentException(
                    file + ": not a text file: a line has more than " + Lines.LONGEST + " characters", binary);
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + ": cannot be read: " + failure.getMessage(), failure);
        }
        if (networks.isEmpty()) {
            throw new IllegalArgumentException(file + ": has no network in it");
        }
        boolean version4 = networks.stream().anyMatch(Prefix::version4);
        boolean version6 = networks.stream().anyMatch(network -> !network.version4());
        return new NetworkFile(PrefixSet.ofPrefixes(networks), version4, version6);
    }

    private static void add(String line, Path file, int number, List<Prefix> networks) {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (text.isEmpty()) {
            return;
        }
        if (networks.size() == MOST) {
            throw new IllegalArgumentException(file + ":" + number + ": more than " + MOST + " networks");
        }
        networks.add(network(file, number, text));
    }

    private static boolean isShown(int character) {
        return character == '\t' || (character >= ' ' && character <= '~');
    }

    private static Prefix network(Path file, int line, String text) {
        if (!text.chars().allMatch(NetworkFile::isShown)) {
            throw new IllegalArgumentException(file + ":" + line + ": not a text file");
        }
        Prefix prefix = Prefix.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        file + ":" + line + ": '" + text + "' is not a network such as 192.0.2.0/24 or 2001:db8::/32"));
        if (prefix.hasBitsBehind()) {
            throw new IllegalArgumentException(file + ":" + line + ": '" + text + "' has bits behind the first "
                    + prefix.bits() + ", which is all that counts");
        }
        return prefix;
    }
}

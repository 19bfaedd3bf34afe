package dev.skep.drop.filter;

import dev.skep.compiler.table.Prefix;
import dev.skep.compiler.table.PrefixSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of networks: one in a line, such as {@code 192.0.2.0/24} or {@code 2001:db8::1}, in any order and as often as one likes; what
 * follows a # is a comment.
 *
 * @param networks all of them
 * @param version4 whether some are of IPv4
 * @param version6 whether some are of IPv6
 */
record NetworkFile(PrefixSet networks, boolean version4, boolean version6) {
    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with the file, the line and what is wrong
     */
    static NetworkFile read(Path file) {
        List<Prefix> networks = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                int comment = line.indexOf('#');
                String text = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!text.isEmpty()) {
                    networks.add(network(file, number, text));
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + ": no such file", missing);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(file + ": not a text file", binary);
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

    private static Prefix network(Path file, int line, String text) {
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

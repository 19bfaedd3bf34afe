package dev.skep.drop.filter;

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
import java.util.Optional;

/**
 * A file of networks: one in a line, such as {@code 192.0.2.0/24} or {@code 2001:db8::1}; what follows a # is a comment.
 *
 * @param version4 those of IPv4, if there are any
 * @param version6 those of IPv6, if there are any
 */
record NetworkFile(Optional<PrefixSet> version4, Optional<PrefixSet> version6) {
    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with the file, the line and what is wrong
     */
    static NetworkFile read(Path file) {
        List<String> four = new ArrayList<>();
        List<String> six = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                int comment = line.indexOf('#');
                String text = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!text.isEmpty()) {
                    Prefix prefix = prefix(file + ":" + number, text);
                    (prefix.isVersion4() ? four : six).add(text);
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + ": no such file", missing);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(file + ": not a text file", binary);
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + ": cannot be read: " + failure.getMessage(), failure);
        }
        if (four.isEmpty() && six.isEmpty()) {
            throw new IllegalArgumentException(file + ": has no network in it");
        }
        return new NetworkFile(set(four), set(six));
    }

    private static Prefix prefix(String place, String text) {
        Prefix prefix = Prefix.parse(text)
                .filter(found -> text.indexOf('/') >= 0 || found.bits() == found.bytes().length * 8)
                .orElseThrow(() -> new IllegalArgumentException(
                        place + ": '" + text + "' is not a network such as 192.0.2.0/24 or 2001:db8::/32"));
        if (prefix.hasBitsBehind()) {
            throw new IllegalArgumentException(place + ": '" + text + "' has bits behind the first " + prefix.bits()
                    + ", which is all that counts");
        }
        return prefix;
    }

    private static Optional<PrefixSet> set(List<String> networks) {
        return networks.isEmpty() ? Optional.empty() : Optional.of(PrefixSet.of(networks));
    }
}

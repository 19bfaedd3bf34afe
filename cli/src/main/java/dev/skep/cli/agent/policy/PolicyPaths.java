package dev.skep.cli.agent.policy;

import dev.skep.cli.command.CommandFailure;
import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Files with policies that the user names: files, folders with those in them, or {@code -} for standard input. */
final class PolicyPaths {
    private static final String INPUT = "-";

    /** What begins a document of YAML stands at the beginning of a line, whatever is around it. */
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---(?=\\s|$)");

    private static final Pattern CONTENT = Pattern.compile("(?m)^\\s*[^#\\s]");

    /**
     * The text of one of them.
     *
     * @param name what messages call it
     * @param text its text
     */
    record Source(String name, String text) {}

    private PolicyPaths() {}

    static CommandSpec addTo(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Policies: YAML or JSON, a folder of such files, or - for standard input.")
                .build());
        return spec;
    }

    /**
     * All that is named.
     *
     * @throws CommandFailure if something cannot be read
     */
    static List<Source> read(ParseResult options) {
        List<Source> sources = new ArrayList<>();
        for (String name : options.matchedPositionalValue(0, List.<String>of())) {
            if (name.equals(INPUT)) {
                sources.add(new Source("standard input", input()));
            } else {
                files(Path.of(name)).forEach(file -> sources.add(new Source(file.toString(), text(file))));
            }
        }
        return sources;
    }

    /** The documents of a text, each behind as many empty lines as were before it, so that lines keep their numbers. */
    static List<String> documents(String text) {
        List<String> documents = new ArrayList<>();
        Matcher mark = DOCUMENT.matcher(text);
        int start = 0;
        while (true) {
            boolean more = mark.find();
            String document = text.substring(start, more ? mark.start() : text.length());
            if (CONTENT.matcher(document).find()) {
                long lines =
                        text.substring(0, start).chars().filter(c -> c == '\n').count();
                documents.add("\n".repeat((int) lines) + document);
            }
            if (!more) {
                return documents.isEmpty() ? List.of(text) : documents;
            }
            start = mark.end();
        }
    }

    private static String input() {
        InputStream in = System.in;
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw CommandFailure.failure("standard input: " + unreadable.getMessage());
        }
    }

    private static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw CommandFailure.usage(path + ": no such file");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(PolicyPaths::isPolicy).sorted().toList();
            if (files.isEmpty()) {
                throw CommandFailure.usage(path + ": no file with policies (*.yaml, *.yml or *.json)");
            }
            return files;
        } catch (IOException unreadable) {
            throw CommandFailure.failure(path + ": " + unreadable.getMessage());
        }
    }

    private static boolean isPolicy(Path path) {
        return Files.isRegularFile(path) && PolicyReader.isPolicyFile(path);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw CommandFailure.failure(file + ": is no text in UTF-8");
        } catch (IOException unreadable) {
            throw CommandFailure.failure(
                    file + ": " + unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage());
        }
    }
}

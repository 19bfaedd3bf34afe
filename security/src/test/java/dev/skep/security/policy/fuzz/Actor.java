package dev.skep.security.policy.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A process that does system calls as it is told; see {@code actor.py}. */
final class Actor implements AutoCloseable {
    private final Process process;
    private final OutputStream out;
    private final BufferedReader in;
    private Facts facts;

    /**
     * Starts it.
     *
     * @param before what executes it, with its arguments; may be empty
     * @param binaries copies of Python; each but the last starts the next as its child
     */
    Actor(List<String> before, List<Path> binaries) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(binaries.getFirst().toString(), "-S", "-c", script()));
        binaries.stream().skip(1).map(Path::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONHOME", "/usr");
        builder.environment().put("ACTOR", script());
        process = builder.start();
        out = process.getOutputStream();
        in = process.inputReader();
        facts = ready();
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(Actor.class.getResourceAsStream("actor.py"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Facts ready() throws IOException {
        String line = answer();
        if (!line.startsWith("ready ")) {
            throw new IllegalStateException("actor says " + line);
        }
        return of();
    }

    /** The facts of the one that acts. Within a namespace of its own it does not know its number: it is the last of the line of children. */
    private Facts of() throws IOException {
        ProcessHandle last = process.toHandle();
        for (ProcessHandle next = last;
                next != null;
                next = next.children().findFirst().orElse(null)) {
            last = next;
        }
        return Facts.of((int) last.pid());
    }

    private String answer() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IllegalStateException("actor has ended");
        }
        return line;
    }

    private void tell(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        out.write(String.format(Locale.ROOT, "%08d", text.length).getBytes(StandardCharsets.UTF_8));
        out.write(text);
        out.flush();
    }

    /** Who it is. */
    Facts facts() {
        return facts;
    }

    /** Opens a file. */
    void open(Path file) throws IOException {
        tell("open\n" + file);
        answer();
        facts = of();
    }

    /** Does calls, one after the other; they are done on return. */
    void act(List<Deed> deeds) throws IOException {
        tell(Stream.concat(Stream.of("do"), deeds.stream().map(Deed::line))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow());
        answer();
    }

    /** Goes on as a child of a child ... that executes these binaries; as a mere fork if there are none. */
    void becomeChild(List<Path> binaries) throws IOException {
        tell(Stream.concat(Stream.of("child"), binaries.stream().map(Path::toString))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow());
        facts = ready();
    }

    /** Ends the child, and is its parent again. */
    void becomeParent() throws IOException {
        tell("end");
        if (!answer().equals("ended")) {
            throw new IllegalStateException("the child did not end");
        }
        facts = of();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
}

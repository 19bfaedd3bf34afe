package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that does system calls as it is told; see {@code actor.py}. */
final class Actor implements AutoCloseable {
    private final Process process;
    private final OutputStream out;
    private final BufferedReader in;
    private final Deque<Standing> began = new ArrayDeque<>();
    private Optional<Workload> workload = Optional.of(Workload.HOST);
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
        awaitReady();
        begins();
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(Actor.class.getResourceAsStream("actor.py"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitReady() throws IOException {
        String line = answer();
        if (!line.startsWith("ready ")) {
            throw new IllegalStateException("actor says " + line);
        }
    }

    /** The one that acts has begun a program. */
    private void begins() throws IOException {
        began.push(Standing.of(pid()));
        look();
    }

    private void look() throws IOException {
        facts = Facts.of(pid(), began.element(), workload);
    }

    /** Who acts. Within a namespace of its own it does not know its number: it is the last of the line of children. */
    private int pid() {
        ProcessHandle last = process.toHandle();
        for (ProcessHandle next = last;
                next != null;
                next = next.children().findFirst().orElse(null)) {
            last = next;
        }
        return (int) last.pid();
    }

    private String answer() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IllegalStateException("actor has ended");
        }
        return line;
    }

    private void tell(String what, List<String> lines) throws IOException {
        tell(Stream.concat(Stream.of(what), lines.stream()).collect(Collectors.joining("\n")));
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

    /** The process that was started; who acts is that or a descendant. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Its control group is something else now, or nobody knows what. */
    void become(Optional<Workload> other) throws IOException {
        workload = other;
        look();
    }

    /** Opens a file. */
    void open(Path file) throws IOException {
        tell("open\n" + file);
        answer();
        look();
    }

    /**
     * Does something, one after the other, and says what came of it.
     *
     * @param apart whether each act is that of a process which is forked for it, so that it may be its end
     */
    List<Act> act(List<Act> acts, boolean apart) throws IOException {
        tell(apart ? "apart" : "do", acts.stream().map(Act::line).toList());
        List<Act> done = new ArrayList<>();
        for (Act act : acts) {
            String[] told = answer().split(" ", -1);
            Facts who = apart ? facts.ofFork(Integer.parseInt(told[0])) : facts;
            done.add(act.done(Outcome.of(told[1], told[2], told[3]), who));
        }
        return done;
    }

    /** Goes on as a child that executes this binary; as a mere fork if there is none. */
    void becomeChild(Optional<Path> binary) throws IOException {
        tell("child", binary.stream().map(Path::toString).toList());
        awaitReady();
        if (binary.isPresent()) {
            begins();
        } else {
            began.push(began.element());
            look();
        }
    }

    /** Gives capabilities up: what stays of each set at most, as bits. */
    void keepRights(long effective, long permitted, long inheritable) throws IOException {
        tell("rights", List.of(effective + " " + permitted + " " + inheritable));
        answer();
        look();
    }

    /** Goes into new namespaces, as far as it may: bits of unshare(2). */
    void unshare(int flags) throws IOException {
        tell("unshare", List.of(Integer.toString(flags)));
        answer();
        look();
    }

    /** Ends the child, and is its parent again. */
    void becomeParent() throws IOException {
        tell("end");
        if (!answer().equals("ended")) {
            throw new IllegalStateException("the child did not end");
        }
        began.pop();
        look();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
}

package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Require;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of a C program that answers each line of its input by a line, when it has done what the line asks for. */
final class TracedProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    TracedProgram(Path program) throws IOException {
        process = new ProcessBuilder(program.toString()).start();
        answers = process.inputReader(UTF_8);
        commands = process.outputWriter(UTF_8);
    }

    /** Compiles a source with main(). */
    static Path compile(Path folder, String name, String source) throws IOException, InterruptedException {
        Require.tool("gcc");
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        Path program = folder.resolve(name);
        Process compiler = new ProcessBuilder("gcc", "-O1", "-pthread", "-o", program.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String messages = new String(compiler.getInputStream().readAllBytes(), UTF_8);
        assertThat(compiler.waitFor()).as(messages).isZero();
        return program;
    }

    int pid() {
        return (int) process.pid();
    }

    /** Sends a line and gives the answer. */
    String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        assertThat(answer).as("the program ends at %s", command).isNotNull();
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        commands.close();
        answers.close();
    }
}

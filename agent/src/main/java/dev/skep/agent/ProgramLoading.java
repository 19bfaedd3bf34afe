package dev.skep.agent;

import dev.skep.security.process.SensorOptions;
import dev.skep.security.process.SensorPrograms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The programs of a sensor, while they are being loaded by a thread of their own. */
final class ProgramLoading implements AutoCloseable {
    private final CompletableFuture<SensorPrograms> programs = new CompletableFuture<>();

    private ProgramLoading() {}

    static ProgramLoading begin(SensorOptions options) {
        ProgramLoading loading = new ProgramLoading();
        Thread _ = Thread.ofPlatform().daemon().name("skep-loading").start(() -> loading.load(options));
        return loading;
    }

    /** The edge of the thread: what fails here fails for whoever waits. */
    private void load(SensorOptions options) {
        try {
            programs.complete(SensorPrograms.load(options));
        } catch (RuntimeException | Error failure) {
            programs.completeExceptionally(failure);
        }
    }

    /** Waits for them; they belong to the caller then. */
    SensorPrograms take() {
        try {
            return programs.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** For who has not taken them: they are taken out of the kernel as soon as they are there. */
    @Override
    public void close() {
        var _ = programs.thenAccept(SensorPrograms::close);
    }
}

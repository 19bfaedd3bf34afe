package dev.skep.bpf.stack;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSymbol;
import dev.skep.bpf.symbol.AddressNames;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads which functions lie where in a program or library. The file belongs to a stranger: one that makes no sense has no functions, and
 * one whose disk does not answer (FUSE, NFS) holds up a thread of its own and nobody else. Safe for several threads.
 */
final class FileFunctions {
    private static final AddressNames NONE = new AddressNames.Builder().build();
    private static final long PATIENCE_MILLIS = 1_000;

    /** One file is being read; while that lasts longer than the patience, no other is begun. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Its functions by their place in the file, none if they cannot be read in time; empty if there is no such file any more. */
    Optional<AddressNames> read(Path file) {
        if (!busy.compareAndSet(false, true)) {
            return Optional.empty();
        }
        CompletableFuture<Optional<AddressNames>> result = new CompletableFuture<>();
        Thread _ = Thread.ofPlatform().daemon().name("skep-symbols").start(() -> {
            try {
                result.complete(functions(file));
            } finally {
                busy.set(false);
                result.complete(Optional.of(NONE));
            }
        });
        try {
            return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException slow) {
            return Optional.of(NONE);
        }
    }

    private static Optional<AddressNames> functions(Path file) {
        AddressNames.Builder names = new AddressNames.Builder();
        try (ElfFile elf = ElfFile.open(file)) {
            for (ElfSymbol symbol : elf.symbols()) {
                if (symbol.isFunction() || symbol.type() == ElfSymbol.INDIRECT_FUNCTION) {
                    elf.fileOffset(symbol.address())
                            .ifPresent(offset -> names.add(offset, Math.max(0, symbol.size()), symbol.name()));
                }
            }
            return Optional.of(names.build());
        } catch (MalformedInputException nonsense) {
            return Optional.of(NONE);
        } catch (UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}

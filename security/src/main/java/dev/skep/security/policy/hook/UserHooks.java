package dev.skep.security.policy.hook;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.usdt.UsdtProbes;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.model.Digest;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.UserLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Serves hooks in programs and libraries, which every kernel has. */
public final class UserHooks {
    private final KernelOffer kernel;

    private static final String BUILD_ID = ".note.gnu.build-id";
    private static final int NOTE_HEADER = 12;

    /** On a kernel. */
    public UserHooks(KernelOffer kernel) {
        this.kernel = kernel;
    }

    /**
     * What serves functions of a program.
     *
     * @param returns whether results are wanted
     * @throws Refused if the file cannot be read, or is none of those that are meant
     */
    public List<Serving> functions(HookPoint.UserFunctions functions, boolean returns) {
        Path path = file(functions.path());
        List<Serving> servings = new ArrayList<>();
        for (UserLocation location : functions.locations()) {
            servings.add(function(functions.path(), path, location, returns));
        }
        return servings;
    }

    /** Whether the file is one of those that are meant. */
    public boolean isMeant(HookPoint.UserFunctions functions) {
        Path path = file(functions.path());
        return functions.digests().isEmpty() || functions.digests().stream().anyMatch(digest -> matches(digest, path));
    }

    private static Path file(String name) {
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) {
            throw Refused.because("there is no file " + name);
        }
        return path;
    }

    private Serving function(String name, Path path, UserLocation location, boolean returns) {
        long counter = location.referenceCounter().orElse(0);
        String symbol = "";
        long offset;
        switch (location) {
            case UserLocation.Symbol s -> {
                symbol = s.name();
                offset = s.offset();
                checkSymbol(path, symbol);
            }
            case UserLocation.Offset o -> offset = o.offset();
            case UserLocation.Address a -> offset = fileOffset(path, a.address());
        }
        Optional<Serving.Return> result = returns
                ? Optional.of(new Serving.Return(
                        Optional.of(new KernelHook.UserReturn(name, symbol, offset)), new Source.Position(0)))
                : Optional.empty();
        return serving(
                new KernelHook.UserFunction(name, symbol, offset, counter),
                new HookName.Uprobe(name, symbol, offset, counter),
                result,
                denial(result.isPresent(), !symbol.isEmpty() && offset != 0),
                "the function itself");
    }

    /** A return that is watched would be looked for where the stack was not at the function's first instruction. */
    private Denial denial(boolean returns, boolean inside) {
        return returns || inside || !kernel.writesRegisters().isSupported() ? Denial.NONE : Denial.REGISTERS;
    }

    private static void checkSymbol(Path path, String symbol) {
        try (ElfFile file = ElfFile.open(path)) {
            if (file.symbol(symbol).isEmpty()) {
                throw Refused.missing(path + " has no symbol " + symbol);
            }
        } catch (KernelException damaged) {
            throw Refused.because(path + ": " + damaged.getMessage());
        }
    }

    private static long fileOffset(Path path, long address) {
        try (ElfFile file = ElfFile.open(path)) {
            return file.fileOffset(address)
                    .orElseThrow(
                            () -> Refused.because(path + " has nothing at address 0x" + Long.toHexString(address)));
        } catch (KernelException damaged) {
            throw Refused.because(path + ": " + damaged.getMessage());
        }
    }

    /**
     * What serves a probe that a program brings along.
     *
     * @throws Refused if it has none such
     */
    public Serving probe(HookPoint.UserTracepoint point) {
        Path path = file(point.path());
        try {
            if (UsdtProbes.of(path).find(point.provider(), point.name()).isEmpty()) {
                throw Refused.missing(path + " has no probe " + point.provider() + ":" + point.name());
            }
        } catch (KernelException damaged) {
            throw Refused.because(path + ": " + damaged.getMessage());
        }
        return serving(
                new KernelHook.UserProbe(point.path(), point.provider(), point.name()),
                new HookName.Usdt(point.path(), point.provider(), point.name()),
                Optional.empty(),
                Denial.NONE,
                "the probe itself");
    }

    private static Serving serving(
            KernelHook hook, HookName name, Optional<Serving.Return> returns, Denial denial, String reason) {
        return new Serving(
                hook,
                name,
                List.of(),
                true,
                List.of(),
                ParameterTypes.UNKNOWN,
                returns,
                denial,
                Moment.BEFORE,
                reason,
                "");
    }

    private static boolean matches(Digest digest, Path path) {
        try {
            return digest.hex().equals(HexFormat.of().formatHex(bytes(digest.algorithm(), path)));
        } catch (IOException failure) {
            throw Refused.because(path + " cannot be read: " + failure.getMessage());
        }
    }

    private static byte[] bytes(Digest.Algorithm algorithm, Path path) throws IOException {
        return switch (algorithm) {
            case SHA1 -> hash("SHA-1", path);
            case SHA256 -> hash("SHA-256", path);
            case SHA384 -> hash("SHA-384", path);
            case SHA512 -> hash("SHA-512", path);
            case BUILD_ID -> buildId(path);
        };
    }

    private static byte[] hash(String name, Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance(name);
            try (DigestInputStream hashed = new DigestInputStream(file, digest)) {
                hashed.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + name, missing);
        }
    }

    /** A note: sizes of name and content, type, the name {@code GNU} with its NUL, the content. */
    private static byte[] buildId(Path path) {
        try (ElfFile file = ElfFile.open(path)) {
            byte[] note = file.section(BUILD_ID)
                    .map(file::bytes)
                    .orElseThrow(() -> Refused.because(path + " has no build id"));
            int from = NOTE_HEADER + 4;
            return note.length <= from ? new byte[0] : Arrays.copyOfRange(note, from, note.length);
        } catch (KernelException damaged) {
            throw Refused.because(path + ": " + damaged.getMessage());
        }
    }
}

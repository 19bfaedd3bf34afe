package dev.skep.bpf.btf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of a module that is loaded into the running kernel (Linux 5.11 with CONFIG_DEBUG_INFO_BTF_MODULES). A module's blob continues
 * the ids and the strings of vmlinux. Immutable.
 */
public final class ModuleBtf {
    private static final Path FOLDER = Path.of("/sys/kernel/btf");
    private static final String KERNEL = "vmlinux";

    private final String module;
    private final Btf types;
    private final int first;

    private ModuleBtf(String module, Btf types, int first) {
        this.module = module;
        this.types = types;
        this.first = first;
    }

    /** The module, in the order of the alphabet, whose own types have this one; empty if there is none. */
    public static Optional<ModuleBtf> with(String name, BtfKind kind) {
        for (String module : modules()) {
            Optional<ModuleBtf> found = read(module)
                    .filter(blob -> has(Btf.vmlinux(), blob, name, kind))
                    .map(blob -> join(module, Btf.vmlinux(), blob));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** The types of {@code module}; empty if it is not loaded, or was built without BTF. */
    public static Optional<ModuleBtf> of(String module) {
        return read(module).map(blob -> join(module, Btf.vmlinux(), blob));
    }

    /** The names of the modules that have types, in the order of the alphabet. */
    public static List<String> modules() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(KERNEL))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException without) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("list " + FOLDER, unreadable);
        }
    }

    private static Optional<BtfImage> read(String module) {
        Path file = FOLDER.resolve(module);
        try {
            return Optional.of(new BtfImage(Files.readAllBytes(file), file.toString(), true));
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + file, unreadable);
        }
    }

    /** Whether a blob that goes on where {@code base} ends has a type of this name and kind; it is not joined for that. */
    static boolean has(Btf base, BtfImage blob, String name, BtfKind kind) {
        for (int id = 1; id < blob.typeCount(); id++) {
            if (blob.kind(id) != kind.code()) continue;
            int offset = blob.i32(blob.record(id));
            boolean own = Integer.compareUnsigned(offset, base.stringLength()) >= 0;
            String text = own ? blob.text(offset - base.stringLength()) : base.string(offset);
            if (text.equals(name)) return true;
        }
        return false;
    }

    static ModuleBtf join(String module, Btf base, BtfImage blob) {
        return new ModuleBtf(module, Btf.join(base, blob, "BTF of module " + module), base.typeCount());
    }

    /** The module's name. */
    public String module() {
        return module;
    }

    /** The types of vmlinux, and behind them those of the module. */
    public Btf types() {
        return types;
    }

    /** The first of the module's own types with this name and kind, or -1. */
    public int find(String name, BtfKind kind) {
        return types.find(name, kind, first);
    }
}

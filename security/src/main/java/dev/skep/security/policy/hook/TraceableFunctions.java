package dev.skep.security.policy.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.symbol.KernelFunctions;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions that patterns stand for: those of which BTF has the types and that can be traced. The list of all functions takes the kernel
 * and us some hundred milliseconds, so it is read once for a process. Functions of modules are not in the kernel's own BTF, so it does not
 * matter which modules come and go. Safe for several threads.
 */
final class TraceableFunctions {
    /** By the id of the type. */
    private static @Nullable BitSet known;

    private TraceableFunctions() {}

    /**
     * Reads which there are.
     *
     * @throws java.io.UncheckedIOException if the kernel does not say
     */
    static synchronized BitSet learn() {
        BitSet functions = known;
        if (functions == null) {
            functions = new BitSet();
            for (String name : KernelFunctions.traceable()) {
                int id = Btf.vmlinux().find(name, BtfKind.FUNC);
                if (id >= 0) {
                    functions.set(id);
                }
            }
            known = functions;
        }
        return functions;
    }

    /**
     * The names of those that begin so.
     *
     * @throws java.io.UncheckedIOException if the kernel does not say
     */
    static List<String> beginning(String prefix) {
        Btf types = Btf.vmlinux();
        BitSet functions = learn();
        return types.beginning(prefix, BtfKind.FUNC).stream()
                .filter(functions::get)
                .map(types::name)
                .toList();
    }
}

package dev.skep.compiler;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.internal.load.Loader;
import dev.skep.compiler.internal.load.Preparation;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.load.Repetition;
import java.util.List;

/**
 * Brings Java programs into the kernel.
 *
 * <p>A program is an object whose annotated methods ({@link dev.skep.compiler.hook}) run in the kernel. Its final fields are known when
 * it is loaded and fold into the code; its fields that are not final (of primitive and enum types, and arrays of primitives) live in
 * memory that both sides share; its maps ({@link dev.skep.bpf.map}) are used from both sides.
 *
 * {@snippet :
 * try (Loaded<Hello> hello = Kernel.load(new Hello())) {
 *     Thread.sleep(Duration.ofSeconds(10));
 * }
 * }
 *
 * <p>Errors: {@link CompileException} where a method cannot run in the kernel, also when the verifier says so;
 * {@link dev.skep.bpf.KernelException} where the kernel refuses for another reason; then nothing stays behind. All methods are safe for
 * use by several threads, on different program objects.
 */
public final class Kernel {
    private Kernel() {}

    /** Compiles and loads all hook methods of {@code program} and attaches those whose annotation names a target. */
    public static <T> Loaded<T> load(T program) {
        return Loader.load(program, true);
    }

    /** Compiles and loads all hook methods of {@code program} and attaches none: for test runs. */
    public static <T> Loaded<T> loadDetached(T program) {
        return Loader.load(program, false);
    }

    /**
     * Compiles, loads and, if {@code attach}, attaches {@code program} as {@link #load} does, so that it can be loaded again without being
     * compiled again.
     *
     * @throws IllegalArgumentException also if it has fields that are not final and its methods use them
     */
    public static <T> Repeatable<T> repeatable(T program, boolean attach) {
        return Repetition.of(program, attach);
    }

    /**
     * Begins, in the background, what every load needs first: the link to system calls, the kernel's types, what instructions it knows.
     * Worth calling at the start of a short command that has something else to do before it loads; never needed.
     */
    public static void prepare() {
        Preparation.begin();
    }

    /** Compiles all hook methods of {@code program} and loads none; needs no privileges. */
    public static List<CompiledProgram> compile(Object program) {
        return ProgramCompiler.of(program, Btf::vmlinux, false).programs().stream()
                .map(ProgramCompiler.Output::description)
                .toList();
    }

    /** As {@link #compile}, with {@link CompiledProgram#listing() listings}. */
    public static List<CompiledProgram> dump(Object program) {
        return ProgramCompiler.of(program, Btf::vmlinux, true).programs().stream()
                .map(ProgramCompiler.Output::description)
                .toList();
    }
}

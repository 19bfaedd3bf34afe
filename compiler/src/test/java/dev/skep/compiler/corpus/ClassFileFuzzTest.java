package dev.skep.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program whose class file is not what the JVM loaded: it compiles, or is refused as every other program is. */
class ClassFileFuzzTest implements FuzzTarget {
    private static final String NAME = DamagedProgram.class.getName();
    private static final String FILE = NAME.replace('.', '/') + ".class";

    private final Loader loader = new Loader();
    private final Object program = loader.program();

    @Override
    public List<byte[]> seeds() {
        return List.of(loader.sound);
    }

    @Override
    public int rounds() {
        return 1_500;
    }

    @Override
    public void read(byte[] input) {
        loader.file = input;
        try {
            assertThat(ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4))
                            .programs())
                    .isNotEmpty();
        } catch (CompileException refused) {
            assertThat(refused).hasMessageContaining("mend: ");
        } catch (IllegalArgumentException noProgram) {
            assertThat(noProgram).hasMessageContaining(" has no hook method: ");
        }
    }

    /** Defines the sound class, and shows another class file to who asks. */
    private static final class Loader extends ClassLoader {
        private final byte[] sound = file(FILE);
        private byte[] file = sound;

        Loader() {
            super(DamagedProgram.class.getClassLoader());
        }

        Object program() {
            try {
                return loadClass(NAME).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(NAME, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(NAME)) return super.loadClass(name, resolve);
            Class<?> known = findLoadedClass(name);
            if (known != null) return known;
            byte[] bytes = name.equals(NAME) ? sound : file(name.replace('.', '/') + ".class");
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.equals(FILE) ? new ByteArrayInputStream(file) : super.getResourceAsStream(name);
        }

        private static byte[] file(String name) {
            try (InputStream in = DamagedProgram.class.getClassLoader().getResourceAsStream(name)) {
                if (in == null) throw new AssertionError(name);
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

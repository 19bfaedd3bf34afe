package dev.skep.compiler.internal.load;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.program.Program;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.compiler.internal.debug.SourceText;
import dev.skep.compiler.internal.eval.DataSection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Creates the maps, loads and attaches the programs of one object; on failure everything made so far is closed. */
public final class Loader {
    private Loader() {}

    /** Loads {@code program}. */
    public static <T> Loaded<T> load(T program, boolean attach) {
        ProgramCompiler compiled = ProgramCompiler.of(program, Btf::vmlinux, false);
        LoadedObject<T> loaded = new LoadedObject<>(program, compiled.data());
        try {
            for (BpfMap map : compiled.maps()) {
                if (map.created()) continue;
                loaded.own(map::close);
                map.create();
            }
            List<ProgramCompiler.Output> outputs = compiled.programs();
            List<Program> programs = new ArrayList<>();
            for (ProgramCompiler.Output output : outputs) {
                Program made = load(output, compiled.sources());
                loaded.own(made::close);
                programs.add(made);
            }
            for (int i = 0; i < outputs.size(); i++) {
                List<Link> links = attach ? outputs.get(i).hook().attach(programs.get(i)) : List.of();
                for (Link link : links) loaded.own(link::close);
                loaded.add(new LoadedProgram(outputs.get(i).description(), programs.get(i), links));
            }
            return loaded;
        } catch (RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    private static Program load(ProgramCompiler.Output output, SourceText sources) {
        try {
            return Program.load(output.spec());
        } catch (VerifierException refusal) {
            throw Diagnosis.of(refusal, output, sources);
        }
    }

    private static final class LoadedObject<T> implements Loaded<T> {
        private final T program;
        private final DataSection data;
        private final List<LoadedProgram> programs = new ArrayList<>();
        private final Deque<Runnable> owned = new ArrayDeque<>();
        private boolean closed;

        LoadedObject(T program, DataSection data) {
            this.program = program;
            this.data = data;
        }

        void own(Runnable close) {
            owned.push(close);
        }

        void add(LoadedProgram loaded) {
            programs.add(loaded);
        }

        @Override
        public T program() {
            return program;
        }

        @Override
        public List<LoadedProgram> programs() {
            return List.copyOf(programs);
        }

        @Override
        public LoadedProgram program(String name) {
            for (LoadedProgram p : programs) if (p.name().equals(name)) return p;
            throw new IllegalArgumentException(
                    "no hook method " + name + " in " + program.getClass().getName());
        }

        @Override
        public synchronized void publish() {
            data.publish();
        }

        @Override
        public synchronized void refresh() {
            data.refresh();
        }

        @Override
        public synchronized void close() {
            if (closed) return;
            closed = true;
            while (!owned.isEmpty()) owned.pop().run();
        }
    }
}

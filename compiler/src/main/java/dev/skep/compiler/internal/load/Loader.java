package dev.skep.compiler.internal.load;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.program.Program;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.compiler.internal.eval.DataSection;
import dev.skep.compiler.internal.hook.Hook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates the maps, loads and attaches the programs of one object; on failure everything made so far is closed. */
public final class Loader {
    private Loader() {}

    /** Loads {@code program}. */
    public static <T> Loaded<T> load(T program, boolean attach) {
        return load(program, ProgramCompiler.of(program, Btf::vmlinux, false), attach);
    }

    /** Loads {@code program}, which is compiled. */
    public static <T> Loaded<T> load(T program, ProgramCompiler compiled, boolean attach) {
        return load(program, compiled, attach, null);
    }

    /** Loads {@code program}, which is compiled; {@code ownerOfMaps} takes over what closes the maps, null: what is loaded does. */
    static <T> Loaded<T> load(
            T program, ProgramCompiler compiled, boolean attach, @Nullable Consumer<Runnable> ownerOfMaps) {
        LoadedObject<T> loaded = new LoadedObject<>(program, compiled.data());
        try {
            List<Program> programs = load(compiled, ownerOfMaps == null ? loaded::own : ownerOfMaps, loaded::own);
            List<ProgramCompiler.Output> outputs = compiled.programs();
            for (int i = 0; i < outputs.size(); i++) {
                List<Link> links = attach ? attach(outputs.get(i).hook(), programs.get(i)) : List.of();
                for (Link link : links) loaded.own(link::close);
                loaded.add(new LoadedProgram(outputs.get(i).description(), programs.get(i), links));
            }
            return loaded;
        } catch (RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    /** Creates the maps that do not exist yet and loads the programs; the owners take over what closes them. */
    static List<Program> load(
            ProgramCompiler compiled, Consumer<Runnable> ownerOfMaps, Consumer<Runnable> ownerOfPrograms) {
        create(compiled, ownerOfMaps);
        List<Program> programs = new ArrayList<>();
        for (ProgramCompiler.Output output : List.copyOf(compiled.programs())) {
            Program made = load(output, compiled, ownerOfMaps);
            ownerOfPrograms.accept(made::close);
            programs.add(made);
        }
        for (BpfMap map : compiled.maps()) {
            if (map instanceof ProgramArray array) fill(array, compiled.programs(), programs);
        }
        return programs;
    }

    private static void create(ProgramCompiler compiled, Consumer<Runnable> owner) {
        for (BpfMap map : compiled.maps()) {
            if (map.created()) continue;
            owner.accept(map::close);
            map.create();
        }
    }

    private static void fill(ProgramArray array, List<ProgramCompiler.Output> outputs, List<Program> programs) {
        for (int index = 0; index < array.methods().size(); index++) {
            String name = array.methods().get(index);
            int found = -1;
            for (int i = 0; i < outputs.size(); i++)
                if (outputs.get(i).description().name().equals(name)) found = i;
            if (found < 0) {
                throw new IllegalArgumentException(
                        "map " + array.name() + " names method " + name + ", which is no hook method of the program");
            }
            array.set(index, programs.get(found).fd());
        }
    }

    static List<Link> attach(Hook hook, Program program) {
        try {
            return hook.attach(program);
        } catch (SyscallException refused) {
            Requirement.check(hook, refused);
            throw refused;
        }
    }

    /** Loops that the compiler does not know to be too long are tried plain first: the verifier may follow them. */
    private static Program load(ProgramCompiler.Output output, ProgramCompiler compiled, Consumer<Runnable> owner) {
        if (output.moreLoops().isEmpty()) return loadOnce(output, compiled);
        try {
            return Program.loadUnlessTooLarge(output.spec()).orElseGet(() -> loadAgain(output, compiled, owner));
        } catch (VerifierException refusal) {
            Requirement.check(output.hook(), refusal);
            if (Diagnosis.isAboutLoops(refusal)) return loadAgain(output, compiled, owner);
            throw Diagnosis.of(refusal, output, compiled.sources());
        }
    }

    private static Program loadOnce(ProgramCompiler.Output output, ProgramCompiler compiled) {
        try {
            return Program.load(output.spec());
        } catch (VerifierException refusal) {
            Requirement.check(output.hook(), refusal);
            throw Diagnosis.of(refusal, output, compiled.sources());
        }
    }

    /** The other version has tables of its own. */
    private static Program loadAgain(ProgramCompiler.Output plain, ProgramCompiler compiled, Consumer<Runnable> owner) {
        ProgramCompiler.Output driven =
                compiled.withDrivenLoops(plain, plain.moreLoops().orElseThrow());
        create(compiled, owner);
        return load(driven, compiled, owner);
    }

    /** What is loaded of one object. */
    static final class LoadedObject<T> implements Loaded<T> {
        private T program;
        private DataSection data;
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
        public synchronized void replace(T next) {
            if (closed) throw new IllegalStateException("this load is closed: nothing runs that could be replaced");
            ProgramCompiler compiled = ProgramCompiler.of(next, Btf::vmlinux, false);
            Replacement replacement = Replacement.of(compiled, programs);
            Deque<Runnable> made = new ArrayDeque<>();
            try {
                replacement.perform(load(compiled, made::push, made::push));
            } catch (RuntimeException | Error e) {
                made.forEach(Runnable::run);
                throw e;
            }
            List<LoadedProgram> former = List.copyOf(programs);
            programs.clear();
            programs.addAll(replacement.result());
            made.descendingIterator().forEachRemaining(owned::push);
            for (Link link : replacement.made()) own(link::close);
            for (Link link : replacement.retired()) link.close();
            for (LoadedProgram p : former) p.program().close();
            program = next;
            data = compiled.data();
        }

        @Override
        public synchronized T program() {
            return program;
        }

        @Override
        public synchronized List<LoadedProgram> programs() {
            return List.copyOf(programs);
        }

        @Override
        public synchronized LoadedProgram program(String name) {
            for (LoadedProgram p : programs) if (p.name().equals(name)) return p;
            throw new IllegalArgumentException(
                    "no hook method " + name + " in " + program.getClass().getName());
        }

        @Override
        public <V> V fields(Class<V> view) {
            return LiveFields.of(view, name -> live(name));
        }

        private synchronized DataSection.LiveField live(String name) {
            return data.live(program, name)
                    .orElseThrow(() -> new IllegalArgumentException("no program of "
                            + program.getClass().getName() + " uses a field " + name + " that is not final"));
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

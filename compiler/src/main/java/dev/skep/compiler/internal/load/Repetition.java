package dev.skep.compiler.internal.load;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.compiler.Repeatable;
import dev.skep.compiler.internal.eval.DataSection;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.hook.Hook;
import dev.skep.compiler.internal.hook.HookReader;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What is left of a program object once it is compiled and loaded: what loading it again takes. */
public final class Repetition<T> implements Repeatable<T> {
    private final Loaded<T> first;
    private final List<Form> forms;
    private final Deque<Runnable> maps;

    /** A program without what belongs to the object that it was compiled of. */
    private record Form(
            CompiledProgram description,
            ProgramSpec spec,
            Hook hook,
            Method method,
            List<WrittenAnnotation> annotations) {
        /** Tracepoints, and the groups and directions of packets, alone are no part of the code. */
        Hook hook(Object like) {
            Class<?> type = like.getClass();
            Hook its = HookReader.hookOf(
                            type.equals(method.getDeclaringClass())
                                    ? annotations
                                    : ProgramCompiler.annotations(type, method),
                            like)
                    .orElseThrow(() -> new IllegalArgumentException(
                            type.getName() + " has no hook method " + method.getName() + " of the same parameters"));
            if (its.programType() == hook.programType()
                    && (its.programType() == ProgramType.TRACEPOINT || its.programType() == ProgramType.CGROUP_SKB)) {
                return its;
            }
            if (!its.description().equals(hook.description())) {
                throw new IllegalArgumentException(
                        its.description() + " cannot be attached to by code for " + hook.description());
            }
            return hook;
        }

        /** What the kernel is told of it, which is the direction of packets, too. */
        ProgramSpec spec(Object like, Map<BpfMap, BpfMap> others) {
            ProgramSpec.Builder copy = spec.copy(others);
            if (hook.programType() == ProgramType.CGROUP_SKB) hook(like).specify(copy, Btf::vmlinux);
            return copy.build();
        }
    }

    private Repetition(Loaded<T> first, List<Form> forms, Deque<Runnable> maps) {
        this.first = first;
        this.forms = forms;
        this.maps = maps;
    }

    /** Compiles and loads. */
    public static <T> Repeatable<T> of(T program, boolean attach) {
        ProgramCompiler compiled = ProgramCompiler.of(program, Btf::vmlinux, false);
        if (compiled.data().map() != null) {
            throw new IllegalArgumentException(
                    "the fields of " + program.getClass().getName()
                            + " that are not final would be shared by all: make them final, or keep them in a map");
        }
        Deque<Runnable> maps = new ArrayDeque<>();
        try {
            Loaded<T> first = Loader.load(program, compiled, attach, maps::push);
            return new Repetition<>(
                    first,
                    compiled.programs().stream()
                            .map(one -> new Form(
                                    one.description(), one.spec(), one.hook(), one.method(), compiled.annotations(one)))
                            .toList(),
                    maps);
        } catch (RuntimeException | Error refused) {
            maps.forEach(Runnable::run);
            throw refused;
        }
    }

    @Override
    public Loaded<T> first() {
        return first;
    }

    @Override
    public Loaded<T> again(T like, Map<BpfMap, BpfMap> others, boolean attach) {
        Loader.LoadedObject<T> loaded = new Loader.LoadedObject<>(like, new DataSection());
        try {
            List<Program> programs = new ArrayList<>();
            for (Form form : forms) {
                Program program = Program.load(form.spec(like, others));
                loaded.own(program::close);
                programs.add(program);
            }
            for (int i = 0; i < forms.size(); i++) {
                Form form = forms.get(i);
                List<Link> links = attach ? Loader.attach(form.hook(like), programs.get(i)) : List.of();
                for (Link link : links) loaded.own(link::close);
                loaded.add(new LoadedProgram(form.description(), programs.get(i), links));
            }
            return loaded;
        } catch (RuntimeException | Error refused) {
            loaded.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        maps.forEach(Runnable::run);
    }
}

package dev.skep.compiler.internal.load;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.License;
import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.FunctionEntry;
import dev.skep.compiler.internal.backend.ProgramLayout;
import dev.skep.compiler.internal.backend.StackLimitException;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.check.IndexCheck;
import dev.skep.compiler.internal.check.LoopCheck;
import dev.skep.compiler.internal.check.reference.ReferenceCheck;
import dev.skep.compiler.internal.debug.DebugInfo;
import dev.skep.compiler.internal.debug.Listing;
import dev.skep.compiler.internal.debug.SourceText;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.DataSection;
import dev.skep.compiler.internal.eval.FunctionGraph;
import dev.skep.compiler.internal.eval.ProgramEvaluator;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.hook.Hook;
import dev.skep.compiler.internal.hook.HookReader;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.optimize.LongLoops;
import dev.skep.compiler.internal.optimize.LoopDriver;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles all hook methods of one program object. */
public final class ProgramCompiler {
    /** One compiled hook method. */
    public record Output(
            Method method,
            Hook hook,
            CompiledProgram description,
            CompiledCode code,
            ProgramSpec spec,
            Optional<LongLoops.Scope> moreLoops,
            List<LongLoops.Left> plainLoops) {}

    private final List<Output> programs = new ArrayList<>();
    private final Set<BpfMap> maps = new LinkedHashSet<>();
    private final CompileEnvironment environment;
    private final ReadOnce read;
    private final SourceText sources;
    private final FinishedFunctions finished;
    private final Object program;
    private final Supplier<Btf> kernelTypes;
    private final boolean listings;
    private final Supplier<Target> target;
    private final LoopSupport loops;

    private ProgramCompiler(
            ReadOnce read,
            Object program,
            Supplier<Btf> kernelTypes,
            boolean listings,
            Supplier<Target> target,
            LoopSupport loops) {
        this.read = read;
        this.environment = read.intrinsics().environment(read.classes(), kernelTypes);
        this.sources = read.sources();
        this.finished = read.functions();
        this.program = program;
        this.kernelTypes = kernelTypes;
        this.listings = listings;
        this.target = target;
        this.loops = loops;
    }

    /**
     * Compiles.
     *
     * @param listings whether the descriptions get listings
     * @throws CompileException if a method cannot run in the kernel
     */
    public static ProgramCompiler of(Object program, Supplier<Btf> kernelTypes, boolean listings) {
        return of(program, kernelTypes, listings, RunningKernel::target);
    }

    /** As {@link #of(Object, Supplier, boolean)}, for another kernel than the running one. */
    public static ProgramCompiler of(
            Object program, Supplier<Btf> kernelTypes, boolean listings, Supplier<Target> target) {
        return of(program, kernelTypes, listings, target, LoopSupport.of(kernelTypes));
    }

    /** As {@link #of(Object, Supplier, boolean, Supplier)}, with loops driven in another way. */
    public static ProgramCompiler of(
            Object program, Supplier<Btf> kernelTypes, boolean listings, Supplier<Target> target, LoopSupport loops) {
        MapFields.name(program);
        ReadOnce read = ReadOnce.of(program.getClass().getClassLoader());
        try {
            return of(new ProgramCompiler(read, program, kernelTypes, listings, target, loops));
        } finally {
            read.release();
        }
    }

    private static ProgramCompiler of(ProgramCompiler compiler) {
        try {
            compiler.compile();
        } catch (CompileException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            throw compiler.environment
                    .damagedClassFile()
                    .<RuntimeException>map(damage -> Diagnosis.of(damage, compiler.program.getClass(), failure))
                    .orElse(failure);
        }
        return compiler;
    }

    private void compile() {
        WrittenAnnotation license = environment.annotation(program.getClass(), License.class);
        if (license != null) environment.license(license.text("value"));
        List<Method> methods = new ArrayList<>(List.of(program.getClass().getDeclaredMethods()));
        methods.sort(Comparator.comparing(Method::getName).thenComparing(Method::toString));
        for (Method method : methods) {
            Optional<Hook> hook = hook(method);
            if (hook.isPresent()) programs.add(compile(method, hook.get(), loops));
        }
        if (programs.isEmpty()) {
            throw new IllegalArgumentException(program.getClass().getName()
                    + " has no hook method: annotate one with @Tracepoint, @Xdp or another of dev.skep.compiler.hook");
        }
        maps.addAll(MapFields.of(program));
    }

    private List<WrittenAnnotation> annotations(Method method) {
        return environment.annotations(method.getDeclaringClass(), method.getName(), ProgramEvaluator.type(method));
    }

    /** What stands before a hook method. */
    List<WrittenAnnotation> annotations(Output program) {
        read.hold();
        try {
            return annotations(program.method());
        } finally {
            read.release();
        }
    }

    /** What stands before the method of another class that is called like a hook method and takes the same; empty if there is none. */
    static List<WrittenAnnotation> annotations(Class<?> owner, Method like) {
        ReadOnce read = ReadOnce.of(owner.getClassLoader());
        try {
            return read.classes().annotations(owner, like.getName(), ProgramEvaluator.type(like));
        } finally {
            read.release();
        }
    }

    private Optional<Hook> hook(Method method) {
        try {
            return HookReader.hookOf(annotations(method), program);
        } catch (IllegalArgumentException wrong) {
            throw Diagnosis.of(wrong, position(method), method, sources);
        }
    }

    private @Nullable SourcePosition position(Method method) {
        return new ProgramEvaluator(environment).position(method);
    }

    /** Compiles a method once more, this time with more loops driven by the kernel. */
    Output withDrivenLoops(Output plain, LongLoops.Scope which) {
        read.hold();
        try {
            Output output = compile(plain.method(), plain.hook(), loops.with(which));
            programs.set(programs.indexOf(plain), output);
            return output;
        } finally {
            read.release();
        }
    }

    private Output compile(Method method, Hook hook, LoopSupport support) {
        List<Pipeline> pipelines = new ArrayList<>();
        ProgramEvaluator.Result result;
        CompiledCode code;
        ProgramSpec.Builder spec = ProgramSpec.builder(method.getName(), hook.programType());
        try {
            hook.specify(spec, kernelTypes);
            result = new ProgramEvaluator(environment).evaluate(program, method, hook);
            ReferenceCheck.run(result.graph(), result.functions());
            IndexCheck.run(result.graph(), result.indexedAccesses());
            IntSupplier numbers = numbersAfter(result.functions());
            List<ProgramLayout.Function> functions = new ArrayList<>();
            code = compile(result.graph(), pipelines, support, numbers, functions);
            for (FunctionGraph f : result.functions()) {
                CompiledCode own = compile(f, pipelines, support, numbers, functions);
                functions.add(new ProgramLayout.Function(
                        f.target().number(), f.target().name(), f.arguments(), own));
            }
            code = ProgramLayout.of(method.getName(), code, functions);
        } catch (Refusal refusal) {
            throw Diagnosis.of(refusal, position(method), method, sources);
        } catch (StackLimitException tooLarge) {
            throw Diagnosis.of(tooLarge, position(method), method, sources);
        }
        spec.instructions(code.instructions())
                .relocations(code.mapRelocations())
                .modules(environment.modules().called())
                .license(environment.license());
        DebugInfo.of(method.getName(), code, sources).addTo(spec);
        for (MapRelocation relocation : code.mapRelocations()) maps.add(relocation.map());
        CompiledProgram description = new CompiledProgram(
                method.getName(),
                hook.description(),
                hook.programType(),
                code.instructions(),
                code.stackBytes(),
                code.spills(),
                code.mapRelocations().stream()
                        .map(relocation -> relocation.map().name())
                        .distinct()
                        .toList(),
                notes(result, code, pipelines),
                listings ? Listing.of(steps(pipelines), code, sources) : "");
        Optional<LongLoops.Scope> moreLoops = pipelines.stream()
                .flatMap(pipeline -> pipeline.loops().next().stream())
                .min(Comparator.naturalOrder());
        List<LongLoops.Left> plainLoops = pipelines.stream()
                .flatMap(pipeline -> pipeline.loops().left().stream())
                .toList();
        return new Output(method, hook, description, code, spec.build(), moreLoops, plainLoops);
    }

    private static IntSupplier numbersAfter(List<FunctionGraph> functions) {
        int[] last = {-1};
        for (FunctionGraph function : functions)
            last[0] = Math.max(last[0], function.target().number());
        return () -> ++last[0];
    }

    /** The code of {@code function}, which another program may have had compiled already. */
    private CompiledCode compile(
            FunctionGraph function,
            List<Pipeline> pipelines,
            LoopSupport support,
            IntSupplier numbers,
            List<ProgramLayout.Function> functions) {
        Supplier<Optional<LoopDriver>> driver = () -> support.driver().apply(numbers);
        FinishedFunctions.Finished known =
                listings ? null : finished.find(function, target.get(), support.scope(), driver);
        if (known != null) {
            environment.functions().keep(function);
            pipelines.add(known.pipeline());
            return known.code();
        }
        environment.functions().forget(function);
        int own = pipelines.size();
        CompiledCode code = compile(function.graph(), pipelines, support, numbers, functions);
        if (!listings) {
            finished.add(function, target.get(), support.scope(), driver, code, pipelines.get(own));
        }
        return code;
    }

    /** The code of {@code graph}; the turns of its loops that are functions of their own join {@code functions}. */
    private CompiledCode compile(
            Graph graph,
            List<Pipeline> pipelines,
            LoopSupport support,
            IntSupplier numbers,
            List<ProgramLayout.Function> functions) {
        Pipeline pipeline =
                new Pipeline(listings).convertLoops(() -> support.driver().apply(numbers), support.scope());
        pipelines.add(pipeline);
        LoopCheck.run(graph);
        CompiledCode code = Backend.compile(graph, target.get(), pipeline);
        LoopCheck.run(graph);
        for (LongLoops.LoopFunction turn : pipeline.loops().functions()) {
            Pipeline own = new Pipeline(listings);
            pipelines.add(own);
            CompiledCode turnCode = Backend.compile(turn.graph(), target.get(), own);
            functions.add(new ProgramLayout.Function(
                    turn.target().number(), turn.target().name(), LongLoops.LoopFunction.ARGUMENTS, turnCode));
        }
        return code;
    }

    private static List<Pipeline.Step> steps(List<Pipeline> pipelines) {
        return pipelines.stream().flatMap(pipeline -> pipeline.steps().stream()).toList();
    }

    private static List<String> notes(ProgramEvaluator.Result result, CompiledCode code, List<Pipeline> pipelines) {
        List<String> notes = new ArrayList<>(result.notes());
        for (FunctionEntry function : code.functions()) notes.add(function.name() + " is a function of its own");
        for (Pipeline pipeline : pipelines) {
            for (LongLoops.Converted loop : pipeline.loops().converted()) {
                notes.add(loop.position().fileAndLine() + ": loop of at most " + loop.turns() + " turns driven by "
                        + loop.driver());
            }
        }
        return notes;
    }

    /** The compiled hook methods. */
    public List<Output> programs() {
        return programs;
    }

    /** The maps that must exist before the programs are loaded. */
    public Set<BpfMap> maps() {
        return maps;
    }

    /** Where the text of source lines comes from, for messages once all is compiled. */
    SourceText sources() {
        return new SourceText(program.getClass().getClassLoader());
    }

    /** The fields that are not final. */
    public DataSection data() {
        return environment.data();
    }
}

package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobePlace;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.usdt.UsdtArgument;
import dev.skep.bpf.usdt.UsdtProbe;
import dev.skep.bpf.usdt.UsdtProbes;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A probe that a program's author put into it. Places whose arguments lie alike are of one <i>kind</i>; the number of the kind is the
 * cookie of the place, by which the program knows where to read.
 */
final class UsdtHook implements Hook {
    private final String binary;
    private final String provider;
    private final String name;
    private final int pid;
    private @Nullable List<UsdtProbe> probes;

    private UsdtHook(String binary, String provider, String name, int pid) {
        this.binary = binary;
        this.provider = provider;
        this.name = name;
        this.pid = pid;
    }

    static UsdtHook of(WrittenAnnotation a, Object program) {
        return new UsdtHook(
                HookTarget.resolve(a.text("binary"), program),
                HookTarget.resolve(a.text("provider"), program),
                HookTarget.resolve(a.text("name"), program),
                (int) HookTarget.number(a.text("pid"), program, UprobeAttachment.EVERY_PROCESS));
    }

    private List<UsdtProbe> probes() {
        List<UsdtProbe> known = probes;
        if (known == null) probes = known = UsdtProbes.of(path()).find(provider, name);
        return known;
    }

    private Path path() {
        return UprobeHook.file(binary);
    }

    private UprobeAttachment attachment() {
        return new UprobeAttachment(pid, false, probes().size() > 1);
    }

    /** The arguments of each kind of place. */
    private List<List<UsdtArgument>> kinds() {
        return probes().stream().map(UsdtProbe::arguments).distinct().toList();
    }

    @Override
    public ProgramType programType() {
        return ProgramType.KPROBE;
    }

    @Override
    public String description() {
        return "USDT probe " + (provider.isEmpty() ? name : provider + ":" + name) + " in " + binary;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        Abstract all = Registers.all(type, evaluation);
        if (all != null) return all;
        Value value = new UsdtReads(evaluation, index).value(choices(index));
        return ArgumentArray.typed(value, type, Region.USER);
    }

    @Override
    public Value address(int index, Evaluation evaluation) {
        return new UsdtReads(evaluation, index).address(choices(index));
    }

    @Override
    public int register(String name, Evaluation evaluation) {
        return new Registers(evaluation).offset(name);
    }

    /** Where an argument is at the places of each kind. */
    private List<UsdtArgument> choices(int index) {
        List<UsdtArgument> choices = new ArrayList<>();
        for (List<UsdtArgument> arguments : kinds()) {
            if (index >= arguments.size()) {
                throw new Refusal(
                        description() + " passes " + arguments.size() + " arguments, not " + (index + 1),
                        "remove parameters");
            }
            choices.add(arguments.get(index));
        }
        return choices;
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        attachment().specify(spec);
    }

    @Override
    public List<Link> attach(Program program) {
        List<List<UsdtArgument>> kinds = kinds();
        List<UprobePlace> places = probes().stream()
                .map(probe -> probe.place(kinds.indexOf(probe.arguments())))
                .toList();
        return attachment().attach(program, path(), places);
    }
}

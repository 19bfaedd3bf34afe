package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobePlace;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.SymbolPattern;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A probe on functions or an instruction of a program or library. */
final class UprobeHook implements Hook {
    private final String binary;
    private final List<SymbolPattern> symbols;
    private final long offset;
    private final UprobeAttachment attachment;
    private final long cookie;
    private final long semaphore;

    private UprobeHook(
            String binary,
            List<SymbolPattern> symbols,
            long offset,
            UprobeAttachment attachment,
            long cookie,
            long semaphore) {
        this.binary = binary;
        this.symbols = symbols;
        this.offset = offset;
        this.attachment = attachment;
        this.cookie = cookie;
        this.semaphore = semaphore;
    }

    static UprobeHook of(WrittenAnnotation a, Object program, boolean onReturn) {
        List<SymbolPattern> symbols = a.texts("symbol").stream()
                .map(text -> HookTarget.resolve(text, program))
                .filter(text -> !text.isEmpty())
                .map(SymbolPattern::new)
                .toList();
        String binary = HookTarget.resolve(a.text("binary"), program);
        boolean several =
                symbols.size() > 1 || (!symbols.isEmpty() && symbols.getFirst().isPattern());
        UprobeAttachment attachment = new UprobeAttachment(
                (int) HookTarget.number(a.text("pid"), program, UprobeAttachment.EVERY_PROCESS), onReturn, several);
        long offset = HookTarget.number(a.text("offset"), program, 0);
        if (symbols.isEmpty() && offset == 0) {
            throw new IllegalArgumentException("a uprobe in " + binary + " needs a symbol or an offset in the file");
        }
        if (onReturn && !symbols.isEmpty() && offset != 0) {
            throw new IllegalArgumentException("a return of " + symbols.getFirst() + " in " + binary
                    + " is caught at the function's first instruction, not at +" + offset);
        }
        return new UprobeHook(
                binary,
                symbols,
                offset,
                attachment,
                HookTarget.number(a.text("cookie"), program, 0),
                onReturn ? 0 : HookTarget.number(a.text("semaphore"), program, 0));
    }

    @Override
    public ProgramType programType() {
        return ProgramType.KPROBE;
    }

    @Override
    public String description() {
        String names =
                String.join(", ", symbols.stream().map(SymbolPattern::text).toList());
        String where = offset == 0 ? names : names + "+0x" + Long.toHexString(offset);
        return (attachment.onReturn() ? "return of " : "entry of ") + where + " in " + binary;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return Registers.parameter(index, type, Region.USER, attachment.onReturn(), evaluation);
    }

    @Override
    public int register(String name, Evaluation evaluation) {
        return new Registers(evaluation).offset(name);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        attachment.specify(spec);
    }

    @Override
    public List<Link> attach(Program program) {
        Path path = file(binary);
        List<UprobePlace> places = symbols.isEmpty()
                ? List.of(UprobePlace.at(offset).withCookie(cookie))
                : UprobePlaces.of(path, symbols, offset, cookie);
        return attachment.attach(
                program,
                path,
                places.stream().map(place -> place.withSemaphore(semaphore)).toList());
    }

    /** The file behind a name as people write it. */
    static Path file(String name) {
        return BinaryPath.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no program or library " + name + " was found"));
    }
}

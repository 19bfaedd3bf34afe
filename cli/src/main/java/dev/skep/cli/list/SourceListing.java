package dev.skep.cli.list;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.FuncInfo;
import dev.skep.bpf.btf.LineInfo;
import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.inspect.ProgramCode;
import dev.skep.cli.command.CommandFailure;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** {@code skep list --source}: the instructions of a program in the kernel, each source line before those that it became. */
final class SourceListing {
    private final int id;
    private final String type;
    private final ProgramCode code;

    private SourceListing(int id, String type, ProgramCode code) {
        this.id = id;
        this.type = type;
        this.code = code;
    }

    /**
     * Reads a program.
     *
     * @throws CommandFailure if there is none with this id
     */
    static SourceListing of(int id) {
        try (KernelObject program = KernelObject.open(ObjectKind.PROGRAM, id)
                .orElseThrow(() -> CommandFailure.failure("no program has id " + id + ": see skep list programs"))) {
            String type = KernelNames.programType(program.programInfo().type());
            return new SourceListing(id, type, ProgramCode.of(program));
        }
    }

    /** Prints it; fails when the kernel hides the instructions. */
    void print(PrintStream out) {
        if (code.hidden()) {
            throw CommandFailure.failure("the kernel hides the instructions of program " + id
                    + ": its constants are blinded (net.core.bpf_jit_harden), and such programs are shown only with CAP_SYSLOG"
                    + " and kernel.kptr_restrict below 2");
        }
        out.println("program " + id + " " + code.name() + " (" + type + "), "
                + code.instructions().size() + " instructions after the verifier's changes");
        if (code.lines().isEmpty() || code.types().isEmpty()) {
            out.println("; no source lines: it was loaded without line info");
        }
        long[] words = code.instructions().stream().mapToLong(Long::longValue).toArray();
        Map<Integer, LineInfo> lines = new HashMap<>();
        code.lines().forEach(line -> lines.put(line.instruction(), line));
        Map<Integer, FuncInfo> functions = new HashMap<>();
        code.functions().forEach(function -> functions.put(function.instruction(), function));
        Disassembler disassembler = Disassembler.with(new TranslatedSymbols());
        for (int i = 0; i < words.length; i++) {
            FuncInfo function = functions.get(i);
            LineInfo line = lines.get(i);
            Btf types = code.types().orElse(null);
            if (types != null && function != null) {
                out.println(printable(name(types, function)) + ":");
            }
            if (types != null && line != null) {
                out.println("; " + printable(source(types, line)));
            }
            out.println("   " + disassembler.line(words, i));
            if (InstructionWord.isLoadImm64(words[i])) {
                i++;
            }
        }
    }

    private static String name(Btf types, FuncInfo function) {
        return function.typeId() > 0 && function.typeId() < types.typeCount()
                ? types.name(function.typeId())
                : "function " + function.typeId();
    }

    private static String source(Btf types, LineInfo line) {
        try {
            String file = types.string(line.fileName());
            String text = types.string(line.text()).strip();
            return file.substring(file.lastIndexOf('/') + 1) + ":" + line.line() + "  " + text;
        } catch (MalformedInputException nonsense) {
            return "line " + line.line();
        }
    }

    /** Source text of others is not to be trusted with a terminal. */
    private static String printable(String text) {
        return text.replace('\t', ' ').replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]", "?");
    }
}

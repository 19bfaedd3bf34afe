package dev.skep.compiler.internal.debug;

import dev.skep.bpf.btf.BtfLinkage;
import dev.skep.bpf.btf.BtfParameter;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.btf.FuncInfo;
import dev.skep.bpf.btf.LineInfo;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.FunctionEntry;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the kernel is told about a program's source, so that its verifier log and {@code bpftool prog dump xlated linum}
 * show Java lines: a function type, which function begins at instruction 0, and the line of each instruction.
 *
 * <p>The main function's type is the same for all programs: {@code int name(void *ctx)}. The functions that it calls are static to the
 * kernel, which then follows each call with what it knows of the arguments and takes no notice of their types.
 */
public final class DebugInfo {
    private static final int VOID = 0;

    private final byte[] btf;
    private final byte[] functions;
    private final byte[] lines;

    private DebugInfo(byte[] btf, byte[] functions, byte[] lines) {
        this.btf = btf;
        this.functions = functions;
        this.lines = lines;
    }

    /** The information for {@code code} as a function of this name. */
    public static DebugInfo of(String function, CompiledCode code, SourceText sources) {
        BtfWriter types = new BtfWriter();
        int number = types.addInt("int", Integer.BYTES, true);
        int context = types.addPointer(VOID);
        int prototype = types.addFuncProto(number, List.of(new BtfParameter("ctx", context)));
        List<FuncInfo> functions = new ArrayList<>();
        Set<Integer> starts = new HashSet<>();
        functions.add(new FuncInfo(0, types.addFunc(identifier(function), prototype, BtfLinkage.GLOBAL)));
        for (FunctionEntry entry : code.functions()) {
            List<BtfParameter> parameters = new ArrayList<>();
            for (int i = 0; i < entry.arguments(); i++) parameters.add(new BtfParameter("a" + i, context));
            int type = types.addFuncProto(number, parameters);
            functions.add(new FuncInfo(
                    entry.instruction(), types.addFunc(identifier(entry.name()), type, BtfLinkage.STATIC)));
            starts.add(entry.instruction());
        }
        List<LineInfo> lines = new ArrayList<>();
        SourcePosition last = null;
        for (LineEntry entry : code.lines()) {
            SourcePosition position = entry.position();
            if (last != null && last.sameLine(position) && !starts.contains(entry.instruction())) continue;
            last = position;
            int file = types.addString(position.file());
            int text = types.addString(sources.line(position));
            lines.add(new LineInfo(entry.instruction(), file, text, position.line(), 0));
        }
        return new DebugInfo(types.toBytes(), FuncInfo.encode(functions), LineInfo.encode(lines));
    }

    /** Adds the information to a program. */
    public void addTo(ProgramSpec.Builder program) {
        program.btf(btf).functionInfo(functions).lineInfo(lines);
    }

    /** The name as the kernel allows it: letters, digits, '_' and '.', no digit first. */
    private static String identifier(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_.]", "_");
        return Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }
}

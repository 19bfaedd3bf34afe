package dev.skep.compiler.internal.debug;

import dev.skep.bpf.btf.BtfLinkage;
import dev.skep.bpf.btf.BtfParameter;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.btf.FuncInfo;
import dev.skep.bpf.btf.LineInfo;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel is told about a program's source, so that its verifier log and {@code bpftool prog dump xlated linum}
 * show Java lines: a function type, which function begins at instruction 0, and the line of each instruction.
 *
 * <p>The function's type is the same for all programs: {@code int name(void *ctx)}.
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
        int functionType = types.addFunc(identifier(function), prototype, BtfLinkage.GLOBAL);
        List<LineInfo> lines = new ArrayList<>();
        SourcePosition last = null;
        for (LineEntry entry : code.lines()) {
            SourcePosition position = entry.position();
            if (last != null && last.sameLine(position)) continue;
            last = position;
            int file = types.addString(position.file());
            int text = types.addString(sources.line(position));
            lines.add(new LineInfo(entry.instruction(), file, text, position.line(), 0));
        }
        byte[] functions = FuncInfo.encode(List.of(new FuncInfo(0, functionType)));
        return new DebugInfo(types.toBytes(), functions, LineInfo.encode(lines));
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

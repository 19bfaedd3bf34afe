package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** The registers that hold a packet's first byte and the byte after its last, valid until a helper changes the packet. */
public record PacketBounds(Value data, Value end) {
    /** Reads the bounds from the context, {@code struct xdp_md}. */
    static PacketBounds read(Evaluation evaluation) {
        CodeBuilder code = evaluation.builder();
        Value data = code.load(evaluation.context(), 0, 4, false, Width.W64, "data");
        Value end = code.load(evaluation.context(), 4, 4, false, Width.W64, "data_end");
        return new PacketBounds(data, end);
    }
}

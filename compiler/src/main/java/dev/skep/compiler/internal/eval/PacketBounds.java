package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** The registers that hold a packet's first byte and the byte after its last, valid until a helper changes the packet. */
public record PacketBounds(Value data, Value end) {
    /** Reads the bounds from the context. */
    static PacketBounds read(Evaluation evaluation, PacketLayout layout) {
        CodeBuilder code = evaluation.builder();
        Value data = code.load(evaluation.context(), layout.data(), layout.size(), false, Width.W64, "data");
        Value end = code.load(evaluation.context(), layout.end(), layout.size(), false, Width.W64, "data_end");
        return new PacketBounds(data, end);
    }
}

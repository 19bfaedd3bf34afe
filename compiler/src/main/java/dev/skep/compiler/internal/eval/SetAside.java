package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Code that was taken back to try another way, and can be put back as it was. */
final class SetAside {
    private final CodeBuilder.Part code;
    private final Frame frame;
    private final List<Pending> returns;
    private final List<Entry> entries = new ArrayList<>();

    /** An edge into the code, and where it led. */
    private record Entry(Edge edge, @Nullable Block target, List<Value> arguments) {}

    /**
     * Takes back what was built since {@code start}.
     *
     * @param entry the paths that lead into it
     * @param firstReturn the first of the method's returns that belongs to it
     */
    SetAside(CodeBuilder builder, CodeBuilder.Mark start, List<Pending> entry, Frame frame, int firstReturn) {
        this.frame = frame;
        List<Pending> own = frame.returns().subList(firstReturn, frame.returns().size());
        returns = List.copyOf(own);
        own.clear();
        for (Pending path : entry) {
            Edge edge = path.edge();
            entries.add(new Entry(edge, edge.targetIfSet(), List.copyOf(edge.arguments())));
        }
        code = builder.takeOut(start);
    }

    /** Puts it back; what was built instead has been taken back before. */
    void putBack(CodeBuilder builder) {
        builder.putIn(code);
        frame.returns().addAll(returns);
        for (Entry entry : entries) {
            if (entry.target() != null) entry.edge().retarget(entry.target(), entry.arguments());
        }
    }
}

package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Range;
import org.jspecify.annotations.Nullable;

/** What a branch taught about a register on one path. */
sealed interface Fact {
    /** The pointer is not null. */
    record NonNull() implements Fact {}

    /** The pointer is null. */
    record Null() implements Fact {}

    /** The integer has this value in its width, sign-extended. */
    record Equal(long value) implements Fact {}

    /** The integer, in its width and with its sign, lies in this range. */
    record Within(Range range) implements Fact {}

    /** The integer comes out of a table, all of whose numbers lie in this range; the verifier does not know. */
    record FromTable(Range range) implements Fact {}

    /** What is true whichever of the two is, or null. */
    static @Nullable Fact either(Fact a, @Nullable Fact b) {
        if (b == null || a.equals(b)) return b;
        Range first = range(a);
        Range second = range(b);
        if (first == null || second == null) return null;
        Range union = first.union(second);
        return a instanceof FromTable || b instanceof FromTable ? new FromTable(union) : new Within(union);
    }

    /** The range that a fact about an integer says, or null for facts about pointers. */
    static @Nullable Range range(@Nullable Fact fact) {
        if (fact instanceof Equal e) return Range.of(e.value());
        if (fact instanceof FromTable t) return t.range();
        return fact instanceof Within w ? w.range() : null;
    }
}

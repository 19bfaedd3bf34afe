package dev.skep.compiler.internal.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that become functions for {@code bpf_loop}, and those that cannot. */
class LoopFunctionsTest {
    private static LongLoops.Result convert(String program) {
        return convert(program, LongLoops.Scope.ALL);
    }

    private static LongLoops.Result convert(String program, LongLoops.Scope scope) {
        Graph graph = GraphText.parse(program);
        return LongLoops.run(graph, () -> Optional.of(new LoopDriver.CallbackHelper(() -> 0)), scope);
    }

    private static void expectLeft(String reason, String program) {
        LongLoops.Result result = convert(program);
        assertThat(result.left()).extracting(LongLoops.Left::reason).containsExactly(reason);
        assertThat(result.functions()).isEmpty();
    }

    @Test
    void aLoopThatCarriesAnAddressStays() {
        expectLeft("it carries an address from one turn to the next", """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  jump b1[#0, v1]
                b1[v2:32, v3]:
                  branch.32 v2 less_signed #10 -> b2 else b3
                b2:
                  v4 = load.u64 [v3+8]
                  v5 = add.32 v2, #1
                  jump b1[v5, v4]
                b3:
                  return #0
                """);
    }

    @Test
    void aLoopThatCarriesWhatItComputesAddressesFromStays() {
        expectLeft("it carries an address from one turn to the next", """
                slot 16 8
                b0:
                  v1 = load.u64 [&slot0+0]
                  jump b1[#0, v1]
                b1[v2:32, v3]:
                  branch.32 v2 less_signed #10 -> b2 else b3
                b2:
                  v4 = add.64 v3, #8L
                  v5:32 = load.u8 [v4+0]
                  v6 = load.u64 [&slot0+8]
                  v7 = add.32 v2, v5
                  jump b1[v7, v6]
                b3:
                  return #0
                """);
    }

    @Test
    void aLoopThatFindsAnAddressForWhatIsBehindItStays() {
        expectLeft("an address that one of its turns finds is used behind it", """
                b0:
                  v0 = context
                  jump b1[#0]
                b1[v1:32]:
                  branch.32 v1 less_signed #10 -> b2 else b4
                b2:
                  v2 = load.u64 [v0+8]
                  v3 = load.u64 [v2+0]
                  branch.64 v3 equal #5L -> b5 else b3
                b3:
                  v4 = add.32 v1, #1
                  jump b1[v4]
                b4:
                  return #0
                b5:
                  v5 = load.u64 [v2+16]
                  return v5
                """);
    }

    @Test
    void aLoopThatWritesWhereNobodyKnowsTheSlotStays() {
        expectLeft("its turns write to a struct of which only the address is known", """
                slot 8 8
                slot 8 8
                b0:
                  store.64 [&slot0+0], &slot1
                  jump b1[#0]
                b1[v1:32]:
                  branch.32 v1 less_signed #10 -> b2 else b3
                b2:
                  v2 = load.u64 [&slot0+0]
                  store.64 [v2+0], #1L
                  v3 = add.32 v1, #1
                  jump b1[v3]
                b3:
                  return #0
                """);
    }

    @Test
    void aLoopThatKeepsAnAddressOnTheStackStays() {
        expectLeft("its turns keep an address on the stack", """
                slot 8 8
                b0:
                  v0 = context
                  jump b1[#0]
                b1[v1:32]:
                  branch.32 v1 less_signed #10 -> b2 else b3
                b2:
                  v2 = load.u64 [v0+8]
                  v3 = load.u64 [v2+0]
                  store.64 [&slot0+0], v2
                  v4 = add.32 v1, #1
                  jump b1[v4]
                b3:
                  v5 = load.u64 [&slot0+0]
                  return v5
                """);
    }

    @Test
    void aLoopMayWriteToMemoryThatIsNoStack() {
        LongLoops.Result result = convert("""
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  jump b1[#0]
                b1[v2:32]:
                  branch.32 v2 less_signed #10 -> b2 else b3
                b2:
                  store.64 [v1+0], #1L
                  v3 = add.32 v2, #1
                  jump b1[v3]
                b3:
                  return #0
                """);
        assertThat(result.left()).isEmpty();
        assertThat(result.functions()).hasSize(1);
        assertThat(result.converted())
                .extracting(LongLoops.Converted::turns, LongLoops.Converted::driver)
                .containsExactly(tuple(10, "bpf_loop"));
    }

    @Test
    void countsTheTurnsFromWhereTheyBegin() {
        LongLoops.Result result = convert("""
                b0:
                  v0 = context
                  jump b1[#4]
                b1[v1:32]:
                  branch.32 v1 less_signed #10 -> b2 else b3
                b2:
                  store.64 [v0+0], #1L
                  v2 = add.32 v1, #2
                  jump b1[v2]
                b3:
                  return #0
                """);
        assertThat(result.converted()).extracting(LongLoops.Converted::turns).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aCounterThatMayWrapTellsNothing(int step) {
        LongLoops.Result result = convert("""
                b0:
                  v0 = context
                  jump b1[#0]
                b1[v1:32]:
                  v2 = load.u64 [v0+0]
                  v3 = add.32 v1, #%d
                  branch.64 v2 equal #0L -> b2 else b1[v3]
                b2:
                  return v1
                """.formatted(step), LongLoops.Scope.LONG);
        assertThat(result.converted()).isEmpty();
        assertThat(result.left()).isEmpty();
        assertThat(result.next()).contains(LongLoops.Scope.OPEN);
    }

    /** The verifier would otherwise take what the first turn found there for what all turns find. */
    @Test
    void aTurnForgetsWhatWasOnTheStackBefore() {
        LongLoops.Result result = convert("""
                slot 16 4
                b0:
                  v0 = context
                  store.32 [&slot0+4], #7
                  store.16 [&slot0+8], #7
                  jump b1[#0]
                b1[v1:32]:
                  branch.32 v1 less_signed #10 -> b2 else b3
                b2:
                  v2:32 = load.u32 [&slot0+4]
                  v3 = add.32 v2, v2
                  store.32 [&slot0+4], v3
                  v4 = add.32 v1, #1
                  jump b1[v4]
                b3:
                  v5:32 = load.u32 [&slot0+4]
                  return v5
                """);
        assertThat(GraphText.print(result.functions().getFirst().graph())).contains("""
                    v2 = shift_right_unsigned.64 v0, #31L
                    v3 = negate.64 v2
                    v4 = load.u64 [v1+16] (loop state)
                    v5 = load.u32 [v4+4]
                    v6 = xor.32 v5, v2
                    store.32 [v4+4], v6
                    v7 = load.u16 [v4+8]
                    v8 = xor.32 v7, v2
                    store.16 [v4+8], v8
                    v9 = load.u32 [v1+8] (loop state)
                    v10 = xor.32 v9, v2
                    v11 = and.32 v10, #15
                    jump b1[v11]
                """);
    }
}

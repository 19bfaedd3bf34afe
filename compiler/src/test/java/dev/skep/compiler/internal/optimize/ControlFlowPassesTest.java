package dev.skep.compiler.internal.optimize;

import org.junit.jupiter.api.Test;

class ControlFlowPassesTest {
    @Test
    void removesBlocksThatNothingLeadsTo() {
        PassExpectation.expect(UnreachableBlocks::run, """
                b0:
                  jump b2
                b1:
                  jump b2
                b2:
                  return #0
                """, """
                b0:
                    jump b1
                b1:
                    return #0
                """);
    }

    @Test
    void appendsABlockToItsOnlyPredecessor() {
        PassExpectation.expect(BlockMerging::run, """
                b0:
                  v0 = context
                  jump b1[v0]
                b1[v1]:
                  v2 = load.u8 [v1+0]
                  return v2
                """, """
                b0:
                    v0 = context
                    v1 = load.u8 [v0+0]
                    return v1
                """);
    }

    @Test
    void leadsAnEdgeWithAConstantPastTheTestOfIt() {
        PassExpectation.expect(PassExpectation.inOrder(JumpThreading::run, UnreachableBlocks::run), """
                b0:
                  v0 = context
                  v1:32 = load.u8 [v0+0]
                  branch.32 v1 equal #6 -> b1[#1] else b2
                b2:
                  branch.32 v1 equal #17 -> b1[#1] else b1[#0]
                b1[v2:32]:
                  branch.32 v2 equal #0 -> b3 else b4
                b3:
                  return #10
                b4:
                  return #20
                """, """
                b0:
                    v0 = context
                    v1 = load.u8 [v0+0]
                    branch.32 v1 equal #6 -> b1 else b2
                b2:
                    branch.32 v1 equal #17 -> b1 else b3
                b3:
                    return #10
                b1:
                    return #20
                """);
    }

    @Test
    void entersACountingLoopAtItsBody() {
        PassExpectation.expect(JumpThreading::run, """
                b0:
                  v0 = context
                  jump b1[#0, #0L]
                b1[v1:32, v2]:
                  branch.32 v1 less_signed #10 -> b2 else b3
                b2:
                  v3 = load.u64 [v0+0]
                  v4 = add.64 v2, v3
                  v5 = add.32 v1, #1
                  jump b1[v5, v4]
                b3:
                  return v2
                """, """
                b0:
                    v0 = context
                    jump b1[#0, #0L]
                b2[v1, v2]:
                    branch.32 v1 less_signed #10 -> b1[v1, v2] else b3
                b1[v3, v4]:
                    v5 = load.u64 [v0+0]
                    v6 = add.64 v4, v5
                    v7 = add.32 v3, #1
                    jump b2[v7, v6]
                b3:
                    return v2
                """);
    }

    @Test
    void passesThroughEmptyBlocks() {
        PassExpectation.expect(PassExpectation.inOrder(JumpThreading::run, UnreachableBlocks::run), """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  branch.64 v1 equal #0L -> b1 else b2[v1]
                b1:
                  jump b2[#7L]
                b2[v2]:
                  store.64 [v0+8], v2
                  return #0
                """, """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    branch.64 v1 equal #0L -> b1[#7L] else b1[v1]
                b1[v2]:
                    store.64 [v0+8], v2
                    return #0
                """);
    }

    @Test
    void doesNotPassABlockWhoseValueIsNeededWhereItsWaysMeet() {
        String program = """
                b0:
                    v0 = context
                    jump b1[#0]
                b1[v1]:
                    branch.32 v1 equal #0 -> b2 else b3
                b2:
                    store.8 [v0+0], #1
                    jump b4
                b3:
                    store.8 [v0+1], #1
                    jump b4
                b4:
                    return v1
                """;
        PassExpectation.expect(JumpThreading::run, program.replace("b1[v1]:", "b1[v1:32]:"), program);
    }

    @Test
    void removesParametersThatAreTheSameValueRoundALoop() {
        PassExpectation.expect(RedundantParameters::run, """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  jump b1[v1, v1, #5L]
                b1[v2, v3, v4]:
                  branch.64 v4 equal #0L -> b2 else b1[v3, v2, v4]
                b2:
                  return v2
                """, """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    jump b1
                b1:
                    branch.64 #5L equal #0L -> b2 else b1
                b2:
                    return v1
                """);
    }
}

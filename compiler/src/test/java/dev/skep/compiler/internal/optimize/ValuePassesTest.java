package dev.skep.compiler.internal.optimize;

import org.junit.jupiter.api.Test;

class ValuePassesTest {
    @Test
    void removesWhatOnlyKeepsItselfAliveRoundALoop() {
        PassExpectation.expect(DeadCode::run, """
                b0:
                  v0 = context
                  v9 = load.u64 [v0+8]
                  jump b1[#0L, #3L]
                b1[v1, v2]:
                  v3 = add.64 v1, #1L
                  v4 = add.64 v2, #-1L
                  branch.64 v4 equal #0L -> b2 else b1[v3, v4]
                b2:
                  return #0
                """, """
                b0:
                    jump b1[#3L]
                b1[v0]:
                    v1 = add.64 v0, #-1L
                    branch.64 v1 equal #0L -> b2 else b1[v1]
                b2:
                    return #0
                """);
    }

    @Test
    void keepsCallsWhoseResultIsNotUsed() {
        String program = """
                b0:
                    v0 = call helper5()
                    return #0
                """;
        PassExpectation.expect(DeadCode::run, program, program);
    }

    @Test
    void computesAPointerOnceBelowItsCheck() {
        PassExpectation.expect(CommonSubexpressions::run, """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2 = load.u64 [v0+8]
                  v3 = add.64 v1, v2
                  branch.64 v3 greater_unsigned v2 -> b1 else b2
                b1:
                  return #0
                b2:
                  v4 = add.64 v2, v1
                  v5 = load.u8 [v4+0]
                  return v5
                """, """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    v2 = load.u64 [v0+8]
                    v3 = add.64 v1, v2
                    branch.64 v3 greater_unsigned v2 -> b1 else b2
                b1:
                    return #0
                b2:
                    v4 = load.u8 [v3+0]
                    return v4
                """);
    }

    @Test
    void doesNotReuseWhatAnotherPathComputed() {
        String program = """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    branch.64 v1 equal #0L -> b1 else b2
                b1:
                    v2 = add.64 v1, v0
                    return v2
                b2:
                    v3 = add.64 v1, v0
                    return v3
                """;
        PassExpectation.expect(CommonSubexpressions::run, program, program);
    }

    @Test
    void neverJoinsLoads() {
        String program = """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    v2 = load.u64 [v0+0]
                    v3 = add.64 v1, v2
                    return v3
                """;
        PassExpectation.expect(CommonSubexpressions::run, program, program);
    }

    @Test
    void letsALoadExtendItself() {
        PassExpectation.expect(LoadExtension::run, """
                b0:
                  v0 = context
                  v1:32 = load.u32 [v0+0]
                  v2 = sign_extend.32to64 v1
                  return v2
                """, """
                b0:
                    v0 = context
                    v1 = load.s32 [v0+0]
                    return v1
                """);
    }

    @Test
    void keepsALoadThatIsAlsoUsedAsItIs() {
        String program = """
                b0:
                    v0 = context
                    v1 = load.u32 [v0+0]
                    v2 = sign_extend.32to64 v1
                    store.32 [v0+4], v1
                    return v2
                """;
        PassExpectation.expect(LoadExtension::run, program.replace("v1 =", "v1:32 ="), program);
    }

    @Test
    void leavesOutZerosThatAreOverwrittenBeforeAnybodyReadsThem() {
        PassExpectation.expect(DeadStores::run, """
                b0:
                  v0 = context
                  v1 = call helper131(v0, #24L, #0L)
                  branch.64 v1 equal #0L -> b2 else b1
                b1:
                  store.64 [v1+0], #0L
                  store.64 [v1+8], #0L
                  store.64 [v1+16], #0L
                  v2 = call helper5()
                  store.64 [v1+0], v2
                  store.32 [v1+8], #1
                  v3 = add.64 v1, #12L
                  store.32 [v3+0], #2
                  store.32 [v1+16], #3
                  v4 = call helper132(v1, #0L)
                  return #0
                b2:
                  return #0
                """, """
                b0:
                    v0 = context
                    v1 = call helper131(v0, #24L, #0L)
                    branch.64 v1 equal #0L -> b1 else b2
                b2:
                    store.64 [v1+16], #0L
                    v2 = call helper5()
                    store.64 [v1+0], v2
                    store.32 [v1+8], #1
                    v3 = add.64 v1, #12L
                    store.32 [v3+0], #2
                    store.32 [v1+16], #3
                    v4 = call helper132(v1, #0L)
                    return #0
                b1:
                    return #0
                """);
    }

    @Test
    void keepsStoresThatSomebodyMayRead() {
        String program = """
                slot 8 8
                slot 8 8
                b0:
                    v0 = context
                    store.64 [&slot0+0], #0L
                    v1 = load.u8 [&slot0+3]
                    store.64 [&slot0+0], v1
                    v2 = call helper1(v0, &slot0)
                    store.64 [&slot0+0], #0L
                    store.64 [&slot1+0], #0L
                    store.64 [v0+0], &slot1
                    v3 = call helper2(v0, v2)
                    store.64 [&slot1+0], #1L
                    v4 = load.u64 [v0+8]
                    return v4
                """;
        PassExpectation.expect(DeadStores::run, program, program.substring(program.indexOf("b0")));
    }

    @Test
    void keepsWhatAnAtomicOperationAddsTo() {
        String program = """
                slot 8 8
                b0:
                    store.64 [&slot0+0], #5L
                    atomic_add.64 [&slot0+0], #1L
                    store.64 [&slot0+0], #0L
                    v0 = load.u64 [&slot0+0]
                    return v0
                """;
        PassExpectation.expect(DeadStores::run, program, program.substring(program.indexOf("b0")));
    }
}

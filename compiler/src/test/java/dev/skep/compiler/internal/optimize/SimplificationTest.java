package dev.skep.compiler.internal.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplificationTest {
    /** The expression over v1 (64 bits), v2 (its lower half), v3 (an unsigned byte) and what is returned afterwards. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            add.64 v1, #0L                       | v1
            multiply.64 v1, #1L                  | v1
            multiply.64 v1, #0L                  | #0L
            multiply.64 v1, #8L                  | shift_left.64 v1, #3L
            multiply.32 v2, #-1                  | negate.32 v2
            divide_unsigned.64 v1, #16L          | shift_right_unsigned.64 v1, #4L
            remainder_unsigned.32 v2, #32        | and.32 v2, #31
            divide_signed.64 v1, #16L            | divide_signed.64 v1, #16L
            divide_signed.32 v3, #16             | shift_right_unsigned.32 v3, #4
            remainder_signed.32 v3, #10          | remainder_unsigned.32 v3, #10
            divide_signed.64 v1, #0L             | #0L
            remainder_signed.64 v1, #0L          | v1
            subtract.64 v1, #5L                  | add.64 v1, #-5L
            subtract.64 #0L, v1                  | negate.64 v1
            subtract.64 v1, v1                   | #0L
            xor.32 v2, v2                        | #0
            and.64 v1, v1                        | v1
            add.64 #7L, v1                       | add.64 v1, #7L
            and.32 v3, #255                      | v3
            and.32 v3, #256                      | and.32 v3, #256
            and.64 v1, #4294967295L              | zero_extend.32to64 v1
            shift_left.32 v2, #33                | shift_left.32 v2, #1
            shift_left.64 v1, #64L               | v1
            shift_right_unsigned.32 v3, #8       | #0
            shift_right_signed.32 v3, #2         | shift_right_unsigned.32 v3, #2
            zero_extend.8to32 v3                 | v3
            sign_extend.16to32 v3                | v3
            sign_extend.32to64 v3                | zero_extend.32to64 v3
            zero_extend.16to64 v3                | zero_extend.32to64 v3
            sign_extend.8to32 v3                 | sign_extend.8to32 v3
            add.32 #2147483647, #1               | #-2147483648
            divide_signed.32 #-2147483648, #-1   | #-2147483648
            byte_swap.16 #8                      | #2048
            """)
    void makesCheaper(String expression, String expected) {
        String program = """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2:32 = load.u32 [v0+8]
                  v3:32 = load.u8 [v0+12]
                  v4 = EXPRESSION
                  return v4
                """;
        Graph graph = GraphText.parse(program.replace("EXPRESSION", expression));
        Simplification.run(graph);
        String listing = GraphText.print(graph);
        String returned = expected.contains(" ") ? "v4 = " + expected + "\n    return v4" : "return " + expected;
        assertThat(listing).endsWith("    " + returned + "\n");
    }

    /** Where the sign goes to be the only bit that is left; as it was where other bits are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shift_right_signed.64 v1, #63L | and.64 v3, #8L          | shift_right_unsigned.64 v1, #60L | and.64 v2, #8L
            shift_right_signed.64 v1, #63L | and.64 v3, #1L          | shift_right_unsigned.64 v1, #63L | and.64 v2, #1L
            shift_right_signed.64 v1, #40L | and.64 v3, #16777216L   | shift_right_unsigned.64 v1, #39L | and.64 v2, #16777216L
            shift_right_signed.64 v1, #40L | and.64 v3, #4194304L    | shift_right_signed.64 v1, #40L   | and.64 v2, #4194304L
            shift_right_signed.64 v1, #63L | and.64 v3, #12L         | shift_right_signed.64 v1, #63L   | and.64 v2, #12L
            shift_right_signed.64 v1, #63L | and.32 v3, #-2147483648 | shift_right_unsigned.64 v1, #32L | and.32 v2, #-2147483648
            shift_right_signed.32 v2, #31  | and.32 v3, #4           | shift_right_unsigned.32 v1, #29  | and.32 v2, #4
            """)
    void putsASignWhereItsBitIs(String shift, String mask, String shifted, String masked) {
        String program = """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2:32 = load.u32 [v0+8]
                  v3 = SHIFT
                  v4 = MASK
                  return v4
                """;
        Graph graph = GraphText.parse(program.replace("SHIFT", shift).replace("MASK", mask));
        Simplification.run(graph);
        DeadCode.run(graph);
        String listing = GraphText.print(graph);
        assertThat(listing).endsWith("= " + shifted + "\n    v3 = " + masked + "\n    return v3\n");
    }

    @Test
    void addsUpConstantsAndPutsThemIntoTheOffset() {
        PassExpectation.expect(
                PassExpectation.inOrder(Simplification::run, Simplification::run, DeadCode::run), """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2 = add.64 v1, #14L
                  v3 = add.64 v2, #20L
                  v4 = load.u16 [v3+2]
                  return v4
                """, """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    v2 = load.u16 [v1+36]
                    return v2
                """);
    }

    @Test
    void keepsASumThatIsCompared() {
        String program = """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    v2 = load.u64 [v0+8]
                    v3 = add.64 v1, #14L
                    branch.64 v3 greater_unsigned v2 -> b1 else b2
                b1:
                    return #0
                b2:
                    v4 = load.u16 [v3+2]
                    return v4
                """;
        PassExpectation.expect(Simplification::run, program, program);
    }

    @Test
    void comparesTheLoadedBytesWithASwappedConstant() {
        PassExpectation.expect(PassExpectation.inOrder(Simplification::run, DeadCode::run), """
                b0:
                  v0 = context
                  v1:32 = load.u16 [v0+0]
                  v2 = byte_swap.16 v1
                  branch.32 v2 equal #2048 -> b1 else b2
                b1:
                  return #1
                b2:
                  return #2
                """, """
                b0:
                    v0 = context
                    v1 = load.u16 [v0+0]
                    branch.32 v1 equal #8 -> b1 else b2
                b1:
                    return #1
                b2:
                    return #2
                """);
    }

    @Test
    void comparesHalvesThatWereOnlyExtendedForTheComparison() {
        PassExpectation.expect(PassExpectation.inOrder(Simplification::run, DeadCode::run), """
                b0:
                  v0 = context
                  v1:32 = load.u32 [v0+0]
                  v2 = sign_extend.32to64 v1
                  branch.64 v2 less_signed #100L -> b1 else b2
                b1:
                  return #1
                b2:
                  return #2
                """, """
                b0:
                    v0 = context
                    v1 = load.u32 [v0+0]
                    branch.32 v1 less_signed #100 -> b1 else b2
                b1:
                    return #1
                b2:
                    return #2
                """);
    }

    @Test
    void leavesAComparisonOfAnExtendedValueThatIsUsedAsAnIndex() {
        String program = """
                b0:
                    v0 = context
                    v1 = load.u32 [v0+0]
                    v2 = sign_extend.32to64 v1
                    branch.64 v2 less_unsigned #100L -> b1 else b2
                b1:
                    v3 = add.64 v0, v2
                    return v3
                b2:
                    return #2
                """;
        PassExpectation.expect(Simplification::run, program.replace("v1 =", "v1:32 ="), program);
    }

    @Test
    void decidesWhatTheRangeOfAByteDecides() {
        PassExpectation.expect(PassExpectation.inOrder(Simplification::run, UnreachableBlocks::run), """
                b0:
                  v0 = context
                  v1:32 = load.u8 [v0+0]
                  branch.32 v1 less_signed #0 -> b1 else b2
                b1:
                  return #1
                b2:
                  return v1
                """, """
                b0:
                    v0 = context
                    v1 = load.u8 [v0+0]
                    jump b1
                b1:
                    return v1
                """);
    }

    @Test
    void storesWithoutComputingWhatTheStoreCutsOff() {
        PassExpectation.expect(PassExpectation.inOrder(Simplification::run, DeadCode::run), """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2 = and.64 v1, #65535L
                  store.16 [v0+8], v2
                  return #0
                """, """
                b0:
                    v0 = context
                    v1 = load.u64 [v0+0]
                    store.16 [v0+8], v1
                    return #0
                """);
    }

    @Test
    void readsOnlyTheHalfOfAWideConstantThatCounts() {
        PassExpectation.expect(Simplification::run, """
                b0:
                  v0 = context
                  v1:32 = load.u8 [v0+0]
                  branch.32 v1 greater_signed #216172782113783808L -> b1 else b1
                b1:
                  v2 = multiply.32 v1, #4294967298L
                  return v2
                """, """
                b0:
                    v0 = context
                    v1 = load.u8 [v0+0]
                    jump b1
                b1:
                    v2 = shift_left.32 v1, #1
                    return v2
                """);
    }

    @Test
    void putsWhatTwoInstructionsBecomeIntoOnePlace() {
        Graph graph = GraphText.parse("""
                b0:
                  v0 = context
                  v1:32 = load.u8 [v0+0]
                  v2 = sign_extend.32to64 v1
                  v3 = add.64 v2, #0L
                  v4 = multiply.64 v3, v2
                  return v4
                """);
        Simplification.run(graph);
        assertThat(GraphText.print(graph).lines().filter(line -> line.contains("zero_extend")))
                .hasSize(1);
    }
}

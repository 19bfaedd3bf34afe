package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.model.Expression;
import dev.skep.security.policy.model.MatchValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions, and how they are understood: {@code (OPERATION:TYPE LEFT RIGHT)}. */
class CelReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "true; true",
                "1 == 1; (EQUAL:BOOL 1:INT64 1:INT64)",
                "arg0 == int32(-1) && arg1 >= 0x400; "
                        + "(LOGICAL_AND:BOOL (EQUAL:BOOL arg0:INT32 (TO_32_BITS:INT32 -1:INT64)) (GREATER_OR_EQUAL:BOOL arg1:INT64 1024:INT64))",
                "1u + 2u - 3u < 4u; (LESS:BOOL (SUBTRACT:UINT64 (ADD:UINT64 1:UINT64 2:UINT64) 3:UINT64) 4:UINT64)",
                "true || false && !false; (LOGICAL_OR:BOOL true (LOGICAL_AND:BOOL false (LOGICAL_NOT:BOOL false)))",
                "(true || false) == true; (EQUAL:BOOL (LOGICAL_OR:BOOL true false) true)",
                "and(arg2, uint32(3u)) != not(arg2); "
                        + "(NOT_EQUAL:BOOL (BIT_AND:UINT32 arg2:UINT32 (TO_32_BITS:UINT32 3:UINT64)) (BIT_NOT:UINT32 arg2:UINT32))",
                "or(1, xor(2, 4)) > 0; (GREATER:BOOL (BIT_OR:INT64 1:INT64 (BIT_XOR:INT64 2:INT64 4:INT64)) 0:INT64)",
                "1 - -1 <= 010; (LESS_OR_EQUAL:BOOL (SUBTRACT:INT64 1:INT64 -1:INT64) 10:INT64)"
            })
    void understands(String text, String meaning) {
        MatchValue value = Policies.hook("""
                        kprobes:
                        - call: f
                          syscall: false
                          args:
                          - {index: 2, type: int}
                          - {index: 0, type: long}
                          - {index: 1, type: uint32}
                          selectors:
                          - matchArgs:
                            - operator: CelExpr
                              values: ["%s"]
                        """.formatted(text))
                .selectors()
                .getFirst()
                .arguments()
                .getFirst()
                .values()
                .getFirst();

        assertThat(print(((MatchValue.Cel) value).expression())).isEqualTo(meaning);
    }

    private static String print(Expression expression) {
        return switch (expression) {
            case Expression.Argument argument -> "arg" + argument.position() + ":" + argument.type();
            case Expression.Constant constant ->
                constant.type() == Expression.Type.BOOL
                        ? String.valueOf(constant.value() != 0)
                        : constant.value() + ":" + constant.type();
            case Expression.Unary unary ->
                "(" + unary.operation() + ":" + unary.type() + " " + print(unary.operand()) + ")";
            case Expression.Binary binary ->
                "(" + binary.operation() + ":" + binary.type() + " " + print(binary.left()) + " "
                        + print(binary.right()) + ")";
        };
    }
}

package dev.skep.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.fuzz.generator.MethodGenerator;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.MethodText;
import dev.skep.compiler.fuzz.tree.SmallerTrees;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final int SEEDS = 50;

    @Test
    void theSameSeedGivesTheSameMethod() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(MethodGenerator.of(seed)).isEqualTo(MethodGenerator.of(seed));
        }
        assertThat(MethodText.of(MethodGenerator.of(1)).toString())
                .isNotEqualTo(MethodText.of(MethodGenerator.of(2)).toString());
    }

    @Test
    void everyMethodShrinksToOneThatDoesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Body body = MethodGenerator.of(seed).body();
            int steps = 0;
            for (var smaller = SmallerTrees.of(body); !smaller.isEmpty(); smaller = SmallerTrees.of(body)) {
                body = smaller.getFirst();
                assertThat(steps++).isLessThan(1_000);
            }
            assertThat(body.statements()).isEmpty();
        }
    }
}

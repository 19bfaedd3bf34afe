package dev.skep.drop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.Filters;
import dev.skep.drop.match.Match;
import dev.skep.drop.program.DropProgram;
import dev.skep.drop.recipe.Recipe;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slice of what {@code ./skep test --fuzz-drop} does at length. */
@Tag("kernel")
class DropFuzzTest {
    private static final long SEED = 2_026;
    private static final int PACKETS = 30_000;
    private static final int FILTERS = 60;

    @Test
    void theKernelTheJvmAndAnOracleAgree() {
        assertThat(DropFuzz.run(PACKETS, SEED, done -> {})).as("seed %d", SEED).isEmpty();
    }

    @Test
    void theVerifierTakesEveryFilter() {
        FilterGenerator generator = new FilterGenerator(SEED + 1);
        Stream<String> generated =
                Stream.generate(generator::next).map(Expression::text).limit(FILTERS);
        Stream<String> known = Stream.of(Filters.KNOWN_TO_TCPDUMP, Filters.CHAINS, Filters.OWN, recipes())
                .flatMap(List::stream);
        Stream.concat(generated, known).forEach(DropFuzzTest::load);
        load(recipes().toArray(String[]::new));
    }

    private static List<String> recipes() {
        return Recipe.all().stream().map(Recipe::filter).toList();
    }

    private static void load(String... filters) {
        List<Match> rules =
                Stream.of(filters).map(text -> Filter.parse(text).match()).toList();
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(new DropProgram(rules, false))) {
            assertThat(loaded.program("packet").program().fd()).isNotNegative();
        } catch (RuntimeException refused) {
            throw new AssertionError(String.join("; ", filters), refused);
        }
    }
}

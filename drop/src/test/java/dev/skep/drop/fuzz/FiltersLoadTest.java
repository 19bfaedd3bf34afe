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

/** What the verifier of a kernel says of filters. */
@Tag("kernel")
class FiltersLoadTest {
    private static final long SEED = 2_027;
    private static final int FILTERS = 60;

    /** With those that walk through headers and options, of whose bounds old kernels know less. */
    @Test
    @Tag("quick")
    void theVerifierTakesEveryRecipe() {
        Stream.of(Filters.CHAINS, Filters.OWN, recipes()).flatMap(List::stream).forEach(FiltersLoadTest::load);
        load(recipes().toArray(String[]::new));
    }

    @Test
    void theVerifierTakesEveryFilter() {
        FilterGenerator generator = new FilterGenerator(SEED);
        Stream<String> generated =
                Stream.generate(generator::next).map(Expression::text).limit(FILTERS);
        Stream.concat(generated, Filters.KNOWN_TO_TCPDUMP.stream()).forEach(FiltersLoadTest::load);
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

package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.security.policy.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each mistake has one message: the specs of {@code mistakes.yaml}, each with the messages that it gives before it, in lines that begin
 * with {@code #!}. Places are those of {@link Policies#text}.
 */
class PolicyMistakesTest {
    private static final String MARK = "#! ";

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrongAndWhatIsAllowed() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("mistakes.yaml"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^---\\n")).map(PolicyMistakesTest::test);
        }
    }

    private static DynamicTest test(String part) {
        List<String> expected = part.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> "p.yaml:" + line.substring(MARK.length()))
                .toList();
        String spec = String.join(
                "\n", part.lines().filter(line -> !line.startsWith(MARK)).toList());
        return dynamicTest(
                expected.getFirst(),
                () -> assertThatExceptionOfType(PolicyException.class)
                        .isThrownBy(() -> Policies.file(spec))
                        .satisfies(wrong -> assertThat(
                                        String.valueOf(wrong.getMessage()).lines())
                                .containsExactlyElementsOf(expected)));
    }
}

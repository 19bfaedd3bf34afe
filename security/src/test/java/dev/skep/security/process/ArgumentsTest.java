package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments afterFirst(String line) {
        return Arguments.afterFirst(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFirstWordIsLeftOut() {
        assertThat(afterFirst("true\0a\0b c\0").words()).containsExactly("a", "b c");
        assertThat(afterFirst("true\0").words()).isEmpty();
        assertThat(afterFirst("true").words()).isEmpty();
        assertThat(afterFirst("").words()).isEmpty();
    }

    @Test
    void theLastWordMayBeCut() {
        assertThat(afterFirst("true\0abc").words()).containsExactly("abc");
        assertThat(afterFirst("true\0abc\0\0").words()).containsExactly("abc", "");
    }

    @Test
    void theLineQuotesWordsWithSpacesAndEmptyOnes() {
        assertThat(Arguments.of(List.of("-c", "exit 3", "", "x")).text()).isEqualTo("-c \"exit 3\" \"\" x");
        assertThat(Arguments.NONE.text()).isEmpty();
    }

    @Test
    void bytesAreKeptAsTheyAre() {
        byte[] bytes = {'a', 0, (byte) 0xff, 0};
        assertThat(Arguments.ofOwned(bytes).bytes()).isEqualTo(bytes);
        assertThat(Arguments.ofOwned(bytes).words()).containsExactly("a", "\uFFFD");
    }
}

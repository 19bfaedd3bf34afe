package dev.skep.security.policy.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeptTextTest {
    @Test
    void isReadAsItWasWritten() {
        KeptManifest manifest = new KeptManifest(
                17,
                Instant.ofEpochMilli(1_800_000_000_123L),
                KeptManifest.LAYOUT,
                List.of("web", "shop/db"),
                Map.of("program = \"/bin/a b\"", 0, "descends from processes [1, 2]", 63),
                Map.of("namespace 'x' pods {} containers any host", 5));

        assertThat(KeptText.read(KeptText.write(manifest))).contains(manifest);
    }

    @Test
    void aQuestionOfSeveralLinesStaysOne() {
        KeptManifest manifest = KeptManifest.ofThisProcess().with(List.of("a"), Map.of("= \"x\ny\"", 1), Map.of());

        assertThat(KeptText.read(KeptText.write(manifest)).orElseThrow().marks())
                .containsOnly(Map.entry("= \"x y\"", 1));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(KeptText.read("skep policies 1\nfuture 7 wonders\npolicy a\n")
                        .orElseThrow()
                        .policies())
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "policy a\n",
                "skep policies 2\npolicy a\n",
                "skep policies 1\npid x\n",
                "skep policies 1\nmark 64 beyond the last bit\n",
                "skep policies 1\nmark -1 before the first\n",
                "skep policies 1\naudience\n",
                "skep policies 1\nsince 9223372036854775808\n"
            })
    void whatMakesNoSenseIsNoManifest(String text) {
        assertThat(KeptText.read(text)
                        .filter(read ->
                                !read.audiences().isEmpty() || !read.policies().isEmpty()))
                .isEmpty();
    }
}

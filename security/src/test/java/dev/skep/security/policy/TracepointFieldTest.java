package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a tracepoint's record that are no numbers: {@code comm} of {@code oom/oom_score_adj_update} is a char[16]. */
@Tag("kernel")
class TracepointFieldTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private static String policy(String type, String selectors) {
        return """
                tracepoints:
                - subsystem: oom
                  event: oom_score_adj_update
                  args:
                  - { index: 4, type: int32 }
                  - { index: 5, type: %s }
                %s""".formatted(type, selectors);
    }

    private static void adjust(String name) throws Exception {
        Commands.python("""
                open("/proc/self/comm", "w").write("%s")
                open("/proc/self/oom_score_adj", "w").write("7")
                """.formatted(name));
    }

    @Test
    void aTextInARecordIsReadAndCompared() throws Exception {
        watch.apply(policy("string", """
                  selectors:
                  - matchArgs:
                    - { index: 5, operator: Prefix, values: [ skep-or ] }
                """));
        adjust("skep-other");
        adjust("skep-orange");
        PolicyEvent event = watch.await(told -> true);
        assertThat(PolicyWatch.values(event))
                .containsExactly(new ArgumentValue.Int32(event.process().pid()), new ArgumentValue.Text("skep-orange"));
        assertThat(watch.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"const_buf", "char_buf"})
    void soAreItsBytes(String type) throws Exception {
        watch.apply(policy(type, ""));
        adjust("skep-bytes");
        List<ArgumentValue> values = PolicyWatch.values(watch.await(event -> true));
        assertThat(((ArgumentValue.Data) values.get(1)).bytes())
                .startsWith("skep-bytes".getBytes(StandardCharsets.US_ASCII))
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int64", "uint8", "file"})
    void whatItCannotBeIsRefusedBeforeTheKernelDoes(String type) {
        assertThatThrownBy(() -> watch.apply(policy(type, "")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("type " + type + " is not for field comm, which has 16 bytes")
                .hasMessageContaining("take string, char_buf or const_buf");
    }
}

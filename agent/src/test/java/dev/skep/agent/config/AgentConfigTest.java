package dev.skep.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.agent.export.ExportOptions;
import dev.skep.testkit.Damage;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AgentConfigTest {
    private static final String FILE = """
            # what is exported
            export-filename: /var/log/skep/events.log
            export-file-max-size-mb: 50
            export-file-compress: true
            export-file-perm: "640"
            export-file-rotation-interval: 24h
            export-denylist:
              - health_check: true
              - namespace: ["", kube-system]
            field-filters: |
              {"fields":"process.pid","action":"EXCLUDE"}
            enable-process-cred: true
            """;

    private static AgentConfig of(String key, String value) {
        return AgentConfig.of(Map.of(ConfigKey.of(key).orElseThrow(), value));
    }

    @Test
    void aFileSaysWhatItsKeysSay() {
        AgentConfig config = AgentConfig.of(ConfigFile.parse("f", FILE));
        ExportOptions export = config.export().orElseThrow();

        assertThat(export.file()).hasToString("/var/log/skep/events.log");
        assertThat(export.rotation().maxBytes()).isEqualTo(50 << 20);
        assertThat(export.rotation().compress()).isTrue();
        assertThat(PosixFilePermissions.toString(export.permissions())).isEqualTo("rw-r-----");
        assertThat(export.rotation().interval()).isEqualTo(Duration.ofDays(1));
        assertThat(export.choice().denied()).hasSize(2);
        assertThat(export.choice().denied().get(1).getNamespaceList()).containsExactly("", "kube-system");
        assertThat(export.choice().fields()).hasSize(1);
        assertThat(config.credentials()).isTrue();
        assertThat(config.namespaces()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void everyKeyHasAStandardValueThatIsFineAndADescription(ConfigKey key) {
        assertThat(ConfigKey.of(key.text())).contains(key);
        assertThat(key.description()).endsWith(".");
        assertThat(of(key.text(), key.standard()).text()).containsEntry(key.text(), key.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event-queue-size|many|event-queue-size: 'many' is not a number from 16",
                "event-queue-size|1|is not a number from 16",
                "export-file-perm|rw|is not a file mode",
                "export-file-perm|1777|is not a file mode",
                "enable-process-ns|yes|'yes' is not true or false",
                "server-address|here|server-address: 'here' is no address",
                "server-address|0.0.0.0:54321|can be reached from other machines",
                "server-address|:54321|can be reached from other machines",
                "server-tls-cert-file|/c.pem|server-tls-cert-file and server-tls-key-file go together",
                "export-denylist|{\"a\":1}|export-denylist: line 1: no JSON of a Filter",
                "export-allowlist|{\"binary_regex\":[\"(\"]}|is no regular expression",
                "redaction-filters|{\"redact\":[\"x\"]}|has no group in parentheses",
                "rb-size|100000|is not a power of two",
                "cgroup-rate|1000|is not a number and a time",
                "cgroup-rate|many,1s|is not a number and a time",
                "cgroup-rate|5,0s|is not a number and a time",
                "cgroup-rate|-5,1s|is not a number and a time",
                "log-level|loud|is not error, warn, info, debug or trace",
                "metrics-label-filter|colour|is not a list of namespace",
                "username-metadata|ldap|is not disabled or unix",
                "export-file-rotation-interval|soon|export-file-rotation-interval: 'soon' is no duration"
            })
    void aValueThatMakesNoSenseIsRefusedByItsKey(String key, String value, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(key, value)).withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "colour: red|f: unknown key 'colour'",
                "- a|f: has to be a mapping",
                "a: [|f: ",
                "node-name: {a: b}|f: the value of 'node-name' is a mapping"
            })
    void aFileThatMakesNoSenseIsRefusedByItsName(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.parse("f", text))
                .withMessageContaining(message);
    }

    @Test
    void anEmptyFileSaysNothing() {
        assertThat(ConfigFile.parse("f", "")).isEmpty();
        assertThat(AgentConfig.of(ConfigFile.parse("f", "# nothing")).export()).isEmpty();
    }

    @Test
    void tellsWhichKeysDiffer() {
        assertThat(of("node-name", "a").changes(of("log-level", "warn")))
                .containsExactly(ConfigKey.NODE_NAME, ConfigKey.LOG_LEVEL);
    }

    @Test
    void damagedFilesAreRefusedAndNothingElse() {
        for (int seed = 0; seed < 1_000; seed++) {
            try {
                assertThat(AgentConfig.of(ConfigFile.parse("f", Damage.of(FILE, seed))))
                        .isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void durationsAreReadAsTheyAreWritten() {
        for (String text : new String[] {"0s", "15s", "1h30m", "500ms", "1h1m1s1ms"}) {
            assertThat(DurationText.of(DurationText.parse(text))).isEqualTo(text);
        }
    }
}

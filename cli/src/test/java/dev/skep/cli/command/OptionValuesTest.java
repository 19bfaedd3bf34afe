package dev.skep.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionValuesTest {
    @Test
    void durationsAreSecondsOrHaveAUnit() {
        assertThat(OptionValues.duration("10")).isEqualTo(Duration.ofSeconds(10));
        assertThat(OptionValues.duration("0.5")).isEqualTo(Duration.ofMillis(500));
        assertThat(OptionValues.duration("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(OptionValues.duration("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(OptionValues.duration("1.5H")).isEqualTo(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "0", "-1", "1x", "1 2", "9e9"})
    void otherDurationsAreRefused(String text) {
        assertThatThrownBy(() -> OptionValues.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + text + "' is not a duration");
    }

    @Test
    void idsHaveTheKernelsRange() {
        assertThat(OptionValues.pid("4194304")).isEqualTo(4_194_304);
        assertThat(OptionValues.uid("4294967295")).isEqualTo(-1);
        assertThatThrownBy(() -> OptionValues.pid("-5")).hasMessage("'-5' is not a process id (1 to 4194304)");
        assertThatThrownBy(() -> OptionValues.pid("4194305")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> OptionValues.uid("4294967296")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> OptionValues.count("0")).hasMessage("'0' is not a number (1 or more)");
    }

    @Test
    void errorsAreNamedOrNumbered() {
        assertThat(OptionValues.errno("enoent")).isEqualTo(2);
        assertThat(OptionValues.errno("13")).isEqualTo(13);
        assertThatThrownBy(() -> OptionValues.errno("EWHAT")).hasMessageContaining("ENOENT");
    }
}

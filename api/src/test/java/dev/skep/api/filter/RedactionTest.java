package dev.skep.api.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.message.RedactionFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactionTest {
    private static Redaction of(String binary, String... secrets) {
        RedactionFilter.Builder filter = RedactionFilter.newBuilder().addAllRedact(List.of(secrets));
        if (!binary.isEmpty()) {
            filter.addBinaryRegex(binary);
        }
        return Redaction.of(List.of(filter.build()));
    }

    @Test
    void hidesTheGroupsAndNothingElse() {
        assertThat(of("", "--password(?:\\s+|=)(\\S*)").apply("/bin/a", "-v --password=x --password y z"))
                .isEqualTo("-v --password=***** --password ***** z");
    }

    @Test
    void hidesForTheBinariesThatAreNamed() {
        Redaction redaction = of("(?:^|/)mysql$", "-p(\\S+)");

        assertThat(redaction.apply("/usr/bin/mysql", "-psecret")).isEqualTo("-p*****");
        assertThat(redaction.apply("/usr/bin/mkdir", "-parents")).isEqualTo("-parents");
    }

    @Test
    void groupsWithinGroupsAndGroupsThatTookNoPartAreNoTrouble() {
        assertThat(of("", "a((b)c)|x(y)").apply("/bin/a", "abc xy abc")).isEqualTo("a***** x***** a*****");
    }

    @Test
    void anExpressionThatWouldHideNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("", "password=\\S+"))
                .withMessageContaining("no group in parentheses");
        assertThat(Redaction.of(List.of()).hidesNothing()).isTrue();
    }
}

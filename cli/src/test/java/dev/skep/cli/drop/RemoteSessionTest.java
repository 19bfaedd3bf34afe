package dev.skep.cli.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.filter.Filter;
import dev.skep.drop.recipe.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSessionTest {
    private static final RemoteSession FOUR = session("192.0.2.7 50022 192.0.2.1 22");
    private static final RemoteSession SIX = session("2001:db8::7 50022 2001:db8::1 22");

    private static RemoteSession session(String variable) {
        return RemoteSession.parse(variable).orElseThrow();
    }

    private static boolean cuts(RemoteSession session, String filter) {
        return session.cutBy(List.of(Filter.parse("udp port 9"), Filter.parse(filter)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip",
                "tcp",
                "tcp dst port 22",
                "src port 50022",
                "src host 192.0.2.7",
                "src net 192.0.0.0/16 and not udp",
                "dst host 192.0.2.1 and tcp",
                "not udp",
                "tcp[tcpflags] = tcp-ack",
                "tcp[tcpflags] & tcp-push != 0",
                "less 60",
                "greater 1400",
                "ttl < 60",
                "ip[1] = 0x48",
                "arp",
                "arp[6:2] = 1",
                "arp host 192.0.2.7"
            })
    void findsWhatWouldCutASessionOfIpv4(String filter) {
        assertThat(cuts(FOUR, filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ip6", "tcp port 22", "src net 2001:db8::/32", "icmp6", "icmp6[0] = 135", "ttl = 255", "less 74"
            })
    void findsWhatWouldCutASessionOfIpv6(String filter) {
        assertThat(cuts(SIX, filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icmp",
                "udp",
                "vlan",
                "fragment",
                "options",
                "ttl < 5",
                "tcp dst port 80",
                "tcp and not src host 192.0.2.7 and not src host 2001:db8::7",
                "tcp[tcpflags] = tcp-syn",
                "src net 198.51.100.0/24",
                "icmp6[0] = icmp6-echo",
                "arp host 198.51.100.1",
                "greater 1515"
            })
    void letsPassWhatTheSessionDoesNotNeed(String filter) {
        assertThat(cuts(FOUR, filter)).isFalse();
        assertThat(cuts(SIX, filter)).isFalse();
    }

    @Test
    void noRecipeCutsASession() {
        assertThat(Recipe.all()).noneMatch(recipe -> cuts(FOUR, recipe.filter()) || cuts(SIX, recipe.filter()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "192.0.2.7 50022 192.0.2.1", "a 1 b 2", "192.0.2.7 x 192.0.2.1 22", "::1 1 127.0.0.1 2"})
    void whatIsNoSessionIsNone(String variable) {
        assertThat(RemoteSession.parse(variable)).isEmpty();
    }
}

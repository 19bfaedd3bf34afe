package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.ArgumentValue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has changed since a process began its program. */
@Tag("kernel")
class ChangePolicyTest {
    private static final String BEGIN = """
            import ctypes, os
            libc = ctypes.CDLL(None)
            def to(name):
                try: os.chdir("/policy-" + name)
                except OSError: pass
            def give_up(bit):
                header, words = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
                libc.capget(header, words)
                words[0] &= ~(1 << bit)
                libc.capset(header, words)
            """;

    private final PolicyWatch watch = new PolicyWatch();

    @AfterEach
    void close() {
        watch.close();
    }

    private List<String> told(String condition, String deeds) throws Exception {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/policy-last" ]
                - matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "/policy-" ]
                """ + condition.indent(2));
        assertThat(new ProcessBuilder("/usr/bin/python3", "-c", BEGIN + deeds + "\nto('last')\n")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        ArgumentValue last = new ArgumentValue.Text("/policy-last");
        watch.await(event -> PolicyWatch.values(event).contains(last));
        return watch.events().stream()
                .map(event -> PolicyWatch.values(event).getFirst())
                .filter(value -> !value.equals(last))
                .map(value -> ((ArgumentValue.Text) value).value().substring("/policy-".length()))
                .toList();
    }

    @Test
    void notInTellsOfOtherNamespacesThatHaveChanged() throws Exception {
        String newUts = "libc.unshare(0x04000000)\n";
        String newIpc = "libc.unshare(0x08000000)\n";
        assertThat(told("""
                        matchNamespaceChanges:
                        - operator: NotIn
                          values: [ Uts ]
                        """, "to('before')\n" + newUts + "to('uts')\n" + newIpc + "to('ipc')"))
                .containsExactly("ipc");
    }

    @Test
    void notInTellsOfOtherCapabilitiesThatHaveChangedWhileTheseHaveNot() throws Exception {
        assertThat(told("""
                        matchCapabilityChanges:
                        - type: Effective
                          operator: NotIn
                          values: [ CAP_CHOWN ]
                        """, "to('before')\ngive_up(13)\nto('raw')\ngive_up(0)\nto('both')"))
                .containsExactly("raw");
    }

    @Test
    void ofNamespacesOnlyTellsOfOtherUserNamespacesThanTheHosts() throws Exception {
        assertThat(told("""
                        matchCapabilityChanges:
                        - type: Effective
                          operator: In
                          isNamespaceCapability: true
                          values: [ CAP_CHOWN ]
                        """, "give_up(0)\nto('host')\nlibc.unshare(0x10000000)\nto('whole')\ngive_up(0)\nto('other')"))
                .containsExactly("other");
    }
}

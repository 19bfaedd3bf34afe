package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.PolicyOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {
    private static final String NAMESPACED = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicyNamespaced
            metadata:
              name: q
              namespace: shop
              labels: {team: a}
            spec:
              podSelector: {matchLabels: {app: web}}
              kprobes: [{call: fd_install, syscall: false}]
            """;

    private final PolicyReader reader = new PolicyReader(Abi.X64);

    @Test
    void readsTheDocumentsOfAFile() {
        String text = "# a comment\n---\n" + Policies.text("loader: true") + "---\n---\n" + NAMESPACED;

        PolicyFile file = reader.read("two.yaml", text);

        assertThat(file.policies())
                .extracting(Policy::name)
                .containsExactly(PolicyName.ofHost("p"), new PolicyName("shop", "q"));
        assertThat(file.remarks()).isEmpty();
    }

    @Test
    void readsJson() {
        String json = """
                {"apiVersion": "cilium.io/v1alpha1", "kind": "TracingPolicy", "metadata": {"name": "j", "generation": 1},
                 "spec": {"kprobes": [{"call": "sys_openat", "syscall": true, "message": null, "selectors": [
                   {"matchPIDs": [{"operator": "In", "values": [1]}]}]}]}}
                """;

        assertThat(reader.read("j", json).policies().getFirst().hooks()).hasSize(1);
    }

    @Test
    void takesEachWordForNullAsIfNothingWasThere() {
        Policy policy = Policies.policy("""
                kprobes:
                - {call: fd_install, syscall: false, message: null}
                - {call: fd_install, syscall: false, message: Null}
                - {call: fd_install, syscall: false, message: NULL}
                - {call: fd_install, syscall: false, message: ~}
                - {call: fd_install, syscall: false, message: }
                - {call: fd_install, syscall: false, message: "null"}
                - {call: fd_install, syscall: false, message: nULL}
                """);

        assertThat(policy.hooks())
                .extracting(hook -> hook.message())
                .containsExactly("", "", "", "", "", "null", "nULL");
    }

    @Test
    void readsAnchorsAndMergedMappings() {
        Policy policy = Policies.policy("""
                kprobes:
                - &first {call: fd_install, syscall: false, message: first}
                - {<<: *first, message: second}
                """);

        assertThat(policy.hooks()).extracting(hook -> hook.message()).containsExactly("first", "second");
    }

    @Test
    void readsOptions() {
        assertThat(Policies.policy("""
                                options:
                                - {name: disable-kprobe-multi, value: "1"}
                                - {name: override-method, value: fmod-ret}
                                - {name: policy-mode, value: monitor}
                                - {name: sleepable-preload-size, value: "4096"}
                                """).options())
                .isEqualTo(new PolicyOptions(
                        true,
                        false,
                        Optional.of(PolicyOptions.OverrideMethod.FMOD_RET),
                        Optional.of(PolicyMode.MONITOR),
                        OptionalInt.of(4096)));
    }

    @Test
    void takesNoNamespaceForTheDefaultOneAndSaysSo() {
        PolicyFile file = reader.read("n.yaml", NAMESPACED.replace("  namespace: shop\n", ""));

        assertThat(file.policies()).extracting(Policy::name).containsExactly(new PolicyName("default", "q"));
        assertThat(file.remarks())
                .extracting(Object::toString)
                .containsExactly("n.yaml:4:3: metadata: has no namespace; taken for default, as kubectl does");
    }

    @Test
    void saysOfWhatIsNoPolicyThatAlone() {
        assertThat(problems("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}"))
                .isEqualTo("f:1:13: apiVersion: 'v1' is not allowed (allowed: cilium.io/v1alpha1)");
        assertThat(problems("verbose: 1"))
                .isEqualTo("f:1:1: is no policy: it has no field 'apiVersion', which would be cilium.io/v1alpha1");
        assertThat(problems("- 1")).isEqualTo("f:1:1: has to be a mapping of fields to values, is a list");
        assertThat(problems("# nothing\n---\n")).isEqualTo("f:1:1: has no policy");
    }

    @Test
    void refusesNamesThatKubernetesHasNot() {
        assertThat(problems(Policies.text("loader: true").replace("name: p", "name: A_b, namespace: x")))
                .isEqualTo("""
                        f:3:18: metadata.name: 'A_b' is no name for Kubernetes: small letters, digits, '-' and '.', the first and last \
                        a letter or digit, at most 253
                        f:3:34: metadata.namespace: is only for TracingPolicyNamespaced; a TracingPolicy is for the whole host""");
        assertThat(problems(NAMESPACED.replace("  podSelector", "  hostSelector: {}\n  podSelector")))
                .isEqualTo(
                        "f:8:17: spec.hostSelector: is only for TracingPolicy; a TracingPolicyNamespaced is for the pods of its namespace");
        assertThat(problems(NAMESPACED + "---\n" + NAMESPACED))
                .isEqualTo("f:18:3: metadata.name: is 'shop/q' a second time in this file");
    }

    @Test
    void saysWhereYamlIsNone() {
        assertThat(problems("a: [1,\nb: 2"))
                .startsWith("f:2:")
                .contains("is no YAML: ")
                .doesNotContain("\n");
        assertThat(problems("a:\n\t- 1")).startsWith("f:2:1: is no YAML: ");
    }

    @Test
    void refusesWhatWouldBreakTheReader() {
        assertThat(problems("[".repeat(100_000))).isEqualTo("f:1:41: is nested deeper than any policy");
        assertThat(problems("x".repeat(2 << 20)))
                .isEqualTo("f:1:1: is larger than 1048576 characters, the most for policies");
        String mistakes = "kprobes:\n" + "- {call: 'a b'}\n".repeat(1000);
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> Policies.file(mistakes))
                .satisfies(wrong -> assertThat(wrong.problems()).hasSize(100));
    }

    @Test
    void readsFilesAndSaysWhichAreNoText(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("a.yaml"), NAMESPACED);
        Path bad = Files.write(folder.resolve("b.yaml"), "\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(reader.read(good).policies()).hasSize(1);
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> reader.read(bad))
                .extracting(wrong -> wrong.problems().getFirst())
                .extracting(PolicyProblem::message)
                .isEqualTo("is no text in UTF-8");
    }

    private String problems(String text) {
        try {
            reader.read("f", text);
            return "";
        } catch (PolicyException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }
}

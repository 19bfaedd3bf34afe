package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.agent.MadeEngine;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPoliciesTest {
    private static final PolicyName A = PolicyName.ofHost("a");

    @TempDir
    private Path folder;

    private ClientPolicies start(MadeEngine engine) throws IOException {
        return ClientPolicies.kept(new PolicyManager(engine), Texts.READER, folder.resolve("sub/kept"));
    }

    @Test
    void keepsPoliciesWithHowTheyAreForTheNextStart() throws IOException {
        ClientPolicies first = start(new MadeEngine());
        first.add(Texts.policy("a", "1"), "");
        first.add(Texts.policy("b", "1"), "mine");
        first.add(
                Texts.policy("b", "1")
                        .replace("TracingPolicy", "TracingPolicyNamespaced")
                        .replace("name: b", "name: b, namespace: x"),
                "");
        first.add(Texts.policy("c", "1"), "");
        first.configure(A, "", Optional.of(false), Optional.of(PolicyMode.MONITOR));
        first.delete(PolicyName.ofHost("c"), "");

        MadeEngine engine = new MadeEngine();
        ClientPolicies second = start(engine);

        assertThat(engine.inForce()).containsExactly("a - monitor", "b", "x/b");
        assertThat(second.all().list())
                .extracting(entry -> entry.origin().domain())
                .containsExactly("grpc", "mine", "grpc");
    }

    @Test
    void keepsThemForTheOwnerAlone() throws IOException {
        start(new MadeEngine()).add(Texts.policy("a", "1"), "");

        Path kept = folder.resolve("sub/kept");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file).hasFileName("_a.yaml");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void forgetsAPolicyThatCannotBeKept() throws IOException {
        MadeEngine engine = new MadeEngine();
        ClientPolicies policies = start(engine);
        Files.delete(folder.resolve("sub/kept"));

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> policies.add(Texts.policy("a", "1"), ""))
                .withMessageStartingWith("policy 'a' cannot be kept for the next start: ");

        assertThat(engine.inForce()).isEmpty();
        assertThat(policies.all().list()).isEmpty();
    }

    @Test
    void goesOnWithoutWhatCannotBeReadAnyMore() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("sub/kept"));
        Files.writeString(kept.resolve("_a.yaml"), "# skep: domain=grpc enabled=true\nnonsense");
        Files.writeString(kept.resolve("_b.yaml"), Texts.policy("b", "1"));
        MadeEngine engine = new MadeEngine();

        ClientPolicies policies = start(engine);

        assertThat(engine.inForce()).containsExactly("b");
        assertThat(policies.all().unreadable()).hasSize(1);
    }

    @Test
    void takesOnePolicyAtATime() throws IOException {
        ClientPolicies policies = start(new MadeEngine());

        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> policies.add(Texts.policy("a", "1") + "---\n" + Texts.policy("b", "1"), ""))
                .withMessage("yaml:12:3: is a second policy; one is taken at a time");
        assertThat(policies.all().list()).isEmpty();
    }

    @Test
    void changesPoliciesOfFilesOnlyIfTheirDomainIsNamed() throws IOException {
        ClientPolicies policies = start(new MadeEngine());
        policies.all().put(Texts.read(Texts.policy("a", "1")), PolicyOrigin.file("/etc/a.yaml"), any -> false);

        assertThatExceptionOfType(PolicyRefusedException.class).isThrownBy(() -> policies.delete(A, ""));
        policies.configure(A, "static", Optional.of(false), Optional.empty());
        policies.delete(A, "static");

        assertThat(policies.all().list()).isEmpty();
    }
}

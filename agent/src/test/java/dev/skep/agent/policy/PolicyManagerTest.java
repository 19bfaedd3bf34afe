package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.agent.MadeEngine;
import dev.skep.agent.policy.PolicyRefusedException.Reason;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyManagerTest {
    private static final PolicyName A = PolicyName.ofHost("a");
    private static final PolicyOrigin CLIENT = PolicyOrigin.client("");
    private static final PolicyOrigin FILE = PolicyOrigin.file("/etc/a.yaml");

    private final MadeEngine engine = new MadeEngine();
    private final PolicyManager manager = new PolicyManager(engine);

    private void add(String text) {
        manager.add(Texts.read(text), CLIENT, true);
    }

    private void put(String text, PolicyOrigin origin) {
        manager.put(Texts.read(text), origin, origin::equals);
    }

    private PolicyEntry only() {
        return manager.list().getFirst();
    }

    @Test
    void putsPoliciesIntoForceTogetherWithThoseThatAre() {
        add(Texts.policy("a", "1"));
        add(Texts.policy("b", "1"));

        assertThat(engine.inForce()).containsExactly("a", "b");
        assertThat(manager.list()).extracting(PolicyEntry::id).containsExactly(1L, 2L);
        assertThat(manager.list()).extracting(PolicyEntry::state).containsOnly(PolicyState.ENABLED);
    }

    @Test
    void keepsAPolicyThatFailsInTheListWithItsErrorAndLeavesTheOthersAlone() {
        add(Texts.policy("a", "1"));

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> add(Texts.impossible("b")))
                .withMessage("test.yaml:6:5: no such function")
                .extracting(PolicyRefusedException::reason)
                .isEqualTo(Reason.FAILED);

        assertThat(engine.inForce()).containsExactly("a");
        assertThat(manager.list().get(1).state()).isEqualTo(PolicyState.LOAD_ERROR);
        assertThat(manager.list().get(1).error()).isEqualTo("test.yaml:6:5: no such function");
    }

    @Test
    void letsAnotherTakeTheNameOfOneThatFailed() {
        assertThatExceptionOfType(PolicyRefusedException.class).isThrownBy(() -> add(Texts.impossible("a")));

        add(Texts.policy("a", "1"));

        assertThat(engine.inForce()).containsExactly("a");
        assertThat(manager.list()).hasSize(1);
    }

    @Test
    void takesNoSecondPolicyOfOneName() {
        put(Texts.policy("a", "1"), FILE);

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> add(Texts.policy("a", "2")))
                .withMessage("there is a policy 'a' already; it comes from /etc/a.yaml")
                .extracting(PolicyRefusedException::reason)
                .isEqualTo(Reason.TAKEN);
    }

    @Test
    void replacesAPolicyByItsNewerVersionAtOnce() {
        put(Texts.policy("a", "1"), FILE);
        put(Texts.policy("a", "2"), FILE);

        assertThat(engine.changes()).isEqualTo(2);
        assertThat(only().policy().hooks().getFirst().message()).isEqualTo("2");
        assertThat(only().id()).isEqualTo(1);
    }

    @Test
    void keepsTheOlderVersionInForceIfTheNewerFails() {
        put(Texts.policy("a", "1"), FILE);

        assertThatExceptionOfType(PolicyRefusedException.class).isThrownBy(() -> put(Texts.impossible("a"), FILE));

        assertThat(engine.inForce()).containsExactly("a");
        assertThat(only().state()).isEqualTo(PolicyState.ENABLED);
        assertThat(only().policy().hooks().getFirst().message()).isEqualTo("1");
        assertThat(only().error()).isEqualTo("its newer version is not in force: test.yaml:6:5: no such function");

        put(Texts.policy("a", "3"), FILE);
        assertThat(only().error()).isEmpty();
    }

    @Test
    void disablesEnablesAndChoosesModes() {
        add(Texts.policy("a", "1"));

        manager.configure(A, any -> true, Optional.of(false), Optional.empty());
        assertThat(engine.inForce()).containsExactly("a -");
        assertThat(only().state()).isEqualTo(PolicyState.DISABLED);

        manager.configure(A, any -> true, Optional.of(true), Optional.of(PolicyMode.MONITOR));
        assertThat(engine.inForce()).containsExactly("a monitor");

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> manager.configure(A, any -> true, Optional.of(true), Optional.empty()))
                .withMessage("policy 'a' is enabled already");
        manager.configure(A, any -> true, Optional.empty(), Optional.of(PolicyMode.MONITOR));
        assertThat(engine.changes()).isEqualTo(3);
    }

    @Test
    void staysAsItWasIfAPolicyCannotBeEnabled() {
        manager.add(Texts.read(Texts.impossible("a")), CLIENT, false);

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> manager.configure(A, any -> true, Optional.of(true), Optional.empty()));

        assertThat(only().state()).isEqualTo(PolicyState.DISABLED);
        assertThat(engine.inForce()).containsExactly("a -");
    }

    @Test
    void forgetsAPolicyThatIsDeleted() {
        add(Texts.policy("a", "1"));
        add(Texts.policy("b", "1"));

        manager.delete(A, any -> true);

        assertThat(engine.inForce()).containsExactly("b");
        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> manager.delete(A, any -> true))
                .withMessage("there is no policy 'a'");
    }

    @Test
    void changesOnlyWhatIsMeant() {
        put(Texts.policy("a", "1"), FILE);

        assertThatExceptionOfType(PolicyRefusedException.class)
                .isThrownBy(() -> manager.delete(A, CLIENT::equals))
                .withMessage("policy 'a' comes from /etc/a.yaml: change it there, or name its domain, static");
    }

    @Test
    void keepsPoliciesOfOtherNodesOutUntilTheNodeIsOneOfTheirs() {
        add(Texts.policy("a", "1").replace("spec:", "spec:\n  nodeSelector: {matchLabels: {pool: canary}}"));
        assertThat(only().state()).isEqualTo(PolicyState.SKIPPED);
        assertThat(engine.inForce()).isEmpty();

        manager.node(Map.of("pool", "canary"));
        assertThat(engine.inForce()).containsExactly("a");

        manager.node(Map.of("pool", "other"));
        assertThat(only().state()).isEqualTo(PolicyState.SKIPPED);
        assertThat(engine.inForce()).isEmpty();
    }

    @Test
    void takesItsModeFromThePolicy() {
        add(Texts.policy("a", "1").replace("spec:", "spec:\n  options: [{name: policy-mode, value: monitor}]"));

        assertThat(engine.inForce()).isEqualTo(List.of("a monitor"));
    }
}

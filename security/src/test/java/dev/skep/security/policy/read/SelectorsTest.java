package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Place;
import dev.skep.security.policy.model.RateLimit;
import dev.skep.security.policy.model.RegisterAssignment;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.SetOperator;
import dev.skep.security.policy.model.UserLocation;
import dev.skep.security.policy.model.WorkloadSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
    @Test
    void readsConditionsOnTheProcess() {
        Selector selector = selector("""
                label: mine
                matchPIDs:
                - {operator: NotIn, values: [0, 4294967295], isNamespacePID: true, followForks: true}
                matchBinaries:
                - {operator: In, values: [/usr/bin/cat], followChildren: true}
                matchParentBinaries:
                - {operator: NotPostfix, values: [sh]}
                matchNamespaces:
                - {namespace: Mnt, operator: In, values: [host_ns, "4026531833"]}
                matchNamespaceChanges:
                - {operator: In, values: [Pid, Net]}
                matchCapabilities:
                - {operator: In, isNamespaceCapability: true, values: [CAP_CHOWN, dac_override, CAP_BPF]}
                matchCapabilityChanges:
                - {type: Permitted, operator: NotIn, values: [CAP_SYS_ADMIN]}
                """);

        assertThat(selector.label()).isEqualTo("mine");
        assertThat(selector.pids())
                .containsExactly(new PidMatch(SetOperator.NOT_IN, List.of(0, -1), true, true, place(11, 9)));
        assertThat(selector.binaries()).singleElement().satisfies(match -> {
            assertThat(match.followChildren()).isTrue();
            assertThat(match.paths().getFirst().text()).isEqualTo("/usr/bin/cat");
        });
        assertThat(selector.parentBinaries())
                .extracting(BinaryMatch::operator)
                .containsExactly(BinaryMatch.Operator.NOT_POSTFIX);
        assertThat(selector.namespaces())
                .containsExactly(new NamespaceMatch(
                        NamespaceKind.MNT, SetOperator.IN, List.of((int) 4026531833L), true, place(17, 9)));
        assertThat(selector.namespaceChanges().getFirst().kinds())
                .containsExactly(NamespaceKind.PID, NamespaceKind.NET);
        assertThat(selector.capabilities().getFirst().mask()).isEqualTo(1L | 1L << 1 | 1L << 39);
        assertThat(selector.capabilities().getFirst().set()).isEqualTo(CapabilityMatch.CapabilitySet.EFFECTIVE);
        assertThat(selector.capabilityChanges().getFirst().mask()).isEqualTo(1L << 21);
    }

    @Test
    void readsWhoseProcessesAreMeant() {
        WorkloadSelector workloads = selector("""
                        matchWorkloads:
                          hostSelector: {}
                          containerSelector: {matchLabels: {name: main}}
                          podSelector:
                            matchLabels: {app: web}
                            matchExpressions:
                            - {key: tier, operator: NotIn, values: [db]}
                            - {key: canary, operator: DoesNotExist}
                        """).workloads().orElseThrow();

        assertThat(workloads.host()).isTrue();
        assertThat(workloads.pods().orElseThrow().accepts(Map.of("app", "web"))).isTrue();
        assertThat(workloads.pods().orElseThrow().accepts(Map.of("app", "web", "tier", "db")))
                .isFalse();
        assertThat(workloads.pods().orElseThrow().accepts(Map.of("app", "web", "canary", "")))
                .isFalse();
        assertThat(workloads.containers().orElseThrow().accepts(Map.of("name", "main")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "hostSelector: {}, true",
        "'hostSelector: {}\npodSelector: {}\ncontainerSelector: {}', false"
    })
    void leavesNoProcessOutWithoutASelectorOrWithAll(String selectors, boolean restricts) {
        assertThat(Policies.policy(selectors + "\nloader: true").workloads().restricts())
                .isEqualTo(restricts);
    }

    @Test
    void findsArgumentsByTheirIndexAndByTheirPosition() {
        List<ArgumentMatch> matches = Policies.hook("""
                        kprobes:
                        - call: f
                          syscall: false
                          args:
                          - {index: 2, type: int}
                          - {index: 0, type: kernel_cap_t}
                          - {index: 1, type: kernel_cap_t}
                          data:
                          - {index: 7, type: int, source: current_task, resolve: pid}
                          selectors:
                          - matchArgs:
                            - {index: 2, operator: Equal, values: [1]}
                            - {args: [0], operator: Equal, values: [1]}
                            - {args: [2, 1], operator: CapabilitiesGained}
                            matchData:
                            - {index: 0, operator: Equal, values: [1]}
                        """).selectors().getFirst().arguments();

        assertThat(matches).extracting(ArgumentMatch::positions).containsExactly(List.of(0), List.of(0), List.of(2, 1));
    }

    @Test
    void takesTheIndexOfATracepointsFieldForAPositionWhereThereIsNoSuchField() {
        assertThat(Policies.hook("""
                                tracepoints:
                                - subsystem: raw_syscalls
                                  event: sys_enter
                                  args: [{index: 4, type: syscall64}]
                                  selectors:
                                  - matchArgs: [{index: 0, operator: Equal, values: [1]}]
                                """)
                        .selectors()
                        .getFirst()
                        .arguments()
                        .getFirst()
                        .positions())
                .containsExactly(0);
    }

    @Test
    void putsMacrosInPlace() {
        Selector selector = Policies.hook("""
                        selectorsMacros:
                          shells:
                            matchBinaries: [{operator: In, values: [/bin/sh]}]
                          quiet:
                            matchActions: [{action: NoPost}]
                        kprobes:
                        - call: f
                          syscall: false
                          selectors:
                          - macros: [shells, quiet]
                            label: both
                        """).selectors().getFirst();

        assertThat(selector.label()).isEqualTo("both");
        assertThat(selector.binaries().getFirst().place()).isEqualTo(place(7, 23));
        assertThat(selector.actions()).containsExactly(new Action.NoPost(place(9, 22)));
    }

    @Test
    void readsActions() {
        assertThat(selector("""
                                matchActions:
                                - {action: Post, rateLimit: 5m, rateLimitScope: process, kernelStackTrace: true, userStackTrace: true}
                                - {action: Sigkill}
                                - {action: Signal, argSig: 15}
                                - {action: Override, argError: -1}
                                - {action: GetUrl, argUrl: "https://example.org/x"}
                                - {action: DnsLookup, argFqdn: example.org}
                                """).actions())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .containsExactly(
                        new Action.Post(
                                Optional.of(new RateLimit(Duration.ofMinutes(5), RateLimit.Scope.PROCESS)),
                                true,
                                true,
                                false,
                                place(0, 0)),
                        new Action.Sigkill(place(0, 0)),
                        new Action.Signal(15, place(0, 0)),
                        new Action.OverrideReturn(-1, place(0, 0)),
                        new Action.GetUrl(URI.create("https://example.org/x"), place(0, 0)),
                        new Action.DnsLookup("example.org", place(0, 0)));
    }

    @Test
    void readsActionsOfProgramsInUserSpace() {
        List<Action> actions = Policies.hook("""
                        uprobes:
                        - path: /bin/x
                          symbols: [f]
                          selectors:
                          - matchActions:
                            - {action: Override, argRegs: ["rax=11", "rip=8(%rsp)", "rsp = 8%rsp", "rbp=%rax"]}
                            - {action: Override, argNewSymbol: g}
                            - {action: Override, argNewOffset: "0x115c"}
                        """).selectors().getFirst().actions();

        assertThat(((Action.OverrideRegisters) actions.getFirst()).assignments())
                .extracting(RegisterAssignment::source)
                .containsExactly(
                        new RegisterAssignment.Constant(11),
                        new RegisterAssignment.Memory("rsp", 8),
                        new RegisterAssignment.Register("rsp", 8),
                        new RegisterAssignment.Register("rax", 0));
        assertThat(((Action.OverrideCall) actions.get(1)).target())
                .isEqualTo(new UserLocation.Symbol("g", 0, OptionalLong.empty(), place(11, 42)));
        assertThat(((Action.OverrideCall) actions.get(2)).target())
                .isEqualTo(new UserLocation.Offset(0x115c, OptionalLong.empty(), place(12, 42)));
    }

    @Test
    void remarksWhatDoesNothing() {
        assertThat(Policies.file("""
                                selectorsMacros: {unused: {matchBinaries: [{operator: In, values: [/bin/sh]}]}}
                                kprobes:
                                - call: f
                                  syscall: false
                                  returnArg: {index: 0, type: int}
                                  args: [{index: 0, type: int, sizeArgIndex: 1, maxData: true}]
                                  selectors:
                                  - matchActions:
                                    - {action: Sigkill, argError: -1, argSig: 0, rateLimit: ""}
                                    - {action: Post, rateLimitScope: global}
                                """).remarks())
                .extracting(Object::toString)
                .containsExactly(
                        "p.yaml:5:29: spec.selectorsMacros.unused: is named by no selector",
                        "p.yaml:9:16: spec.kprobes[0].returnArg: does nothing without return: true",
                        "p.yaml:10:48: spec.kprobes[0].args[0].sizeArgIndex: does nothing for int; it is for char_buf and char_iovec",
                        "p.yaml:10:60: spec.kprobes[0].args[0].maxData: does nothing for int; it is for char_buf",
                        "p.yaml:13:37: spec.kprobes[0].selectors[0].matchActions[0].argError: does nothing with Sigkill",
                        "p.yaml:14:40: spec.kprobes[0].selectors[0].matchActions[1].rateLimitScope: does nothing without rateLimit");
    }

    private static Selector selector(String text) {
        return Policies.hook("kprobes:\n- call: security_file_open\n  selectors:\n  -\n" + text.indent(4))
                .selectors()
                .getFirst();
    }

    private static Place place(int line, int column) {
        return new Place("p.yaml", line, column);
    }
}

package dev.skep.security.policy;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.read.PolicyReader;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.SensorOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Policies in the kernel, and what they tell. */
public final class PolicyWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<PolicyEvent> events = new CopyOnWriteArrayList<>();
    private final List<LoaderEvent> loaded = new CopyOnWriteArrayList<>();
    private final ProcessSensor processes;
    private final PolicySensor policies;
    private List<ActivePolicy> current = List.of();

    public PolicyWatch() {
        this(Succession.none(), new RunningKernel());
    }

    /**
     * One after another.
     *
     * @param succession what that left; not closed
     * @param kernel where policies may be attached
     */
    PolicyWatch(Succession succession, KernelOffer kernel) {
        processes = ProcessSensor.start(SensorOptions.defaults("test").withoutRunning(), event -> {});
        policies = PolicySensor.start(
                processes,
                event -> {
                    switch (event) {
                        case PolicyEvent told -> events.add(told);
                        case LoaderEvent told -> loaded.add(told);
                        default -> throw new IllegalStateException("no event of a policy: " + event);
                    }
                },
                succession,
                kernel);
    }

    /** A policy of this specification, in YAML. */
    public static ActivePolicy policy(String name, String spec) {
        String text = "apiVersion: cilium.io/v1alpha1\nkind: TracingPolicy\nmetadata:\n  name: " + name + "\nspec:\n"
                + spec.indent(2);
        return new ActivePolicy(
                new PolicyReader().read(name + ".yaml", text).policies().getFirst(), PolicyMode.ENFORCE, true);
    }

    /** Puts this one policy into force. */
    void apply(String spec) {
        apply(List.of(policy("test", spec)));
    }

    /** Puts a policy on changes of the folder into force, whose argument is the folder's name, with these selectors. */
    void applyToChdir(String selectors) {
        applyToChdirs(List.of(selectors));
    }

    /** The same with a policy for each of several such texts. */
    void applyToChdirs(List<String> selectors) {
        apply(IntStream.range(0, selectors.size())
                .mapToObj(i -> policy("test" + (i == 0 ? "" : i), chdir(selectors.get(i))))
                .toList());
    }

    private static String chdir(String selectors) {
        return """
                kprobes:
                - call: sys_chdir
                  syscall: true
                  args:
                  - index: 0
                    type: string
                  selectors:
                """ + selectors.indent(2);
    }

    public void apply(List<ActivePolicy> all) {
        policies.apply(all);
        current = List.copyOf(all);
    }

    /** What is in force. */
    List<ActivePolicy> current() {
        return current;
    }

    public PolicySensor policies() {
        return policies;
    }

    ProcessSensor processes() {
        return processes;
    }

    /** All events so far. */
    public List<PolicyEvent> events() {
        return events;
    }

    /** All files so far that were told to be mapped. */
    List<LoaderEvent> loaded() {
        return loaded;
    }

    /** Waits for an event. */
    public PolicyEvent await(Predicate<PolicyEvent> wanted) {
        Awaitility.await("an event")
                .atMost(PATIENCE)
                .until(() -> events.stream().anyMatch(wanted));
        return events.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for an event of a process. */
    PolicyEvent await(Process process) {
        return await(event -> event.process().pid() == process.pid());
    }

    /** Events of a process after all of them have come, which another event of {@code process} shows. */
    List<PolicyEvent> of(Process process) {
        return events.stream()
                .filter(event -> event.process().pid() == process.pid())
                .toList();
    }

    static List<ArgumentValue> values(PolicyEvent event) {
        return event.arguments().stream().map(Argument::value).toList();
    }

    @Override
    public void close() {
        policies.close();
        processes.close();
    }
}

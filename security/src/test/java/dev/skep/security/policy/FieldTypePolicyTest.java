package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Arguments of tracepoints for which a policy says no type have that of their field. */
@Tag("kernel")
class FieldTypePolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** Four fields are common to all records. */
    @Test
    void areThoseOfTheRecord() throws Exception {
        watch.apply("""
                tracepoints:
                - subsystem: task
                  event: task_newtask
                  args:
                  - { index: 4 }
                  - { index: 5 }
                  - { index: 6, type: auto }
                  - { index: 7 }
                """);
        Process parent = Commands.python("""
                import os, sys
                child = os.fork()
                if child: os.waitpid(child, 0)
                """);
        List<ArgumentValue> values = PolicyWatch.values(watch.await(parent));
        assertThat(values.get(0)).isInstanceOf(ArgumentValue.Int32.class);
        assertThat(values.get(1)).isEqualTo(new ArgumentValue.Text("python3"));
        assertThat(values.get(2)).isInstanceOf(ArgumentValue.UInt64.class);
        assertThat(values.get(3)).isEqualTo(new ArgumentValue.Int32(0));
    }

    @Test
    void decideOnTheValuesOfConditions() throws Exception {
        watch.apply("""
                tracepoints:
                - subsystem: task
                  event: task_newtask
                  args:
                  - { index: 5 }
                  - { index: 7 }
                  selectors:
                  - matchArgs:
                    - { index: 5, operator: Prefix, values: [ "pyth" ] }
                    - { index: 7, operator: Equal, values: [ "0" ] }
                """);
        Process parent = Commands.python("import os\nos.fork() or os._exit(0)\nos.wait()");
        assertThat(PolicyWatch.values(watch.await(parent)).getFirst()).isEqualTo(new ArgumentValue.Text("python3"));
        assertThatThrownBy(() -> watch.apply("""
                        tracepoints:
                        - subsystem: task
                          event: task_newtask
                          args:
                          - { index: 7 }
                          selectors:
                          - matchArgs:
                            - { index: 7, operator: Equal, values: [ "0", "70000" ] }
                        """))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(
                        "test.yaml:13:53: spec.tracepoints[0].selectors[0].matchArgs: '70000' is no int16");
    }

    @Test
    void areTextsBehindTheRecord() throws Exception {
        watch.apply("""
                tracepoints:
                - subsystem: sched
                  event: sched_process_exec
                  args:
                  - { index: 4 }
                """);
        Process started = Commands.run("/bin/true");
        watch.await(event -> event.process().pid() == started.pid()
                && PolicyWatch.values(event).equals(List.of(new ArgumentValue.Text("/bin/true"))));
    }

    @Test
    void haveToBeSaidOfPointers() {
        assertThatThrownBy(() -> watch.apply("""
                        tracepoints:
                        - subsystem: syscalls
                          event: sys_enter_openat
                          args:
                          - { index: 6 }
                        """))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("the type of argument 6 is not known");
    }
}

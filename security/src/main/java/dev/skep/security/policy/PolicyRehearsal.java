package dev.skep.security.policy;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.security.policy.attach.Programs;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.MarkingProgram;
import dev.skep.security.policy.read.PolicyReader;
import java.util.List;

/**
 * What it takes to put a policy into force, with nothing in the kernel: for those who show the JVM once what a first policy needs. Where this
 * process lacks a right or the kernel a hook, the rest still counts.
 */
public final class PolicyRehearsal {
    private static final String HOOK = "syscalls/sys_enter_openat";

    private static final String TEXT = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicy
            metadata: { name: rehearsal }
            spec:
              kprobes:
              - call: sys_openat
                syscall: true
                args:
                - { index: 0, type: int }
                - { index: 1, type: string }
                selectors:
                - matchArgs:
                  - { index: 0, operator: Equal, values: [ "-100" ] }
                  - { index: 1, operator: Prefix, values: [ /etc/ ] }
                  matchActions: [ { action: Sigkill } ]
              tracepoints:
              - subsystem: raw_syscalls
                event: sys_enter
                raw: true
                args: [ { index: 1, type: int64 } ]
            """;

    private PolicyRehearsal() {}

    /** Reads, plans and compiles. */
    public static void run() {
        for (Policy policy : new PolicyReader().read("rehearsal", TEXT).policies()) {
            try {
                PolicyExplanation _ = PolicyExplanation.of(policy);
                compile(Programs.of(new KernelHook.Tracepoint(HOOK), new Dispatch(ProgramArray.of(1))));
                compile(new MarkingProgram(ProgramArray.of(1), ProgramArray.of(1), ProgramArray.of(1)));
            } catch (KernelException | CompileException | PolicyException notHere) {
                return;
            }
        }
    }

    private static void compile(Object program) {
        List<CompiledProgram> _ = Kernel.compile(program);
    }
}

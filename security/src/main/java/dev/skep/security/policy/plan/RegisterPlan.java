package dev.skep.security.policy.plan;

import dev.skep.bpf.usdt.X86Register;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.RegisterAssignment;
import dev.skep.security.policy.program.RegisterPart;
import dev.skep.security.policy.program.RegisterSource;
import dev.skep.security.policy.program.RegisterWrite;
import java.util.ArrayList;
import java.util.List;

/** Plans what is written to the registers of a process at a uprobe. */
final class RegisterPlan {
    private static final String RESULT = "rax";
    private static final String STACK = "rsp";
    private static final String INSTRUCTION = "rip";

    private final List<String> registers = new ArrayList<>();
    private final List<RegisterWrite.Assignment> assignments = new ArrayList<>();

    private RegisterPlan() {
        if (Abi.ofHost() != Abi.X64) {
            throw Refused.because("registers are written on x86-64 alone");
        }
    }

    /** What a policy says. */
    static RegisterWrite of(List<RegisterAssignment> wanted) {
        RegisterPlan plan = new RegisterPlan();
        for (RegisterAssignment each : wanted) {
            plan.write(each.register(), plan.source(each.source()));
        }
        return plan.build();
    }

    /** Returns from a function at its first instruction: the return address is where the stack begins. */
    static RegisterWrite returning(int result) {
        RegisterPlan plan = new RegisterPlan();
        plan.write(RESULT, new RegisterSource.Constant(result));
        plan.write(INSTRUCTION, new RegisterSource.Memory(plan.part(STACK), 0));
        plan.write(STACK, new RegisterSource.Register(plan.part(STACK), Long.BYTES));
        return plan.build();
    }

    /** Goes on so many bytes behind the instruction of the probe. */
    static RegisterWrite goingOn(long distance) {
        RegisterPlan plan = new RegisterPlan();
        plan.write(INSTRUCTION, new RegisterSource.Register(plan.part(INSTRUCTION), distance));
        return plan.build();
    }

    private void write(String register, RegisterSource source) {
        assignments.add(new RegisterWrite.Assignment(part(register), source));
    }

    private RegisterWrite build() {
        return new RegisterWrite(registers, assignments);
    }

    private RegisterSource source(RegisterAssignment.Source source) {
        return switch (source) {
            case RegisterAssignment.Constant constant -> new RegisterSource.Constant(constant.value());
            case RegisterAssignment.Register from -> new RegisterSource.Register(part(from.register()), from.offset());
            case RegisterAssignment.Memory from -> new RegisterSource.Memory(part(from.register()), from.offset());
        };
    }

    private RegisterPart part(String name) {
        X86Register.Named named =
                X86Register.named(name).orElseThrow(() -> Refused.because("there is no register " + name));
        String field = named.register().field();
        if (!registers.contains(field)) {
            registers.add(field);
        }
        return new RegisterPart(registers.indexOf(field), named.bytes());
    }
}

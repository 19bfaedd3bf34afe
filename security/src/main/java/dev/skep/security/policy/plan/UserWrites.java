package dev.skep.security.policy.plan;

import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.hook.UserPlaces;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.program.ArgumentWrite;
import dev.skep.security.policy.program.RegisterWrite;

/** Plans what actions write into a process, where the kernel lets programs do so. */
final class UserWrites {
    private final ActionPlan.Setting setting;

    UserWrites(ActionPlan.Setting setting) {
        this.setting = setting;
    }

    /** Writes an argument of a USDT probe. */
    ArgumentWrite argument(Action.Set set) {
        if (!(setting.serving().hook() instanceof KernelHook.UserProbe probe)) {
            throw Refused.because(setting.serving().hook() + " has no argument that could be written");
        }
        int bytes = UserPlaces.bytes(probe, set.index());
        long value = Integer.toUnsignedLong(set.value());
        if (bytes < Integer.BYTES && value >>> (bytes * Byte.SIZE) != 0) {
            throw Refused.because("argument " + set.index() + " has " + (bytes == 1 ? "1 byte" : bytes + " bytes")
                    + ", which " + value + " does not fit into");
        }
        check(
                "this kernel lets no program write the memory of a process",
                setting.kernel().writesMemory());
        return new ArgumentWrite(set.index(), bytes, value);
    }

    /** Writes registers. */
    RegisterWrite registers(Action.OverrideRegisters override) {
        function();
        return RegisterPlan.of(override.assignments());
    }

    /** Lets the process go on elsewhere. */
    RegisterWrite call(Action.OverrideCall override) {
        return RegisterPlan.goingOn(UserPlaces.distance(function(), override.target()));
    }

    /** Lets the function return at once. */
    RegisterWrite result(Action.OverrideReturn override) {
        function();
        if (setting.serving().denial() != Denial.REGISTERS) {
            throw Refused.because("a function can return at once from its first instruction alone, and "
                    + setting.serving().hook() + " is behind it");
        }
        return RegisterPlan.returning(override.error());
    }

    private KernelHook.UserFunction function() {
        if (!(setting.serving().hook() instanceof KernelHook.UserFunction function) || setting.atReturn()) {
            throw Refused.because("registers are written where a function of a program begins, not at "
                    + setting.serving().hook() + (setting.atReturn() ? " when it returns" : ""));
        }
        check(
                "this kernel lets no program write the registers of a process, as others do since Linux 6.18",
                setting.kernel().writesRegisters());
        if (setting.serving().returns().isPresent()) {
            throw Refused.because(
                    "the kernel finds the function's return by its registers: leave return and returnArg out");
        }
        return function;
    }

    private static void check(String refusal, Support support) {
        if (!support.isSupported()) {
            throw Refused.because(refusal + ": " + support.reason());
        }
    }
}

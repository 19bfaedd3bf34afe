package dev.skep.security.policy.program;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;

/**
 * Arguments whose types the verifier knows: tp_btf, fentry, fexit, LSM.
 *
 * @param arguments the hook's
 * @param distrusted whether pointers are not taken for valid
 */
record TypedContext(HookArguments arguments, boolean distrusted) implements HookContext {
    /**
     * Whether to distrust what tp_btf and LSM pass. The verifier takes all of it for valid, also what the kernel passes as null, and lets
     * programs read it with nothing that catches the fault; where the type is an untrusted one, faults are caught. Kernels without the cast
     * trust nothing.
     */
    static boolean distrusts() {
        return Btf.vmlinux().find("bpf_rdonly_cast", BtfKind.FUNC) >= 0;
    }

    @Override
    public long number(int position) {
        return arguments.number(position);
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return distrusted ? Memory.cast(arguments.number(position), struct) : arguments.struct(position);
    }
}

package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the kernel that become pointers which the verifier knows the type of: {@code bpf_rdonly_cast}, since Linux 6.2. The verifier
 * makes a move of it, and loads through the pointer are caught by the kernel where the address is wrong. Older kernels read through
 * bpf_probe_read_kernel instead.
 */
final class ReadOnlyCasts {
    private static final String NAME = "bpf_rdonly_cast";

    private final KernelFields kernelFields;
    private @Nullable Btf askedFor;
    private int function;

    ReadOnlyCasts(KernelFields kernelFields) {
        this.kernelFields = kernelFields;
    }

    /** The struct at {@code address}, seen through {@code type}. */
    Pointer of(CallSite site, Value address, String struct, Class<?> type) {
        return typed(site, address, struct, type)
                .orElseGet(() -> new Pointer(address, 0, Region.KERNEL_RAW, type, 0, Nullability.TOLERATED));
    }

    /** The struct at {@code address}, of a type that the verifier knows; empty on kernels that have no such cast, or not to this type. */
    Optional<Pointer> typed(CallSite site, Value address, String struct, Class<?> type) {
        Btf btf = site.evaluation().environment().kernelTypes();
        int id = kernelFields.struct(site.evaluation().environment(), struct);
        if (!btf.equals(askedFor)) {
            function = btf.find(NAME, BtfKind.FUNC);
            askedFor = btf;
        }
        // The function knows the kernel's own types only.
        if (function < 0 || id < 0) return Optional.empty();
        Value typed = site.code().call(new CallTarget.Kfunc(function, NAME), address, Constant.of((long) id));
        return Optional.of(new Pointer(typed, 0, Region.KERNEL_TYPED, type, 0, Nullability.TOLERATED));
    }
}

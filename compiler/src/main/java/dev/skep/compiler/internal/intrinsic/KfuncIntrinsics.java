package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfunc;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.Intrinsic;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Width;

/** Methods with {@link Kfunc}: calls of kernel functions by their BTF id. */
final class KfuncIntrinsics implements Intrinsic {
    @Override
    public void call(CallSite site) {
        WrittenAnnotation kfunc = site.annotation(Kfunc.class);
        if (kfunc == null) throw new IllegalStateException("no kernel function for " + site);
        String name = kfunc.text("name");
        int id = site.evaluation().environment().kernelTypes().find(name, BtfKind.FUNC);
        if (id < 0) {
            throw new Refusal(
                    "this kernel has no function " + name + " for programs, which Linux " + kfunc.text("since")
                            + " and newer have",
                    "leave the call out on older kernels: a final field that the constructor sets folds it away");
        }
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().returnType());
        boolean isStruct = Struct.class.isAssignableFrom(type);
        Class<?> struct = isStruct ? (Class<?>) site.known(0, "the struct's class") : type;
        CallTarget target = new CallTarget.Kfunc(id, name, Resources.of(site, kfunc, struct));
        Call result = site.code().call(target, new HelperArguments(site).of(kfunc.text("passes")));
        if (type == void.class) return;
        if (isStruct) {
            Nullability nullability = kfunc.flag("mayBeNull") ? Nullability.UNCHECKED : Nullability.NEVER;
            site.result(new Pointer(result, 0, Region.KERNEL_TYPED, struct, 0, nullability));
        } else {
            site.result(new Scalar(result, type == long.class ? Width.W64 : Width.W32));
        }
    }
}

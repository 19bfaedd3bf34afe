package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.ModuleBtf;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfunc;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.Intrinsic;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Resource;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** Methods with {@link Kfunc}: calls of kernel functions by their BTF id. */
final class KfuncIntrinsics implements Intrinsic {
    @Override
    public void call(CallSite site) {
        WrittenAnnotation kfunc = site.annotation(Kfunc.class);
        if (kfunc == null) throw new IllegalStateException("no kernel function for " + site);
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().returnType());
        boolean isStruct = Struct.class.isAssignableFrom(type);
        Class<?> struct = isStruct ? (Class<?>) site.known(0, "the struct's class") : type;
        CallTarget target = target(site, kfunc, Resources.of(site, kfunc, struct));
        Call result = site.code().call(target, new HelperArguments(site).of(kfunc.text("passes")));
        if (type == void.class) return;
        if (isStruct) {
            Nullability nullability = kfunc.flag("mayBeNull") ? Nullability.UNCHECKED : Nullability.NEVER;
            site.result(new Pointer(result, 0, Region.KERNEL_TYPED, struct, 0, nullability));
        } else {
            site.result(new Scalar(result, type == long.class ? Width.W64 : Width.W32));
        }
    }

    private static CallTarget target(CallSite site, WrittenAnnotation kfunc, @Nullable Resource gives) {
        String name = kfunc.text("name");
        CompileEnvironment environment = site.evaluation().environment();
        int id = environment.kernelTypes().find(name, BtfKind.FUNC);
        if (id >= 0) return new CallTarget.Kfunc(id, 0, name, gives);
        ModuleBtf module = environment
                .modules()
                .with(name, BtfKind.FUNC)
                .orElseThrow(() -> new Refusal(
                        "this kernel has no function " + name + " for programs, which Linux " + kfunc.text("since")
                                + " and newer have",
                        "leave the call out on older kernels: a final field that the constructor sets folds it away"));
        int number = environment.modules().number(module.module());
        return new CallTarget.Kfunc(module.find(name, BtfKind.FUNC), number, name, gives);
    }
}

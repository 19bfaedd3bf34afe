package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.OpenFile;
import java.util.List;

/**
 * Asks IMA for the hash of the hook's file, if rules there wait for it.
 *
 * @param binary whether the hook passes a program that is started, and not a file
 * @param hook a number of the hook
 * @param pending what waits, and the hashes
 */
public record HashCode(boolean binary, int hook, Pending pending) implements HookBody {
    /** For a hook of the LSM, by its name. */
    public static HashCode of(String name, int hook, Pending pending) {
        return new HashCode(name.startsWith("bprm_"), hook, pending);
    }

    @Override
    public List<BpfMap> own() {
        return List.of();
    }

    @Override
    public HookBody form() {
        return this;
    }

    @Override
    public int run(HookContext context, Struct raw) {
        long key = Pending.key((int) Helpers.getCurrentPidTgid(), hook);
        if (pending.place(key) < 0 || pending.isAsking(key)) {
            return 0;
        }
        OpenFile file = file(context);
        // Memory that is mapped need not be of a file; later kernels want to see that it is.
        if (Memory.address(file) == 0) {
            return 0;
        }
        ImageHash hash = Memory.onStack(ImageHash.class);
        hash.algorithm(ImageHash.ASKED);
        if (!pending.hashes().put(key, hash)) {
            return 0;
        }
        hash.algorithm(Helpers.imaFileHash(file, hash.digest()));
        boolean _ = pending.hashes().put(key, hash);
        return 0;
    }

    private OpenFile file(HookContext context) {
        UntypedStruct first = context.struct(0, binary ? "linux_binprm" : "file");
        return binary ? first.as(LinuxBinprm.class).file() : first.as(OpenFile.class);
    }
}

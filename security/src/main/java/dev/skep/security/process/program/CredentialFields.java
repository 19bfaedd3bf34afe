package dev.skep.security.process.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.CapabilitySet;
import dev.skep.security.kernel.Cred;
import dev.skep.security.kernel.KernelWord;
import dev.skep.security.kernel.Task;
import dev.skep.security.kernel.UserNamespace;

/** Reads and writes the rights of a process, in the kernel. */
public final class CredentialFields {
    private CredentialFields() {}

    static void write(ProcessFacts record, Task task) {
        Cred rights = task.cred();
        record.auid(task.loginuid().val());
        record.uid(rights.uid().val());
        record.gid(rights.gid().val());
        record.euid(rights.euid().val());
        record.egid(rights.egid().val());
        record.suid(rights.suid().val());
        record.sgid(rights.sgid().val());
        record.fsuid(rights.fsuid().val());
        record.fsgid(rights.fsgid().val());
        record.securebits(rights.securebits());
        record.permitted(bits(rights.cap_permitted()));
        record.effective(bits(rights.cap_effective()));
        record.inheritable(bits(rights.cap_inheritable()));
        UserNamespace users = rights.user_ns();
        record.userLevel(users.level());
        record.userOwner(users.owner().val());
        record.userGroup(users.group().val());
        record.userInum(users.ns().inum());
    }

    /** Capabilities as bits. By address: kernels before 6.3 have two numbers of 32 bits where later ones have one of 64. */
    public static long bits(CapabilitySet set) {
        return Memory.atKernel(Memory.address(set), KernelWord.class).value();
    }
}

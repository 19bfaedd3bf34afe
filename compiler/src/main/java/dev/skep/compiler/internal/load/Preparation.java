package dev.skep.compiler.internal.load;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.btf.Btf;

/** Does in the background what every load begins with: first system call, instruction set, kernel types. */
public final class Preparation {
    private Preparation() {}

    /** Begins; the load that follows waits for what is under way. */
    public static void begin() {
        Thread thread = new Thread(Preparation::run, "skep-preparation");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            RunningKernel.target();
            Btf.vmlinux();
        } catch (KernelException e) {
            // The load that needs it meets the same error, and there somebody is listening.
            System.getLogger(Preparation.class.getName()).log(System.Logger.Level.DEBUG, "prepare", e);
        }
    }
}

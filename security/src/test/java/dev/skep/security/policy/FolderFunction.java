package dev.skep.security.policy;

import dev.skep.security.policy.hook.RunningKernel;

/** The function of the kernel behind mkdir(2) and mkdirat(2): a folder's descriptor, a struct filename, a mode. */
final class FolderFunction {
    private FolderFunction() {}

    /** Its name, which is another since Linux 7. */
    static String name() {
        return new RunningKernel().hasFunction("do_mkdirat") ? "do_mkdirat" : "filename_mkdirat";
    }
}

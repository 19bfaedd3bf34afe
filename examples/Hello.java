import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Tracepoint;

/** Says hello whenever a program starts. */
class Hello {
    @Tracepoint("syscalls/sys_enter_execve")
    int execve() {
        Helpers.tracePrintk("I'm alive!");
        return 0;
    }
}

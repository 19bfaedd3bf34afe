import dev.skep.compiler.hook.Syscall;

class SyscallWithNumber {
    @Syscall
    int run(int number) {
        return number;
    }
}

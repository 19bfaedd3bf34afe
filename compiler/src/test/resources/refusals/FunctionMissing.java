import dev.skep.compiler.hook.Fentry;

class FunctionMissing {
    @Fentry("do_sys_openat3")
    int run() {
        return 0;
    }
}

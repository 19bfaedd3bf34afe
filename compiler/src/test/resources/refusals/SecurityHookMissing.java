import dev.skep.compiler.hook.Lsm;

class SecurityHookMissing {
    @Lsm("file_opened")
    int run() {
        return 0;
    }
}

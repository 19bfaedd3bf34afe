import dev.skep.compiler.hook.RawTracepoint;

class HookWithText {
    @RawTracepoint("sys_enter")
    int run(String name) {
        return name.length();
    }
}

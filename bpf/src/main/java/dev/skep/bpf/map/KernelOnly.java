package dev.skep.bpf.map;

/** Methods that exist for compiled programs and have no meaning in user space. */
final class KernelOnly {

    private KernelOnly() {}

    static UnsupportedOperationException called(String method) {
        return new UnsupportedOperationException(method + " works inside a compiled program only");
    }

    static UnsupportedOperationException called(String method, String instead) {
        return new UnsupportedOperationException(
                method + " works inside a compiled program only; in user space use " + instead);
    }
}

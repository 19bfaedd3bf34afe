package dev.skep.compiler.interpreter;

/** Addresses of subprograms: nothing can be read there, and a helper can call them. */
final class FunctionAddress {
    private static final long BASE = 0xfffe_0000_0000_0000L;

    private FunctionAddress() {}

    static long of(int index) {
        return BASE | index;
    }

    static int index(long address) {
        if (address >>> 48 != BASE >>> 48) throw new Fault("0x" + Long.toHexString(address) + " is no function");
        return (int) address;
    }
}

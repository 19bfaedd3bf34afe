package dev.skep.security.policy.model;

import java.util.Optional;

/** By which rules a system call is made: numbers and argument registers. */
public enum Abi {
    /** x86-64, 64 bits. */
    X64("x64", "__x64_", false),
    /** x86-64, programs of 32 bits. */
    I386("i386", "__ia32_", true),
    /** 64 bits of ARM. */
    ARM64("arm64", "__arm64_", false),
    /** Programs of 32 bits on ARM; the kernel's functions are those of 64 bits. */
    ARM32("arm32", "__arm64_", true);

    private final String tetragonName;
    private final String symbolPrefix;
    private final boolean compat;

    Abi(String tetragonName, String symbolPrefix, boolean compat) {
        this.tetragonName = tetragonName;
        this.symbolPrefix = symbolPrefix;
        this.compat = compat;
    }

    /** The ABI of a name, or nothing. */
    public static Optional<Abi> of(String tetragonName) {
        for (Abi abi : values()) {
            if (abi.tetragonName.equals(tetragonName)) {
                return Optional.of(abi);
            }
        }
        return Optional.empty();
    }

    /** That of programs of 64 bits on this machine. */
    public static Abi ofHost() {
        return System.getProperty("os.arch", "").equals("aarch64") ? ARM64 : X64;
    }

    /** Whether a machine whose programs of 64 bits have the other one can run programs of this one. */
    public boolean runsOn(Abi host) {
        boolean arm = this == ARM64 || this == ARM32;
        return arm == (host == ARM64);
    }

    /** As policies and events write it, such as {@code x64}. */
    public String tetragonName() {
        return tetragonName;
    }

    /** What stands before {@code sys_NAME} in the name of the kernel's function. */
    public String symbolPrefix() {
        return symbolPrefix;
    }

    /** Whether it is the one of 32 bits on a kernel of 64: values of type {@code syscall64} then have bit 31 set. */
    public boolean compat() {
        return compat;
    }
}

package dev.skep.trace.open;

import java.util.Optional;

/**
 * Flags of open(2) with the numbers of this machine's processor ({@code include/uapi/asm-generic/fcntl.h} and
 * {@code arch/arm64/include/uapi/asm/fcntl.h}, v6.18).
 */
public enum OpenFlag {
    /** Read only: the access mode 0. */
    O_RDONLY(0, 3),
    /** Write only. */
    O_WRONLY(1, 3),
    /** Read and write. */
    O_RDWR(2, 3),
    /** Create the file if it does not exist. */
    O_CREAT(0_100),
    /** Fail if it exists. */
    O_EXCL(0_200),
    /** Do not make it the controlling terminal. */
    O_NOCTTY(0_400),
    /** Make it empty. */
    O_TRUNC(0_1000),
    /** Write at the end. */
    O_APPEND(0_2000),
    /** Do not wait. */
    O_NONBLOCK(0_4000),
    /** Write metadata and data through. Before O_DSYNC, which is part of it. */
    O_SYNC(0_401_0000),
    /** Write data through. */
    O_DSYNC(0_1_0000),
    /** Signal when it is ready. */
    O_ASYNC(0_2_0000),
    /** Bypass the page cache. */
    O_DIRECT(Machine.ARM64 ? 0_20_0000 : 0_4_0000),
    /** Files above 2 GiB on 32-bit machines. */
    O_LARGEFILE(Machine.ARM64 ? 0_40_0000 : 0_10_0000),
    /** A file without a name. Before O_DIRECTORY, which is part of it. */
    O_TMPFILE(0_2000_0000 | Machine.O_DIRECTORY),
    /** Fail if it is no directory. */
    O_DIRECTORY(Machine.O_DIRECTORY),
    /** Fail if it is a symbolic link. */
    O_NOFOLLOW(Machine.ARM64 ? 0_10_0000 : 0_40_0000),
    /** Leave the access time. */
    O_NOATIME(0_100_0000),
    /** Close it at exec. */
    O_CLOEXEC(0_200_0000),
    /** A place in the tree only, nothing is opened. */
    O_PATH(0_1000_0000);

    /** What differs between processors; an enum's constants cannot use the enum's own static fields. */
    private static final class Machine {
        static final boolean ARM64 = System.getProperty("os.arch").equals("aarch64");
        static final int O_DIRECTORY = ARM64 ? 0_4_0000 : 0_20_0000;
    }

    private static final OpenFlag[] ALL = values();

    private final int value;
    private final int mask;

    OpenFlag(int value) {
        this(value, value);
    }

    OpenFlag(int value, int mask) {
        this.value = value;
        this.mask = mask;
    }

    /** Its bits. */
    public int value() {
        return value;
    }

    /** The bits to look at: more than {@link #value()} for the access modes. */
    public int mask() {
        return mask;
    }

    /** The flag of this name, upper or lower case, with or without {@code O_}. */
    public static Optional<OpenFlag> named(String name) {
        for (OpenFlag flag : ALL) {
            if (flag.name().equalsIgnoreCase(name) || flag.name().substring(2).equalsIgnoreCase(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    /** All names in {@code flags}, joined by a bar; bits without a name follow as one number in base 8. */
    public static String names(int flags) {
        StringBuilder text = new StringBuilder();
        int rest = flags;
        for (OpenFlag flag : ALL) {
            boolean accessMode = flag.mask == 3;
            if ((accessMode ? flags & 3 : rest & flag.mask) == flag.value) {
                text.append(text.isEmpty() ? "" : "|").append(flag.name());
                rest &= ~flag.mask;
            }
        }
        if ((flags & 3) == 3) {
            rest |= 3;
        }
        if (rest != 0) {
            text.append(text.isEmpty() ? "0" : "|0").append(Integer.toOctalString(rest));
        }
        return text.toString();
    }
}

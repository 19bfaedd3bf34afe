package dev.skep.bpf.memory;

/**
 * A run of bytes of fixed length: an embedded {@code char[n]}, declared as {@code @Length(n) Bytes name()}.
 *
 * <p>Numbers are in the byte order of the machine (little endian wherever Skep runs) and may stand at any offset.
 * In user space an offset outside the run is an {@link IndexOutOfBoundsException}; in the kernel the compiler and the
 * verifier demand that it is inside.
 *
 * <p>The second group of methods works in user space only. Not safe for use by several threads at once.
 */
public interface Bytes extends Struct {

    /** Number of bytes. */
    int length();

    /** The byte at {@code offset}, 0 to 255. */
    int u8(int offset);

    /** Stores the low 8 bits of {@code value}. */
    void u8(int offset, int value);

    /** The two bytes at {@code offset}, 0 to 65535. */
    int u16(int offset);

    /** Stores the low 16 bits of {@code value}. */
    void u16(int offset, int value);

    /** The four bytes at {@code offset}. */
    int u32(int offset);

    /** Stores four bytes. */
    void u32(int offset, int value);

    /** The eight bytes at {@code offset}. */
    long u64(int offset);

    /** Stores eight bytes. */
    void u64(int offset, long value);

    /**
     * The bytes before the first NUL as UTF-8; all of them where there is no NUL. Malformed input becomes U+FFFD.
     * User space only.
     */
    String string();

    /**
     * Stores {@code text} as UTF-8, fills the rest with NUL, and cuts what does not fit so that at least one NUL stays and
     * no character is cut in half. User space only.
     */
    void string(String text);

    /** Number of bytes before the first NUL; {@link #length()} where there is none. User space only. */
    int stringLength();

    /**
     * Copies all bytes to {@code target} from index {@code at} on. User space only.
     *
     * @return the number of bytes copied, {@link #length()}
     * @throws IndexOutOfBoundsException if they do not fit
     */
    int copyTo(byte[] target, int at);

    /**
     * Copies {@code length} bytes of {@code source} from index {@code at} on to the start of this run and leaves the rest
     * as it is. User space only.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    void copyFrom(byte[] source, int at, int length);
}

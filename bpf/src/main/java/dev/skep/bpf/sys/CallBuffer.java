package dev.skep.bpf.sys;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the arguments of a system call: a union bpf_attr, a name, an array of instructions, a log.
 *
 * <p>Zeroed at birth, in the machine's byte order, freed by the garbage collector. A buffer keeps those alive that its
 * {@link #pointer pointers} lead to, so they cannot be freed under a running call. Not safe for several threads at once.
 */
public final class CallBuffer {
    private final ByteBuffer bytes;
    private final long address;
    private final List<CallBuffer> targets = new ArrayList<>(0);

    private CallBuffer(int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = MemorySegment.ofBuffer(bytes).address();
    }

    /** Zeroed memory of this many bytes, aligned to 8 at least. */
    public static CallBuffer allocate(int size) {
        return new CallBuffer(size);
    }

    /** A copy of these bytes. */
    public static CallBuffer of(byte[] bytes) {
        CallBuffer buffer = new CallBuffer(bytes.length);
        buffer.bytes.put(0, bytes);
        return buffer;
    }

    /** A copy of these words, in the machine's byte order. */
    public static CallBuffer of(long[] words) {
        CallBuffer buffer = new CallBuffer(Math.multiplyExact(words.length, Long.BYTES));
        buffer.bytes.asLongBuffer().put(0, words);
        return buffer;
    }

    /** The string in UTF-8 with a NUL at its end. */
    public static CallBuffer of(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        CallBuffer buffer = new CallBuffer(encoded.length + 1);
        buffer.bytes.put(0, encoded);
        return buffer;
    }

    /** Its memory; the position is always 0, the limit always its size. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Its memory as a segment that keeps it alive. */
    public MemorySegment segment() {
        return MemorySegment.ofBuffer(bytes);
    }

    /** Where it is; good only as long as this object is reachable. */
    public long address() {
        return address;
    }

    /** Its size in bytes. */
    public int size() {
        return bytes.limit();
    }

    /** Writes a byte at this offset in bytes. */
    public CallBuffer u8(int offset, int value) {
        bytes.put(offset, (byte) value);
        return this;
    }

    /** Writes four bytes at this offset in bytes. */
    public CallBuffer u32(int offset, int value) {
        bytes.putInt(offset, value);
        return this;
    }

    /** Writes eight bytes at this offset in bytes. */
    public CallBuffer u64(int offset, long value) {
        bytes.putLong(offset, value);
        return this;
    }

    /** Writes the address of another buffer, and keeps that buffer alive as long as this one. */
    public CallBuffer pointer(int offset, CallBuffer target) {
        bytes.putLong(offset, target.address);
        targets.add(target);
        return this;
    }

    /** Writes a kernel object's name: at most 15 characters, what the kernel refuses replaced by '_'. */
    public CallBuffer name(int offset, String name) {
        int length = Math.min(name.length(), 15);
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            bytes.put(offset + i, (byte) (isNameCharacter(c) ? c : '_'));
        }
        return this;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }

    /** The four bytes at this offset in bytes. */
    public int u32(int offset) {
        return bytes.getInt(offset);
    }

    /** The eight bytes at this offset in bytes. */
    public long u64(int offset) {
        return bytes.getLong(offset);
    }

    /** A copy of this many bytes from this offset on. */
    public byte[] copy(int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(offset, copy);
        return copy;
    }

    /** The text from this offset to the first NUL, or to the end of the buffer. */
    public String string(int offset) {
        int end = offset;
        while (end < size() && bytes.get(end) != 0) {
            end++;
        }
        return new String(copy(offset, end - offset), StandardCharsets.UTF_8);
    }

    /** To be called after the system call that used the address. */
    @SuppressWarnings("ReachabilityFenceUsage") // no try needed: a system call throws nothing
    void keepAlive() {
        Reference.reachabilityFence(this);
    }
}

package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A packet whose bytes are read directly: what {@link XdpContext} and the others have in common, so that code that takes headers apart
 * serves every hook.
 */
public interface PacketContext extends Struct {
    /**
     * The header {@code type} at {@code offset} bytes from the packet's start, or null where the bytes that can be read directly end
     * before the header does, or begin before the packet: an offset that is known only at run time may be any. One that a loop
     * adds up without a limit has to be tested in each turn.
     *
     * <p>What was found is worth nothing after a call of a {@link dev.skep.compiler.helper.PacketHelpers helper} that may move the
     * packet; the compiler refuses its use then.
     */
    <T extends Struct> @Nullable T at(int offset, Class<T> type);
}

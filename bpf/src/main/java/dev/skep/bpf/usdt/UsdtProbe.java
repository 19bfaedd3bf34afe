package dev.skep.bpf.usdt;

import dev.skep.bpf.link.UprobePlace;
import java.util.List;

/**
 * A place in a file where a probe is. A probe that the compiler inlined or that its author wrote twice has several places,
 * and its arguments may be elsewhere at each of them. Immutable.
 *
 * @param provider who defined it, often the library's name
 * @param name of the probe
 * @param fileOffset of its instruction in the file, in bytes
 * @param semaphoreOffset of the counter that tells the program whether somebody listens, in bytes of the file; 0 for none
 * @param arguments where its arguments are
 */
public record UsdtProbe(
        String provider, String name, long fileOffset, long semaphoreOffset, List<UsdtArgument> arguments) {
    /** Copies the list. */
    public UsdtProbe {
        arguments = List.copyOf(arguments);
    }

    /** Where to attach. */
    public UprobePlace place(long cookie) {
        return new UprobePlace(this.toString(), fileOffset, cookie, semaphoreOffset);
    }

    /** {@code provider:name}. */
    @Override
    public String toString() {
        return provider + ":" + name;
    }
}

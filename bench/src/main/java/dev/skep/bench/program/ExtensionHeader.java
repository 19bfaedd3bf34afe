package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U8;

/** What IPv6 extension headers begin with. */
interface ExtensionHeader extends Struct {
    @U8
    int next();

    /** In units of 8 bytes, the first not counted. */
    @U8
    int length();
}

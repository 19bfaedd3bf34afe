package dev.skep.bench.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** One open. */
interface OpenRecord extends Struct {
    long timestamp();

    void timestamp(long nanos);

    int pid();

    void pid(int id);

    int uid();

    void uid(int id);

    int result();

    void result(int value);

    int flags();

    void flags(int bits);

    @Length(16)
    Bytes comm();

    @Length(256)
    Bytes path();
}

package dev.skep.bench.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** One exec. */
interface ExecRecord extends Struct {
    long timestamp();

    void timestamp(long nanos);

    int pid();

    void pid(int id);

    int parent();

    void parent(int id);

    int uid();

    void uid(int id);

    int previous();

    void previous(int id);

    @Length(16)
    Bytes comm();

    @Length(256)
    Bytes path();
}

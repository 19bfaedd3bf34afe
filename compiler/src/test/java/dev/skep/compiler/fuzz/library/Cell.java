package dev.skep.compiler.fuzz.library;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U32;
import dev.skep.bpf.memory.U8;

/** A field of every width, sign and byte order; lies in the context, on the stack, in maps and in packets. */
public interface Cell extends Struct {
    long wide();

    void wide(long v);

    int number();

    void number(int v);

    short medium();

    void medium(short v);

    byte small();

    void small(byte v);

    boolean flag();

    void flag(boolean v);

    char letter();

    void letter(char v);

    @U8
    int octet();

    void octet(int v);

    @U16
    int half();

    void half(int v);

    @U32
    long word();

    void word(long v);

    @BigEndian
    int netNumber();

    void netNumber(int v);

    @BigEndian
    @U16
    int netHalf();

    void netHalf(int v);

    @BigEndian
    long netWide();

    void netWide(long v);

    @BigEndian
    short netMedium();

    void netMedium(short v);

    @BigEndian
    @U32
    long netWord();

    void netWord(long v);

    @Length(12)
    Bytes bytes();

    @Length(4)
    short row(int index);

    void row(int index, short v);
}

package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** What the arithmetic programs calculate with. */
public interface Numbers extends Struct {
    /** Any number. */
    long a();

    /** Any number. */
    long b();

    /** Any number. */
    int c();

    /** Any number. */
    int d();

    /** 0 to 255. */
    @U8
    int e();

    /** Any number. */
    byte f();

    /** Any number. */
    short g();

    /** 0 to 65535. */
    @U16
    int h();

    /** Sets it. */
    void a(long value);

    /** Sets it. */
    void b(long value);

    /** Sets it. */
    void c(int value);

    /** Sets it. */
    void d(int value);

    /** Sets it. */
    void e(int value);

    /** Sets it. */
    void f(byte value);

    /** Sets it. */
    void g(short value);

    /** Sets it. */
    void h(int value);
}

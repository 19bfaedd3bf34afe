package dev.skep.compiler.differential;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** What every method under test gets. */
public interface Input extends Struct {
    long a();

    void a(long v);

    long b();

    void b(long v);

    int c();

    void c(int v);

    int d();

    void d(int v);

    @U8
    int e();

    void e(int v);

    byte f();

    void f(byte v);

    short g();

    void g(short v);

    @U16
    int h();

    void h(int v);
}

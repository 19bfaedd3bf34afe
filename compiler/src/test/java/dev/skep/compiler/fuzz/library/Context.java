package dev.skep.compiler.fuzz.library;

/** What a generated syscall program gets and gives back. */
public interface Context extends Cell {
    long first();

    void first(long v);

    long second();

    void second(long v);

    int third();

    void third(int v);

    int fourth();

    void fourth(int v);
}

/**
 * Memory described by interfaces: one declaration serves the program in the kernel and the Java code beside it.
 *
 * <p>An interface that extends {@link dev.skep.bpf.memory.Struct} lists the fields of a C struct as methods. A compiled
 * program turns these methods into loads and stores; user space reads and writes the same bytes through a
 * {@link dev.skep.bpf.memory.Flyweight}:
 *
 * <pre>{@code
 * interface OpenEvent extends Struct {
 *     long timestampNanos();
 *     void timestampNanos(long v);
 *
 *     int pid();
 *     void pid(int v);
 *
 *     @Length(16) Bytes comm();
 * }
 *
 * OpenEvent event = Flyweight.of(OpenEvent.class).allocate();
 * event.pid(42);
 * }</pre>
 *
 * <p>{@link dev.skep.bpf.memory.StructLayout} says where each field lies. Fields stand in the order of the source file
 * (the order of the class file) with the natural alignment of C; structs of the kernel are marked with
 * {@link dev.skep.bpf.memory.KernelStruct} and get their offsets from BTF, not from here.
 *
 * <p>Generated views live in the package of their interface, so a module opens that package to {@code dev.skep.bpf}.
 */
@NullMarked
package dev.skep.bpf.memory;

import org.jspecify.annotations.NullMarked;

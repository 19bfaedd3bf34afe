/**
 * eBPF maps: memory that programs in the kernel and Java code share.
 *
 * <p>Every kind of map is a class. An object is a description until {@link dev.skep.bpf.map.BpfMap#create()}, which the
 * loader of a program calls, and owns a descriptor from then on. A program uses a map by calling methods of a field that
 * holds it; user space calls the same methods on the same object, where they are bpf(2) calls:
 *
 * <pre>{@code
 * try (var counts = HashMap.of(Integer.class, Counter.class, 10_240)) {
 *     counts.create();
 *     counts.forEach((pid, counter) -> System.out.println(pid + " " + counter.value()));
 * }
 * }</pre>
 *
 * <p>In the kernel a value that was looked up is the map's own memory: what is written to it is seen by all. In user
 * space it is a copy, written back by {@code put} or {@code set}. {@link dev.skep.bpf.map.GlobalData} and
 * {@link dev.skep.bpf.map.RingBuffer} are mapped into memory and need no copies.
 *
 * <p>Maps are safe for use by several threads; the views that they give out are not.
 */
@NullMarked
package dev.skep.bpf.map;

import org.jspecify.annotations.NullMarked;

/**
 * What a filter consists of: tests of a packet and the numbers that they compare, as immutable objects. {@link dev.skep.drop.match.Match#test}
 * runs in the kernel, where the compiler makes straight-line code of exactly one graph of objects, and on the JVM, where the same methods
 * read the bytes of a capture.
 *
 * <p>Numbers are those of pcap-filter(7): unsigned, 32 bits, in network order. A packet that ends before what a test reads matches no
 * filter, also under {@code not}; that is what {@link dev.skep.drop.match.Match#CUT} carries to the outermost test.
 */
@NullMarked
package dev.skep.drop.match;

import org.jspecify.annotations.NullMarked;

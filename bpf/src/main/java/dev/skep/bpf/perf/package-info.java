/** What the kernel tells by perf events, without programs. */
@NullMarked
package dev.skep.bpf.perf;

import org.jspecify.annotations.NullMarked;

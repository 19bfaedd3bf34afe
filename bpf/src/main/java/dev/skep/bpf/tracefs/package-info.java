/**
 * The kernel's tracing file system: ids and record formats of tracepoints, and the trace pipe.
 *
 * <p>{@link dev.skep.bpf.tracefs.TraceFs} finds it. Parsing ({@link dev.skep.bpf.tracefs.TracepointFormat}) needs no
 * kernel. Nothing here attaches anything: that is {@code dev.skep.bpf.link}.
 */
@NullMarked
package dev.skep.bpf.tracefs;

import org.jspecify.annotations.NullMarked;

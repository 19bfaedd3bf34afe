/**
 * System calls, and nothing but system calls: the only package that uses the foreign-function interface.
 *
 * <p>One downcall handle ({@code syscall(2)} with seven longs, errno captured) serves every call, because the first
 * handle of each shape costs tens of milliseconds of start-up. Its arguments live in
 * {@link dev.skep.bpf.sys.CallBuffer}s, which are ByteBuffers for the same reason. Descriptors are owned by
 * {@link dev.skep.bpf.sys.Fd}s. Nothing here knows maps, programs or BTF. Not exported.
 */
@NullMarked
package dev.skep.bpf.sys;

import org.jspecify.annotations.NullMarked;

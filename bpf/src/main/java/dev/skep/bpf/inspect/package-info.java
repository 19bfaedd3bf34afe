/**
 * What is in the kernel, whoever put it there: programs, maps, links, their types, their code, who holds them.
 *
 * <p>{@link dev.skep.bpf.inspect.ObjectKind#ids} walks through all objects of a kind; {@link dev.skep.bpf.inspect.KernelObject}
 * opens one by id or by its pin. {@link dev.skep.bpf.inspect.LinkInfo} tells where a program is attached,
 * {@link dev.skep.bpf.inspect.ProgramCode} has the instructions with their source lines,
 * {@link dev.skep.bpf.inspect.MapReader} the elements of any map, {@link dev.skep.bpf.inspect.HolderScan} the processes that
 * hold objects open, {@link dev.skep.bpf.inspect.PinScan} their paths.
 *
 * <p>Objects come and go while one looks: what has vanished is an empty Optional, never an exception. Everything here needs
 * CAP_SYS_ADMIN and changes nothing. Programs of one's own are loaded and attached by the other packages.
 *
 * {@snippet :
 * for (int id : ObjectKind.PROGRAM.ids()) {
 *     KernelObject.open(ObjectKind.PROGRAM, id).ifPresent(program -> {
 *         System.out.println(program.programInfo().name());
 *         program.close();
 *     });
 * }
 * }
 */
@NullMarked
package dev.skep.bpf.inspect;

import org.jspecify.annotations.NullMarked;

/**
 * Names for programs, maps and links that outlive the process: the BPF file system and its folders.
 *
 * <p>{@link dev.skep.bpf.pin.BpfFileSystem} says whether there is one and mounts it, {@link dev.skep.bpf.pin.FolderLock} lets processes
 * that change the pins of a folder wait for each other, {@link dev.skep.bpf.pin.FrozenText} says beside the pins what they
 * are. The objects pin themselves: {@link dev.skep.bpf.link.PinnableLink#pin}, {@link dev.skep.bpf.map.BpfMap#pin}, {@link
 * dev.skep.bpf.program.Program#pin}; a pin is removed as a file is.
 *
 * {@snippet :
 * if (!BpfFileSystem.isMounted(BpfFileSystem.USUAL)) {
 *     BpfFileSystem.mount(BpfFileSystem.USUAL);
 * }
 * link.pin(BpfFileSystem.USUAL.resolve("gate"));
 * }
 */
@NullMarked
package dev.skep.bpf.pin;

import org.jspecify.annotations.NullMarked;

package dev.skep.bpf.map;

/**
 * What the kernel says about a map ({@code struct bpf_map_info}).
 *
 * @param type the kernel's number of the kind, see {@link MapType}
 * @param id unique number in the system
 * @param keySize bytes of a key
 * @param valueSize bytes of a value
 * @param maxEntries most elements, or bytes of a ring buffer
 * @param flags see {@link MapFlags}
 * @param name at most 15 characters
 */
public record MapInfo(int type, int id, int keySize, int valueSize, int maxEntries, int flags, String name) {}

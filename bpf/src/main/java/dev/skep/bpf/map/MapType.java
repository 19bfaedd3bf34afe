package dev.skep.bpf.map;

/** The kinds of maps that Skep uses, with the kernel's numbers ({@code enum bpf_map_type} in linux/bpf.h). */
public enum MapType {
    /** {@code BPF_MAP_TYPE_HASH}, since Linux 3.19. */
    HASH(1),
    /** {@code BPF_MAP_TYPE_ARRAY}, since Linux 3.19. */
    ARRAY(2),
    /** {@code BPF_MAP_TYPE_PROG_ARRAY}, since Linux 4.2. */
    PROG_ARRAY(3),
    /** {@code BPF_MAP_TYPE_PERF_EVENT_ARRAY}, since Linux 4.3. */
    PERF_EVENT_ARRAY(4),
    /** {@code BPF_MAP_TYPE_PERCPU_HASH}, since Linux 4.6. */
    PERCPU_HASH(5),
    /** {@code BPF_MAP_TYPE_PERCPU_ARRAY}, since Linux 4.6. */
    PERCPU_ARRAY(6),
    /** {@code BPF_MAP_TYPE_STACK_TRACE}, since Linux 4.6. */
    STACK_TRACE(7),
    /** {@code BPF_MAP_TYPE_CGROUP_ARRAY}, since Linux 4.8. */
    CGROUP_ARRAY(8),
    /** {@code BPF_MAP_TYPE_LRU_HASH}, since Linux 4.10. */
    LRU_HASH(9),
    /** {@code BPF_MAP_TYPE_LRU_PERCPU_HASH}, since Linux 4.10. */
    LRU_PERCPU_HASH(10),
    /** {@code BPF_MAP_TYPE_LPM_TRIE}, since Linux 4.11. */
    LPM_TRIE(11),
    /** {@code BPF_MAP_TYPE_ARRAY_OF_MAPS}, since Linux 4.12. */
    ARRAY_OF_MAPS(12),
    /** {@code BPF_MAP_TYPE_HASH_OF_MAPS}, since Linux 4.12. */
    HASH_OF_MAPS(13),
    /** {@code BPF_MAP_TYPE_DEVMAP}, since Linux 4.14. */
    DEVMAP(14),
    /** {@code BPF_MAP_TYPE_SOCKMAP}, since Linux 4.14. */
    SOCKMAP(15),
    /** {@code BPF_MAP_TYPE_CPUMAP}, since Linux 4.15. */
    CPUMAP(16),
    /** {@code BPF_MAP_TYPE_XSKMAP}, since Linux 4.18. */
    XSKMAP(17),
    /** {@code BPF_MAP_TYPE_SOCKHASH}, since Linux 4.18. */
    SOCKHASH(18),
    /** {@code BPF_MAP_TYPE_QUEUE}, since Linux 4.20. */
    QUEUE(22),
    /** {@code BPF_MAP_TYPE_STACK}, since Linux 4.20. */
    STACK(23),
    /** {@code BPF_MAP_TYPE_SK_STORAGE}, since Linux 5.2. */
    SOCKET_STORAGE(24),
    /** {@code BPF_MAP_TYPE_DEVMAP_HASH}, since Linux 5.4. */
    DEVMAP_HASH(25),
    /** {@code BPF_MAP_TYPE_RINGBUF}, since Linux 5.8. */
    RINGBUF(27),
    /** {@code BPF_MAP_TYPE_INODE_STORAGE}, since Linux 5.10. */
    INODE_STORAGE(28),
    /** {@code BPF_MAP_TYPE_TASK_STORAGE}, since Linux 5.11. */
    TASK_STORAGE(29),
    /** {@code BPF_MAP_TYPE_BLOOM_FILTER}, since Linux 5.16. */
    BLOOM_FILTER(30),
    /** {@code BPF_MAP_TYPE_USER_RINGBUF}, since Linux 6.1. */
    USER_RINGBUF(31),
    /** {@code BPF_MAP_TYPE_CGRP_STORAGE}, since Linux 6.2. */
    CGROUP_STORAGE(32);

    private final int number;

    MapType(int number) {
        this.number = number;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }

    /** Whether values lie beside objects of the kernel, so that nobody says how many there may be. */
    public boolean local() {
        return this == SOCKET_STORAGE || this == INODE_STORAGE || this == TASK_STORAGE || this == CGROUP_STORAGE;
    }

    /** Whether an element has one value for each possible processor. */
    public boolean perCpu() {
        return this == PERCPU_HASH || this == PERCPU_ARRAY || this == LRU_PERCPU_HASH;
    }
}

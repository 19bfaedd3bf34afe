package dev.skep.identity;

/**
 * A control group of the unified hierarchy (cgroup v2).
 *
 * @param id what bpf_get_current_cgroup_id gives: the inode number of its folder on 64-bit machines
 * @param path from the root of the hierarchy, with a slash at the start; empty if the group was gone before it was seen
 */
public record Cgroup(long id, String path) {}

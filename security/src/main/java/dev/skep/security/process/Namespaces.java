package dev.skep.security.process;

/**
 * The namespaces of a process, by their inode numbers: unsigned numbers of 32 bits, 0 where the kernel has no such kind.
 *
 * @param uts host name
 * @param ipc System V IPC and message queues
 * @param mnt mounts
 * @param pid process ids
 * @param pidForChildren process ids of children
 * @param net network
 * @param time clocks
 * @param timeForChildren clocks of children
 * @param cgroup roots of control groups
 * @param user users and rights
 */
public record Namespaces(
        int uts,
        int ipc,
        int mnt,
        int pid,
        int pidForChildren,
        int net,
        int time,
        int timeForChildren,
        int cgroup,
        int user) {}

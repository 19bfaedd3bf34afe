package dev.skep.security.policy.hook;

import java.util.Set;

/**
 * Which system calls give up, before they do anything, when a deadly signal is pending as they begin: who is killed from the tracepoint of
 * their entry has not done it.
 *
 * <p>Measured on Linux 6.18 with files of ext4 and tmpfs, by {@code GivingUpTest}. A call counts only if it gives up on both.
 *
 * <table>
 *   <caption>What was measured</caption>
 *   <tr><td>write, writev, pwrite64, pwritev, pwritev2</td><td>give up on both; bytes for pipes and sockets are sent</td></tr>
 *   <tr><td>copy_file_range, execve, execveat</td><td>give up on both</td></tr>
 *   <tr><td>read, readv, pread64, preadv, preadv2</td><td>give up on ext4; on tmpfs, of pipes and sockets the bytes come to the memory of the
 *       process, which does not live to look at it</td></tr>
 *   <tr><td>splice, sendfile64 to pipes</td><td>give up on ext4; of tmpfs the bytes come into the pipe</td></tr>
 *   <tr><td>fallocate</td><td>gives up on tmpfs; on ext4 it takes effect</td></tr>
 *   <tr><td>getdents, getdents64, open and its kin, truncate, ftruncate, unlink, rename, link, symlink, mkdir, rmdir, mknod, chmod, chown,
 *       setxattr, utimensat and their kin, mount, umount2, connect, sendto</td><td>take effect</td></tr>
 * </table>
 */
final class GivingUp {
    private static final Set<String> CALLS =
            Set.of("write", "writev", "pwrite64", "pwritev", "pwritev2", "copy_file_range", "execve", "execveat");

    private GivingUp() {}

    /** What a deadly signal from the entry of a call comes in time for. */
    static Moment moment(String call) {
        return CALLS.contains(call) ? Moment.BEFORE : Moment.AFTER;
    }
}

package dev.skep.security.process;

/**
 * Under whose name and with which rights a process runs: {@code struct cred}. Ids are unsigned numbers of 32 bits, sets of capabilities
 * have a bit for each {@code CAP_} number of linux/capability.h.
 *
 * @param uid real user
 * @param gid real group
 * @param euid effective user
 * @param egid effective group
 * @param suid saved user
 * @param sgid saved group
 * @param fsuid user for files
 * @param fsgid group for files
 * @param securebits the {@code SECBIT_} bits of linux/securebits.h
 * @param permitted capabilities that it may use
 * @param effective capabilities that count
 * @param inheritable capabilities that stay across an exec
 * @param userNamespace the namespace that the ids and capabilities belong to
 */
public record Credentials(
        int uid,
        int gid,
        int euid,
        int egid,
        int suid,
        int sgid,
        int fsuid,
        int fsgid,
        int securebits,
        long permitted,
        long effective,
        long inheritable,
        UserNamespace userNamespace) {
    /**
     * A user namespace.
     *
     * @param level how many namespaces it is in: 0 for the host's
     * @param uid who made it
     * @param gid the maker's group
     * @param inum its inode number
     */
    public record UserNamespace(int level, int uid, int gid, int inum) {}
}

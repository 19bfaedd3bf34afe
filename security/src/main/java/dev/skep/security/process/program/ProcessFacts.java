package dev.skep.security.process.program;

/** What is told of a process that runs a program, but for texts. */
public interface ProcessFacts extends ProcessRecord {
    /** What {@link #start()} was before this exec. */
    long previousStart();

    /** Sets it. */
    void previousStart(long value);

    /** Inode number of the file, if it has no name any more; else 0. */
    long inode();

    /** Sets it. */
    void inode(long value);

    /** Capabilities that it may use: the first of the rights, which lie in a row. */
    long permitted();

    /** Sets it. */
    void permitted(long value);

    /** Capabilities that count. */
    long effective();

    /** Sets it. */
    void effective(long value);

    /** Capabilities that stay across an exec. */
    long inheritable();

    /** Sets it. */
    void inheritable(long value);

    /** Real user. */
    int uid();

    /** Sets it. */
    void uid(int value);

    /** Real group. */
    int gid();

    /** Sets it. */
    void gid(int value);

    /** Effective user. */
    int euid();

    /** Sets it. */
    void euid(int value);

    /** Effective group. */
    int egid();

    /** Sets it. */
    void egid(int value);

    /** Saved user. */
    int suid();

    /** Sets it. */
    void suid(int value);

    /** Saved group. */
    int sgid();

    /** Sets it. */
    void sgid(int value);

    /** User for files. */
    int fsuid();

    /** Sets it. */
    void fsuid(int value);

    /** Group for files. */
    int fsgid();

    /** Sets it. */
    void fsgid(int value);

    /** The {@code SECBIT_} bits. */
    int securebits();

    /** Sets it. */
    void securebits(int value);

    /** How deep its user namespace is. */
    int userLevel();

    /** Sets it. */
    void userLevel(int value);

    /** Who made its user namespace. */
    int userOwner();

    /** Sets it. */
    void userOwner(int value);

    /** The maker's group. */
    int userGroup();

    /** Sets it. */
    void userGroup(int value);

    /** Inode number of the user namespace: the last of the rights, the first of the namespaces. */
    int userInum();

    /** Sets it. */
    void userInum(int value);

    /** Inode number of the namespace of host names. */
    int uts();

    /** Sets it. */
    void uts(int value);

    /** Inode number of the namespace of System V IPC. */
    int ipc();

    /** Sets it. */
    void ipc(int value);

    /** Inode number of the namespace of mounts. */
    int mnt();

    /** Sets it. */
    void mnt(int value);

    /** Inode number of the namespace of process ids. */
    int pidInum();

    /** Sets it. */
    void pidInum(int value);

    /** Inode number of the namespace of process ids of children. */
    int pidForChildren();

    /** Sets it. */
    void pidForChildren(int value);

    /** Inode number of the namespace of the network. */
    int net();

    /** Sets it. */
    void net(int value);

    /** Inode number of the namespace of clocks. */
    int timeInum();

    /** Sets it. */
    void timeInum(int value);

    /** Inode number of the namespace of clocks of children. */
    int timeForChildren();

    /** Sets it. */
    void timeForChildren(int value);

    /** Inode number of the namespace of control groups: the last. */
    int cgroupInum();

    /** Sets it. */
    void cgroupInum(int value);

    /** The user who logged in. */
    int auid();

    /** Sets it. */
    void auid(int value);

    /** What of its rights is new: bits of {@link ProcessState}. */
    int gains();

    /** Sets it. */
    void gains(int value);

    /** The user of a file with the set-user-id bit; of meaning with a bit of {@link #gains()}. */
    int setUid();

    /** Sets it. */
    void setUid(int value);

    /** The group likewise. */
    int setGid();

    /** Sets it. */
    void setGid(int value);

    /** Bytes of the whole command line, sent or not. */
    int argumentsTotal();

    /** Sets it. */
    void argumentsTotal(int value);

    /** Bytes of the whole environment, sent or not. */
    int environmentTotal();

    /** Sets it. */
    void environmentTotal(int value);
}

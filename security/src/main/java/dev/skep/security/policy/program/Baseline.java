package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Struct;

/** The namespaces and capabilities that a process began its program with. */
public interface Baseline extends Struct {
    /** Capabilities that count. */
    long effective();

    /** Sets it. */
    void effective(long bits);

    /** Capabilities that stay across an exec. */
    long inheritable();

    /** Sets it. */
    void inheritable(long bits);

    /** Capabilities that may be used. */
    long permitted();

    /** Sets it. */
    void permitted(long bits);

    /** Inode number of the namespace of host names. */
    int uts();

    /** Sets it. */
    void uts(int inode);

    /** Inode number of the namespace of System V IPC. */
    int ipc();

    /** Sets it. */
    void ipc(int inode);

    /** Inode number of the namespace of mounts. */
    int mnt();

    /** Sets it. */
    void mnt(int inode);

    /** Inode number of the namespace of process ids. */
    int pid();

    /** Sets it. */
    void pid(int inode);

    /** Inode number of the namespace of process ids of children. */
    int pidForChildren();

    /** Sets it. */
    void pidForChildren(int inode);

    /** Inode number of the namespace of the network. */
    int net();

    /** Sets it. */
    void net(int inode);

    /** Inode number of the namespace of clocks. */
    int time();

    /** Sets it. */
    void time(int inode);

    /** Inode number of the namespace of clocks of children. */
    int timeForChildren();

    /** Sets it. */
    void timeForChildren(int inode);

    /** Inode number of the namespace of control groups. */
    int cgroup();

    /** Sets it. */
    void cgroup(int inode);

    /** Inode number of the namespace of users. */
    int user();

    /** Sets it. */
    void user(int inode);
}

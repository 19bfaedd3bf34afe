package dev.skep.security.process.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;

/** What {@link ProcessProgram} sends for one exec. Only the used part of {@link #text()} is sent. */
public interface ExecRecord extends ProcessRecord {
    /** Most bytes of the file's name, its NUL included ({@code PATH_MAX}). */
    int NAME_BYTES = 4096;

    /** Most bytes of the current directory. */
    int DIRECTORY_BYTES = 4096;

    /** Most bytes of a component of the directory, its NUL included ({@code NAME_MAX} + 1). */
    int COMPONENT_BYTES = 256;

    /** Most bytes of arguments in the record itself; longer ones come in parts before it. */
    int INLINE_BYTES = 8192;

    /** Bytes of {@code text}, and most bytes of a part. */
    int TEXT_BYTES = NAME_BYTES + DIRECTORY_BYTES + INLINE_BYTES;

    /** What {@link #start()} was before this exec. */
    long previousStart();

    /** Sets it. */
    void previousStart(long value);

    /** Inode number of the file; 0 if the file has a name, as files have. */
    long inode();

    /** Sets it. */
    void inode(long value);

    /** Capabilities that it may use. */
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

    /** Process id as its own PID namespace counts; 0 in that of the host. */
    int namespacePid();

    /** Sets it. */
    void namespacePid(int value);

    /** The user who logged in. */
    int auid();

    /** Sets it. */
    void auid(int value);

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

    /** Inode number of the user namespace. */
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

    /** Inode number of the namespace of control groups. */
    int cgroupInum();

    /** Sets it. */
    void cgroupInum(int value);

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

    /** How many names the file has. */
    int links();

    /** Sets it. */
    void links(int value);

    /** Bytes of the whole command line, sent or not. */
    int argumentsTotal();

    /** Sets it. */
    void argumentsTotal(int value);

    /** Bytes of the whole environment, sent or not. */
    int environmentTotal();

    /** Sets it. */
    void environmentTotal(int value);

    /** Bytes of the file's name, without NUL: the first in {@link #text()}. */
    int nameLength();

    /** Sets it. */
    void nameLength(int value);

    /** Bytes of the components of the current directory, the last one first, each ended by NUL: they follow the name. */
    int directoryLength();

    /** Sets it. */
    void directoryLength(int value);

    /** Bytes of arguments that follow the directory. In parts: bytes of the part. */
    int argumentsLength();

    /** Sets it. */
    void argumentsLength(int value);

    /** The file's name, the directory, the arguments. */
    @Length(TEXT_BYTES)
    Bytes text();
}

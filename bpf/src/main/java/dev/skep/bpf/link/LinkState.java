package dev.skep.bpf.link;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/**
 * What a link's own descriptor tells of it now (struct bpf_link_info).
 *
 * @param type its number in enum bpf_link_type
 * @param id by which others may name the link
 * @param programId the program that is attached now
 * @param target the first number of the kind's own part: for devices the interface index, 0 once the device is gone
 */
record LinkState(int type, int id, int programId, int target) {
    private static final int INFO_SIZE = 32;
    private static final int ID = 4;
    private static final int PROGRAM_ID = 8;
    private static final int TARGET = 16;

    static LinkState read(Fd link, String hook) {
        CallBuffer info = CallBuffer.allocate(INFO_SIZE);
        CallBuffer attributes =
                CallBuffer.allocate(16).u32(0, link.number()).u32(4, INFO_SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, hook);
        return new LinkState(info.u32(0), info.u32(ID), info.u32(PROGRAM_ID), info.u32(TARGET));
    }
}

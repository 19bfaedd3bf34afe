package dev.skep.bpf.sys;

/** The commands of bpf(2) that Skep uses (enum bpf_cmd). */
public enum BpfCommand {
    MAP_CREATE(0, "bpf(BPF_MAP_CREATE)"),
    MAP_LOOKUP_ELEM(1, "bpf(BPF_MAP_LOOKUP_ELEM)"),
    MAP_UPDATE_ELEM(2, "bpf(BPF_MAP_UPDATE_ELEM)"),
    MAP_DELETE_ELEM(3, "bpf(BPF_MAP_DELETE_ELEM)"),
    MAP_GET_NEXT_KEY(4, "bpf(BPF_MAP_GET_NEXT_KEY)"),
    PROG_LOAD(5, "bpf(BPF_PROG_LOAD)"),
    OBJ_PIN(6, "bpf(BPF_OBJ_PIN)"),
    OBJ_GET(7, "bpf(BPF_OBJ_GET)"),
    PROG_ATTACH(8, "bpf(BPF_PROG_ATTACH)"),
    PROG_DETACH(9, "bpf(BPF_PROG_DETACH)"),
    PROG_TEST_RUN(10, "bpf(BPF_PROG_TEST_RUN)"),
    PROG_GET_NEXT_ID(11, "bpf(BPF_PROG_GET_NEXT_ID)"),
    MAP_GET_NEXT_ID(12, "bpf(BPF_MAP_GET_NEXT_ID)"),
    PROG_GET_FD_BY_ID(13, "bpf(BPF_PROG_GET_FD_BY_ID)"),
    MAP_GET_FD_BY_ID(14, "bpf(BPF_MAP_GET_FD_BY_ID)"),
    OBJ_GET_INFO_BY_FD(15, "bpf(BPF_OBJ_GET_INFO_BY_FD)"),
    PROG_QUERY(16, "bpf(BPF_PROG_QUERY)"),
    RAW_TRACEPOINT_OPEN(17, "bpf(BPF_RAW_TRACEPOINT_OPEN)"),
    BTF_LOAD(18, "bpf(BPF_BTF_LOAD)"),
    BTF_GET_FD_BY_ID(19, "bpf(BPF_BTF_GET_FD_BY_ID)"),
    MAP_LOOKUP_AND_DELETE_ELEM(21, "bpf(BPF_MAP_LOOKUP_AND_DELETE_ELEM)"),
    MAP_FREEZE(22, "bpf(BPF_MAP_FREEZE)"),
    BTF_GET_NEXT_ID(23, "bpf(BPF_BTF_GET_NEXT_ID)"),
    MAP_LOOKUP_BATCH(24, "bpf(BPF_MAP_LOOKUP_BATCH)"),
    MAP_LOOKUP_AND_DELETE_BATCH(25, "bpf(BPF_MAP_LOOKUP_AND_DELETE_BATCH)"),
    MAP_UPDATE_BATCH(26, "bpf(BPF_MAP_UPDATE_BATCH)"),
    MAP_DELETE_BATCH(27, "bpf(BPF_MAP_DELETE_BATCH)"),
    LINK_CREATE(28, "bpf(BPF_LINK_CREATE)"),
    LINK_UPDATE(29, "bpf(BPF_LINK_UPDATE)"),
    LINK_GET_FD_BY_ID(30, "bpf(BPF_LINK_GET_FD_BY_ID)"),
    LINK_GET_NEXT_ID(31, "bpf(BPF_LINK_GET_NEXT_ID)"),
    ENABLE_STATS(32, "bpf(BPF_ENABLE_STATS)"),
    ITER_CREATE(33, "bpf(BPF_ITER_CREATE)"),
    LINK_DETACH(34, "bpf(BPF_LINK_DETACH)"),
    PROG_BIND_MAP(35, "bpf(BPF_PROG_BIND_MAP)");

    private final int number;
    private final String call;

    BpfCommand(int number, String call) {
        this.number = number;
        this.call = call;
    }

    /** Its number in enum bpf_cmd. */
    public int number() {
        return number;
    }

    /** Its name for messages, such as "bpf(BPF_PROG_LOAD)". */
    public String call() {
        return call;
    }
}

package dev.skep.bpf.program;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt to load a program: the attributes of BPF_PROG_LOAD, filled in from the description. */
final class ProgramLoad implements AutoCloseable {
    private static final int ATTRIBUTES_SIZE = 128;
    private static final int TYPE = 0;
    private static final int INSTRUCTION_COUNT = 4;
    private static final int INSTRUCTIONS = 8;
    private static final int LICENSE = 16;
    private static final LoadLog.Place LOG = new LoadLog.Place(32, 28, 24);
    private static final int FLAGS = 44;
    private static final int NAME = 48;
    private static final int DEVICE = 64;
    private static final int EXPECTED_ATTACH_TYPE = 68;
    private static final int BTF_FD = 72;
    private static final int FUNCTION_RECORD_SIZE = 76;
    private static final int FUNCTION_INFO = 80;
    private static final int FUNCTION_COUNT = 88;
    private static final int LINE_RECORD_SIZE = 92;
    private static final int LINE_INFO = 96;
    private static final int LINE_COUNT = 104;
    private static final int ATTACH_BTF_ID = 108;
    private static final int ATTACH_BTF_FD = 112;
    private static final int DESCRIPTORS = 120;
    private static final int BPF_F_SLEEPABLE = 1 << 4;
    private static final int BPF_F_XDP_HAS_FRAGS = 1 << 5;

    private final @Nullable BtfObject btf;
    private final ModuleTypes modules = new ModuleTypes();
    private final CallBuffer attributes;

    ProgramLoad(ProgramSpec spec) {
        try {
            byte[] types = spec.btf();
            btf = types.length == 0 ? null : BtfObject.load(spec.name(), types);
            long[] instructions = withMaps(spec);
            attributes = CallBuffer.allocate(ATTRIBUTES_SIZE)
                    .u32(TYPE, spec.type().number())
                    .u32(INSTRUCTION_COUNT, instructions.length)
                    .pointer(INSTRUCTIONS, CallBuffer.of(instructions))
                    .pointer(LICENSE, CallBuffer.of(spec.license()))
                    .u32(FLAGS, flags(spec))
                    .name(NAME, spec.name())
                    .u32(DEVICE, spec.device())
                    .u32(EXPECTED_ATTACH_TYPE, spec.attachType().number())
                    .u32(ATTACH_BTF_ID, spec.attachBtfId());
            if (!spec.attachModule().isEmpty()) attributes.u32(ATTACH_BTF_FD, modules.fd(spec.attachModule()));
            if (!spec.modules().isEmpty()) attributes.pointer(DESCRIPTORS, descriptors(spec.modules()));
            if (btf != null) {
                attributes.u32(BTF_FD, btf.fd());
                records(
                        spec.functionInfo(),
                        ProgramSpec.FUNCTION_RECORD,
                        FUNCTION_RECORD_SIZE,
                        FUNCTION_INFO,
                        FUNCTION_COUNT);
                records(spec.lineInfo(), ProgramSpec.LINE_RECORD, LINE_RECORD_SIZE, LINE_INFO, LINE_COUNT);
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** The first stands for the kernel itself, and is not looked at. */
    private CallBuffer descriptors(List<String> names) {
        CallBuffer descriptors = CallBuffer.allocate((names.size() + 1) * Integer.BYTES);
        for (int i = 0; i < names.size(); i++) descriptors.u32((i + 1) * Integer.BYTES, modules.fd(names.get(i)));
        return descriptors;
    }

    private static int flags(ProgramSpec spec) {
        int sleepable = spec.sleepable() || spec.type() == ProgramType.SYSCALL ? BPF_F_SLEEPABLE : 0;
        return sleepable | (spec.fragments() ? BPF_F_XDP_HAS_FRAGS : 0);
    }

    private void records(byte[] records, int size, int sizeAt, int pointerAt, int countAt) {
        if (records.length > 0) {
            attributes
                    .u32(sizeAt, size)
                    .pointer(pointerAt, CallBuffer.of(records))
                    .u32(countAt, records.length / size);
        }
    }

    private static long[] withMaps(ProgramSpec spec) {
        long[] instructions = spec.instructions();
        for (MapRelocation relocation : spec.relocations()) {
            relocation.map().create();
            int index = relocation.instruction();
            instructions[index] =
                    MapLoad.patched(instructions[index], relocation.map().fd());
        }
        return instructions;
    }

    /** A descriptor, or the negated errno. */
    long run() {
        return BpfSyscall.invokeAgain(BpfCommand.PROG_LOAD, attributes);
    }

    LoadLog runAgainWithLog() {
        return LoadLog.collect(BpfCommand.PROG_LOAD, attributes, LOG);
    }

    /** Gives up the types, which the program has taken over. */
    @Override
    public void close() {
        modules.close();
        if (btf != null) {
            btf.close();
        }
    }
}

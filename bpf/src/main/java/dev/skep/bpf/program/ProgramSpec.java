package dev.skep.bpf.program;

import dev.skep.bpf.map.BpfMap;
import java.util.List;
import java.util.Map;

/**
 * Everything about a program that does not depend on the running kernel's descriptors. Immutable; made by
 * {@link #builder}.
 */
public final class ProgramSpec {
    /** sizeof(struct bpf_func_info). */
    static final int FUNCTION_RECORD = 8;
    /** sizeof(struct bpf_line_info). */
    static final int LINE_RECORD = 16;

    private final String name;
    private final ProgramType type;
    private final AttachType attachType;
    private final int attachBtfId;
    private final String attachModule;
    private final List<String> modules;
    private final String license;
    private final long[] instructions;
    private final List<MapRelocation> relocations;
    private final byte[] btf;
    private final byte[] functionInfo;
    private final byte[] lineInfo;
    private final boolean sleepable;
    private final boolean fragments;
    private final int device;

    private ProgramSpec(Builder builder) {
        name = builder.name;
        type = builder.type;
        attachType = builder.attachType;
        attachBtfId = builder.attachBtfId;
        attachModule = builder.attachModule;
        modules = List.copyOf(builder.modules);
        license = builder.license;
        instructions = builder.instructions;
        relocations = List.copyOf(builder.relocations);
        btf = builder.btf;
        functionInfo = builder.functionInfo;
        lineInfo = builder.lineInfo;
        sleepable = builder.sleepable;
        fragments = builder.fragments;
        device = builder.device;
        if (instructions.length == 0) {
            throw new IllegalArgumentException("program " + name + " has no instructions");
        }
        for (MapRelocation relocation : relocations) {
            MapLoad.check(instructions, relocation.instruction(), name);
        }
        if (functionInfo.length % FUNCTION_RECORD != 0 || lineInfo.length % LINE_RECORD != 0) {
            throw new IllegalArgumentException("program " + name + ": function records have 8 bytes, line records 16");
        }
        if (btf.length == 0 && functionInfo.length + lineInfo.length > 0) {
            throw new IllegalArgumentException("program " + name + " has function or line records but no BTF");
        }
    }

    /**
     * Starts a description.
     *
     * @param name the kernel keeps 15 characters of letters, digits, '_' and '.'; others become '_'
     */
    public static Builder builder(String name, ProgramType type) {
        return new Builder(name, type);
    }

    /** The full name. */
    public String name() {
        return name;
    }

    /** The kind of program. */
    public ProgramType type() {
        return type;
    }

    /** Where it is going to be attached. */
    public AttachType attachType() {
        return attachType;
    }

    /** The BTF id of the function or tracepoint to attach to; 0 for none. */
    public int attachBtfId() {
        return attachBtfId;
    }

    /** The module whose BTF has the attach target; empty for the kernel's own. */
    public String attachModule() {
        return attachModule;
    }

    /** The modules that calls of kernel functions name by their place in this list, 1 for the first; 0 is the kernel itself. */
    public List<String> modules() {
        return modules;
    }

    /** What it tells the kernel of its licence. */
    public String license() {
        return license;
    }

    /** A copy of the instructions, eight bytes each as in memory of a little-endian machine. */
    public long[] instructions() {
        return instructions.clone();
    }

    /** Which instructions name maps. */
    public List<MapRelocation> relocations() {
        return relocations;
    }

    /** Whether it may sleep (BPF_F_SLEEPABLE). */
    public boolean sleepable() {
        return sleepable;
    }

    /** Whether it takes packets in fragments (BPF_F_XDP_HAS_FRAGS). */
    public boolean fragments() {
        return fragments;
    }

    /** The index of the device on whose card it is to run; 0 for the processor. */
    public int device() {
        return device;
    }

    /** A copy of its BTF; empty for none. */
    public byte[] btf() {
        return btf.clone();
    }

    /** A copy of its struct bpf_func_info records, eight bytes each. */
    public byte[] functionInfo() {
        return functionInfo.clone();
    }

    /** A copy of its struct bpf_line_info records, sixteen bytes each. */
    public byte[] lineInfo() {
        return lineInfo.clone();
    }

    /**
     * The same program with other maps.
     *
     * @param others what takes the place of maps; those that are not among its keys stay
     * @throws IllegalArgumentException if a map and the one in its place are of different kinds or sizes
     */
    public ProgramSpec withMaps(Map<BpfMap, BpfMap> others) {
        return copy(others).build();
    }

    /**
     * As {@link #withMaps}, for what else is other.
     *
     * @throws IllegalArgumentException likewise
     */
    public Builder copy(Map<BpfMap, BpfMap> others) {
        Builder copy = new Builder(name, type)
                .instructions(instructions)
                .attachType(attachType)
                .attachTo(attachBtfId, attachModule)
                .modules(modules)
                .license(license)
                .btf(btf)
                .functionInfo(functionInfo)
                .lineInfo(lineInfo)
                .device(device)
                .relocations(relocations.stream()
                        .map(relocation -> relocation.withMap(others.getOrDefault(relocation.map(), relocation.map())))
                        .toList());
        copy.sleepable = sleepable;
        copy.fragments = fragments;
        return copy;
    }

    @Override
    public String toString() {
        return "program " + name + " (" + type + ", " + instructions.length + " instructions)";
    }

    /** Collects a description; arrays are copied. Not safe for several threads. */
    public static final class Builder {
        private final String name;
        private final ProgramType type;
        private AttachType attachType = AttachType.NONE;
        private int attachBtfId;
        private String attachModule = "";
        private List<String> modules = List.of();
        private String license = "Dual BSD/GPL";
        private long[] instructions = {};
        private List<MapRelocation> relocations = List.of();
        private byte[] btf = {};
        private byte[] functionInfo = {};
        private byte[] lineInfo = {};
        private boolean sleepable;
        private boolean fragments;
        private int device;

        private Builder(String name, ProgramType type) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a program needs a name");
            }
            this.name = name;
            this.type = type;
        }

        /** Eight bytes each, as in memory of a little-endian machine. */
        public Builder instructions(long[] encoded) {
            instructions = encoded.clone();
            return this;
        }

        /** Which instructions name maps. */
        public Builder relocations(List<MapRelocation> maps) {
            relocations = List.copyOf(maps);
            return this;
        }

        /** Where it is going to be attached. */
        public Builder attachType(AttachType expected) {
            attachType = expected;
            return this;
        }

        /** The type id, in the kernel's own BTF, of the function or tracepoint typedef to attach to. */
        public Builder attachTo(int btfId) {
            return attachTo(btfId, "");
        }

        /** The type id of the attach target in the BTF of a module. */
        public Builder attachTo(int btfId, String module) {
            attachBtfId = btfId;
            attachModule = module;
            return this;
        }

        /** The modules whose functions are called (Linux 5.16): the offset of a call is 1 for those of the first, and so on. */
        public Builder modules(List<String> names) {
            modules = List.copyOf(names);
            return this;
        }

        /** Another licence than "Dual BSD/GPL"; helpers for GPL-compatible programs depend on it. */
        public Builder license(String text) {
            license = text;
            return this;
        }

        /** Type information of the program, which the records of functions and lines refer to. */
        public Builder btf(byte[] blob) {
            btf = blob.clone();
            return this;
        }

        /** struct bpf_func_info records, eight bytes each. */
        public Builder functionInfo(byte[] records) {
            functionInfo = records.clone();
            return this;
        }

        /** struct bpf_line_info records, sixteen bytes each. */
        public Builder lineInfo(byte[] records) {
            lineInfo = records.clone();
            return this;
        }

        /** It may sleep; {@link ProgramType#SYSCALL} always may. */
        public Builder sleepable() {
            sleepable = true;
            return this;
        }

        /** An XDP program that takes packets in fragments: those of a large MTU (BPF_F_XDP_HAS_FRAGS, since Linux 5.18). */
        public Builder fragments() {
            fragments = true;
            return this;
        }

        /** It is to run on the card of this device, by its index; very few can. */
        public Builder device(int interfaceIndex) {
            device = interfaceIndex;
            return this;
        }

        /** Checks and freezes it. */
        public ProgramSpec build() {
            return new ProgramSpec(this);
        }
    }
}

package dev.skep.bpf.map;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.List;

/**
 * A table that is filled when it is created and changed by nobody afterwards: neither by programs ({@code BPF_F_RDONLY_PROG}) nor by user
 * space ({@code BPF_MAP_FREEZE}).
 *
 * <p>{@code BPF_MAP_TYPE_HASH} or {@code BPF_MAP_TYPE_LPM_TRIE}, frozen, and filled by {@code BPF_MAP_UPDATE_BATCH}, which LPM
 * tries have since Linux 5.13.
 */
public final class ConstantTable extends BpfMap {

    private static final int BATCH_SIZE = 56;
    private static final int KEYS = 16;
    private static final int VALUES = 24;
    private static final int COUNT = 32;
    private static final int FD = 36;

    private final List<Entry> entries;
    private boolean filled;

    /**
     * One element, as bytes.
     *
     * @param key the key
     * @param value the value
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes for the kernel, never compared
    public record Entry(byte[] key, byte[] value) {}

    private ConstantTable(MapType type, List<Entry> entries, int flags) {
        super(new MapDescription(
                type,
                entries.getFirst().key().length,
                entries.getFirst().value().length,
                entries.size(),
                flags | MapFlags.READ_ONLY_PROGRAM,
                null,
                null));
        this.entries = List.copyOf(entries);
    }

    /** Describes a hash table; all keys have one length, and so have all values. */
    public static ConstantTable hash(List<Entry> entries) {
        return new ConstantTable(MapType.HASH, entries, 0);
    }

    /** Describes a table of prefixes, whose keys begin with the number of bits that count. */
    public static ConstantTable prefixes(List<Entry> entries) {
        return new ConstantTable(MapType.LPM_TRIE, entries, MapFlags.NO_PREALLOC);
    }

    /** What it is filled with. */
    public List<Entry> entries() {
        return entries;
    }

    /** Creates, fills and freezes the table; does nothing when that has been done. */
    @Override
    public synchronized void create() {
        super.create();
        if (filled) {
            return;
        }
        // One call, which costs a third of as many single ones.
        var keys = CallBuffer.allocate(Math.multiplyExact(entries.size(), keySize()));
        var values = CallBuffer.allocate(Math.multiplyExact(entries.size(), valueSize()));
        for (int i = 0; i < entries.size(); i++) {
            keys.bytes().put(i * keySize(), entries.get(i).key());
            values.bytes().put(i * valueSize(), entries.get(i).value());
        }
        var attributes = CallBuffer.allocate(BATCH_SIZE)
                .pointer(KEYS, keys)
                .pointer(VALUES, values)
                .u32(COUNT, entries.size())
                .u32(FD, fd());
        BpfSyscall.run(BpfCommand.MAP_UPDATE_BATCH, attributes, what());
        freeze();
        filled = true;
    }
}

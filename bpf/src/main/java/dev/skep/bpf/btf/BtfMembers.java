package dev.skep.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of structures and unions, and finds one by name through anonymous members. */
final class BtfMembers {
    private static final int MEMBER_BYTES = 12;
    /** As the kernel's own limit on nesting, MAX_RESOLVE_DEPTH. */
    private static final int MAX_DEPTH = 32;
    /** The largest structure of Linux has a few thousand members; a blob may repeat one type exponentially often. */
    private static final int MAX_VISITS = 1 << 18;

    private final Btf btf;
    private final BtfImage image;

    BtfMembers(Btf btf, BtfImage image) {
        this.btf = btf;
        this.image = image;
    }

    List<BtfMember> all(int id) {
        int count = image.count(id);
        List<BtfMember> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = at(id, i);
            members.add(read(id, at, image.name(at), 0));
        }
        return List.copyOf(members);
    }

    @Nullable
    BtfMember find(int id, String name) {
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            return null;
        }
        return new Search(name).in(id, 0, 0);
    }

    private int at(int id, int member) {
        return image.record(id) + BtfImage.RECORD_BYTES + member * MEMBER_BYTES;
    }

    private BtfMember read(int structId, int at, String name, long base) {
        int type = image.type(at + 4);
        long offset = base + bitOffset(structId, at);
        int fieldSize = 0;
        if (image.flag(structId)) {
            fieldSize = image.i32(at + 8) >>> 24;
        } else {
            // Before Linux 5.0 a bit-field had an integer type of its own, with offset and size in bits.
            int resolved = btf.resolve(type);
            if (btf.kind(resolved) == BtfKind.INT) {
                int bits = btf.integerBits(resolved);
                int inner = btf.integerBitOffset(resolved);
                if (inner != 0 || bits != 8L * btf.size(resolved)) {
                    offset += inner;
                    fieldSize = bits;
                }
            }
        }
        if (offset > Integer.MAX_VALUE) {
            throw image.malformed(at + 8, "member at bit " + offset + " is beyond every structure");
        }
        return new BtfMember(name, type, (int) offset, fieldSize);
    }

    private long bitOffset(int structId, int at) {
        return image.i32(at + 8) & (image.flag(structId) ? 0xffffffL : 0xffffffffL);
    }

    /** One search, with its budget. */
    private final class Search {
        private final String name;
        private final byte[] key;
        private int visits;

        Search(String name) {
            this.name = name;
            this.key = name.getBytes(StandardCharsets.UTF_8);
        }

        @Nullable
        BtfMember in(int id, long base, int depth) {
            int count = image.count(id);
            visits += count + 1;
            if (depth > MAX_DEPTH || visits > MAX_VISITS) {
                throw image.malformed(image.record(id), "structures nest without end");
            }
            for (int i = 0; i < count; i++) {
                int at = at(id, i);
                if (image.nameIs(at, key)) {
                    return read(id, at, name, base);
                }
                if (image.isAnonymous(at)) {
                    int inner = btf.resolve(image.type(at + 4));
                    if (btf.isComposite(inner)) {
                        BtfMember found = in(inner, base + bitOffset(id, at), depth + 1);
                        if (found != null) {
                            return found;
                        }
                    }
                }
            }
            return null;
        }
    }
}

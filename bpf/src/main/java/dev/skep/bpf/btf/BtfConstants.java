package dev.skep.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads the constants of enumerations of both widths, and finds one by name. */
final class BtfConstants {
    private final BtfImage image;

    BtfConstants(BtfImage image) {
        this.image = image;
    }

    List<BtfEnumerator> all(int id) {
        List<BtfEnumerator> constants = new ArrayList<>();
        int count = image.count(id);
        for (int i = 0; i < count; i++) {
            int at = at(id, i);
            constants.add(new BtfEnumerator(image.name(at), value(id, at)));
        }
        return List.copyOf(constants);
    }

    long value(BtfNames names, String enumeration, String constant) {
        byte[] key = constant.getBytes(StandardCharsets.UTF_8);
        for (BtfKind kind : List.of(BtfKind.ENUM, BtfKind.ENUM64)) {
            for (int id = names.find(enumeration, kind, 1); id > 0; id = names.find(enumeration, kind, id + 1)) {
                for (int i = image.count(id) - 1; i >= 0; i--) {
                    if (image.nameIs(at(id, i), key)) {
                        return value(id, at(id, i));
                    }
                }
            }
        }
        throw new NoSuchElementException("enum " + enumeration + " has no constant " + constant);
    }

    private boolean isWide(int id) {
        return image.kind(id) == BtfKind.ENUM64.code();
    }

    private int at(int id, int constant) {
        return image.record(id) + BtfImage.RECORD_BYTES + constant * (isWide(id) ? 12 : 8);
    }

    private long value(int id, int at) {
        int low = image.i32(at + 4);
        if (isWide(id)) {
            return (low & 0xffffffffL) | (long) image.i32(at + 8) << 32;
        }
        return image.flag(id) ? low : low & 0xffffffffL;
    }
}

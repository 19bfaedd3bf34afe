package dev.skep.agent.event;

import dev.skep.api.message.SecureBitsType;
import java.util.ArrayList;
import java.util.List;

/** The {@code SECBIT_} bits of linux/securebits.h by name. */
final class SecureBits {
    private SecureBits() {}

    static List<SecureBitsType> of(int bits) {
        List<SecureBitsType> types = new ArrayList<>();
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            SecureBitsType type = SecureBitsType.forNumber(Integer.lowestOneBit(rest));
            if (type != null) {
                types.add(type);
            }
        }
        return types;
    }
}

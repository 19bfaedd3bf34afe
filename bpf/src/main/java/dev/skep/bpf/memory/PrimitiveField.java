package dev.skep.bpf.memory;

/**
 * Width and sign of a getter that returns a primitive.
 *
 * @param type what the getter returns
 * @param size bytes in memory
 * @param signed whether the getter extends the sign
 */
record PrimitiveField(Class<?> type, int size, boolean signed) {

    static PrimitiveField of(StructMethod method) {
        PrimitiveField plain = plain(method);
        PrimitiveField field = method.width() == 0 ? plain : narrow(method, plain.type());
        if (method.bigEndian() && field.size() == 1) {
            throw method.error("@BigEndian on a field of one byte");
        }
        return field;
    }

    private static PrimitiveField plain(StructMethod method) {
        return switch (method.returns()) {
            case "Z" -> new PrimitiveField(boolean.class, 1, false);
            case "B" -> new PrimitiveField(byte.class, 1, true);
            case "S" -> new PrimitiveField(short.class, 2, true);
            case "C" -> new PrimitiveField(char.class, 2, false);
            case "I" -> new PrimitiveField(int.class, 4, true);
            case "J" -> new PrimitiveField(long.class, 8, true);
            default -> throw method.error("unsupported type; there is no floating point in the kernel");
        };
    }

    private static PrimitiveField narrow(StructMethod method, Class<?> type) {
        Class<?> wanted = method.width() == 4 ? long.class : int.class;
        if (type != wanted) {
            throw method.error("@U" + method.width() * 8 + " needs a getter of type " + wanted);
        }
        return new PrimitiveField(type, method.width(), false);
    }
}

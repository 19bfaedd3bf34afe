package dev.skep.bpf.map;

/**
 * A variable in {@link GlobalData}, for tools that show it.
 *
 * @param name as in the source
 * @param type a primitive type
 * @param count how many there are in a row
 * @param offset of the first, in bytes
 */
record GlobalVariable(String name, Class<?> type, int count, int offset) {
    GlobalVariable {
        if (!type.isPrimitive() || count < 1 || offset < 0) {
            throw new IllegalArgumentException(
                    "variable " + name + ": " + count + " of " + type + " at " + offset + ", expected primitives");
        }
    }

    int elementBytes() {
        return switch (type.descriptorString()) {
            case "J", "D" -> 8;
            case "I", "F" -> 4;
            case "S", "C" -> 2;
            default -> 1;
        };
    }

    int bytes() {
        return count * elementBytes();
    }
}

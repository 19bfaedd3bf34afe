package dev.skep.security.policy.plan;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FieldPath;
import dev.skep.security.policy.program.MemberPath;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Finds members of structs in BTF, that of the kernel or of a program, and what types are for policies. */
final class KernelTypes {
    private static final int POINTER_BYTES = 8;

    private final Btf btf;
    private final String owner;

    KernelTypes(Btf btf) {
        this(btf, "this kernel");
    }

    /**
     * Of something.
     *
     * @param owner what has the types, for messages
     */
    KernelTypes(Btf btf, String owner) {
        this.btf = btf;
        this.owner = owner;
    }

    /**
     * Where a way ends.
     *
     * @param path the way
     * @param type of what is there: a type of BTF behind typedefs
     * @param bytes its size; 0 of a struct that is only declared
     * @param bitOffset of a bit-field, its first bit within the bytes
     * @param bits of a bit-field, its width
     */
    record End(MemberPath path, int type, int bytes, int bitOffset, int bits) {}

    /**
     * Follows a way.
     *
     * @param struct the struct that it begins at, by its name in BTF
     * @throws Refused if a step leads nowhere
     */
    End follow(String struct, FieldPath path) {
        int type = struct(struct)
                .orElseThrow(
                        () -> Refused.because(owner + " has no struct " + struct + ", which " + path + " begins at"));
        List<MemberPath.Hop> hops = new ArrayList<>();
        int offset = 0;
        int bitOffset = 0;
        int bits = 0;
        for (FieldPath.Step step : path.steps()) {
            if (btf.kind(type) == BtfKind.PTR) {
                type = pointee(type, path);
                hops.add(new MemberPath.Hop(offset, btf.isComposite(type) ? btf.name(type) : ""));
                offset = 0;
            }
            switch (step) {
                case FieldPath.Field field -> {
                    BtfMember member = member(type, field.name(), path);
                    offset += member.byteOffset();
                    type = btf.resolve(member.typeId());
                    bits = member.bitFieldSize();
                    if (bits > 0) {
                        int size = (int) btf.sizeOf(type);
                        int start = member.bitOffset() / Byte.SIZE / size * size;
                        offset += start - member.byteOffset();
                        bitOffset = member.bitOffset() - start * Byte.SIZE;
                    }
                }
                case FieldPath.Element element -> {
                    type = btf.kind(type) == BtfKind.ARRAY ? btf.resolve(btf.elementType(type)) : type;
                    offset += Math.multiplyExact(element.index(), (int) btf.sizeOf(type));
                }
            }
        }
        int bytes = size(type);
        return new End(new MemberPath(hops, offset, path.toString()), type, bytes, bitOffset, bits);
    }

    /** Where in a {@code task_struct} it stands whether a system call is one of 32 bits; -1 where this kernel says it otherwise. */
    int threadStatus() {
        FieldPath path = StructPlans.path("thread_info.status");
        return has("task_struct", path) ? follow("task_struct", path).path().offset() : -1;
    }

    /** Whether a way leads somewhere. */
    boolean has(String struct, FieldPath path) {
        try {
            return follow(struct, path).type() >= 0;
        } catch (Refused none) {
            return false;
        }
    }

    /**
     * A constant of an enumeration.
     *
     * @throws Refused if this kernel has none such
     */
    long constant(String enumeration, String constant) {
        try {
            return btf.enumValue(enumeration, constant);
        } catch (NoSuchElementException none) {
            throw Refused.because(owner + " has no " + constant);
        }
    }

    private int size(int type) {
        return switch (btf.kind(type)) {
            case PTR -> POINTER_BYTES;
            case INT, ENUM, ENUM64, STRUCT, UNION, ARRAY -> (int) btf.sizeOf(type);
            default -> 0;
        };
    }

    private int pointee(int pointer, FieldPath path) {
        int target = btf.target(pointer) == 0 ? 0 : btf.resolve(btf.target(pointer));
        if (target == 0) {
            throw Refused.because(path + " goes through a pointer to void; say with btfType what is there");
        }
        return target;
    }

    private BtfMember member(int type, String name, FieldPath path) {
        if (!btf.isComposite(type)) {
            throw Refused.because(path + ": " + name + " is looked for in something that is no struct");
        }
        BtfMember member = btf.member(type, name);
        if (member == null) {
            throw Refused.because(path + ": struct " + btf.name(type) + " of " + owner + " has no member " + name);
        }
        return member;
    }

    /** A struct or union by its name. */
    Optional<Integer> struct(String name) {
        String plain = name.startsWith("struct ") ? name.substring("struct ".length()) : name;
        for (BtfKind kind : List.of(BtfKind.STRUCT, BtfKind.UNION)) {
            int id = btf.find(plain, kind);
            if (id >= 0) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** The struct that a type is a pointer to, by name. */
    Optional<String> pointedStruct(int type) {
        int pointer = type == 0 ? 0 : btf.resolve(type);
        if (pointer == 0 || btf.kind(pointer) != BtfKind.PTR || btf.target(pointer) == 0) {
            return Optional.empty();
        }
        int target = btf.resolve(btf.target(pointer));
        return target != 0 && btf.isComposite(target) && !btf.name(target).isEmpty()
                ? Optional.of(btf.name(target))
                : Optional.empty();
    }

    /** Whether a number of this type has a sign. */
    boolean signed(int type) {
        return btf.signed(type);
    }

    /** Whether a type is a number. */
    boolean isNumber(int type) {
        BtfKind kind = btf.kind(btf.resolve(type));
        return kind == BtfKind.INT || kind == BtfKind.ENUM || kind == BtfKind.ENUM64;
    }

    /** What a policy would call a type; nothing if it has no name for it. */
    Optional<ArgumentType> argumentType(int type) {
        if (type == 0) {
            return Optional.empty();
        }
        int resolved = btf.resolve(type);
        return switch (btf.kind(resolved)) {
            case INT, ENUM, ENUM64 -> Optional.of(number((int) btf.sizeOf(resolved), btf.signed(resolved)));
            case PTR -> pointer(resolved);
            case STRUCT, UNION -> struct(resolved);
            case ARRAY -> isCharacter(btf.elementType(resolved)) ? Optional.of(ArgumentType.STRING) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<ArgumentType> pointer(int pointer) {
        if (btf.target(pointer) == 0) {
            return Optional.of(ArgumentType.UINT64);
        }
        int target = btf.resolve(btf.target(pointer));
        if (target != 0 && isCharacter(target)) {
            return Optional.of(ArgumentType.STRING);
        }
        return target != 0 && btf.isComposite(target) ? struct(target) : Optional.of(ArgumentType.UINT64);
    }

    private boolean isCharacter(int type) {
        int resolved = btf.resolve(type);
        return resolved != 0
                && btf.kind(resolved) == BtfKind.INT
                && btf.name(resolved).equals("char");
    }

    private Optional<ArgumentType> struct(int type) {
        return switch (btf.name(type)) {
            case "sk_buff" -> Optional.of(ArgumentType.SKB);
            case "linux_binprm" -> Optional.of(ArgumentType.LINUX_BINPRM);
            case "kernel_cap_struct" -> Optional.of(ArgumentType.KERNEL_CAP_T);
            default -> ArgumentType.of(btf.name(type));
        };
    }

    private static ArgumentType number(int bytes, boolean signed) {
        return switch (bytes) {
            case 1 -> signed ? ArgumentType.INT8 : ArgumentType.UINT8;
            case 2 -> signed ? ArgumentType.INT16 : ArgumentType.UINT16;
            case 4 -> signed ? ArgumentType.INT32 : ArgumentType.UINT32;
            default -> signed ? ArgumentType.INT64 : ArgumentType.UINT64;
        };
    }
}

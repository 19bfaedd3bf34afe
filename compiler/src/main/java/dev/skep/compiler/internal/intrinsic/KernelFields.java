package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.btf.ModuleBtf;
import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.symbol.NearNames;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.MemoryField.Kind;
import dev.skep.compiler.internal.eval.ProgramEvaluator;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of kernel structs in the BTF of the running kernel and its modules: what other tools call CO-RE, without relocations. What
 * it has found among the kernel's own types it keeps until it is asked for another kernel; modules come and go.
 */
final class KernelFields {
    private record Key(Class<?> type, String name) {}

    /** A struct among the types of the kernel, or among those of a module behind them. */
    private record Place(Btf types, int id) {
        boolean inModule(Btf kernel) {
            return id >= kernel.typeCount();
        }
    }

    private final Map<Key, MemoryField> found = new HashMap<>();
    private final Map<String, Place> structs = new HashMap<>();
    private @Nullable Btf foundIn;

    MemoryField field(CompileEnvironment environment, Class<?> type, String struct, String name) {
        Btf kernel = kernel(environment);
        Key key = new Key(type, name);
        MemoryField known = found.get(key);
        if (known == null) {
            Place place = place(environment, struct);
            known = find(environment, place, type, struct, name);
            if (!place.inModule(kernel)) found.put(key, known);
        }
        return known;
    }

    /** The kernel's types, which what is known depends on, too. */
    private Btf kernel(CompileEnvironment environment) {
        Btf kernel = environment.kernelTypes();
        if (!kernel.equals(foundIn)) {
            found.clear();
            structs.clear();
            foundIn = kernel;
        }
        return kernel;
    }

    /** Bytes from the start of {@code struct} to its member. */
    int offset(CompileEnvironment environment, String struct, String member) {
        return member(place(environment, struct), struct, member).byteOffset();
    }

    /** The BTF id of {@code struct}, or -1 if it is a module's. */
    int struct(CompileEnvironment environment, String struct) {
        Place place = place(environment, struct);
        return place.inModule(environment.kernelTypes()) ? -1 : place.id();
    }

    private Place place(CompileEnvironment environment, String struct) {
        Btf kernel = kernel(environment);
        Place known = structs.get(struct);
        if (known != null) return known;
        int id = named(kernel, struct);
        if (id >= 0) {
            Place own = new Place(kernel, id);
            structs.put(struct, own);
            return own;
        }
        ModuleBtf module =
                environment.modules().with(struct, BtfKind.STRUCT).orElseThrow(() -> noStruct(struct, kernel));
        return new Place(module.types(), module.find(struct, BtfKind.STRUCT));
    }

    private static BtfMember member(Place place, String struct, String name) {
        BtfMember member = place.types().member(place.id(), name);
        if (member == null) throw noMember(struct, name, place.types().members(place.id()));
        return member;
    }

    /** Some structs have no name of their own, only that of a typedef: kuid_t, atomic_t. */
    private static int named(Btf btf, String name) {
        int struct = btf.find(name, BtfKind.STRUCT);
        if (struct >= 0) return struct;
        int union = btf.find(name, BtfKind.UNION);
        if (union >= 0) return union;
        int typedef = btf.find(name, BtfKind.TYPEDEF);
        if (typedef < 0) return typedef;
        int behind = btf.resolve(typedef);
        BtfKind kind = btf.kind(behind);
        return kind == BtfKind.STRUCT || kind == BtfKind.UNION ? behind : -1;
    }

    static Refusal noStruct(String struct, Btf btf) {
        List<String> names = new ArrayList<>();
        for (int id = 1; id < btf.typeCount(); id++) {
            if (btf.kind(id) == BtfKind.STRUCT || btf.kind(id) == BtfKind.UNION) names.add(btf.name(id));
        }
        return new Refusal(
                "this kernel has no struct " + struct,
                NearNames.question(struct, names)
                        + "look for it with `bpftool btf dump file /sys/kernel/btf/vmlinux format c`");
    }

    private static Refusal noMember(String struct, String name, List<BtfMember> members) {
        List<String> names = members.stream().map(BtfMember::name).toList();
        return new Refusal(
                "struct " + struct + " of this kernel has no member " + name,
                NearNames.question(name, names)
                        + "look at it with `bpftool btf dump file /sys/kernel/btf/vmlinux format c`; a member of newer"
                        + " or older kernels is read only where a final field says that it exists");
    }

    private static MemoryField find(
            CompileEnvironment environment, Place place, Class<?> type, String struct, String name) {
        Btf btf = place.types();
        BtfMember member = member(place, struct, name);
        Method getter = getter(type, name);
        boolean bigEndian = false;
        for (WrittenAnnotation a :
                environment.annotations(getter.getDeclaringClass(), name, ProgramEvaluator.type(getter))) {
            bigEndian |= a.is(BigEndian.class);
        }
        int typeId = btf.resolve(member.typeId());
        if (member.bitFieldSize() > 0) return bitField(btf, member, typeId);
        int offset = member.byteOffset();
        return switch (btf.kind(typeId)) {
            case PTR -> pointer(btf, typeId, offset, getter);
            case STRUCT, UNION -> MemoryField.plain(offset, (int) btf.sizeOf(typeId), Kind.EMBEDDED, false);
            case ARRAY -> array(btf, typeId, offset, getter, bigEndian);
            case INT, ENUM, ENUM64 ->
                new MemoryField(offset, (int) btf.sizeOf(typeId), 1, Kind.INTEGER, btf.signed(typeId), bigEndian, 0, 0);
            default ->
                throw new Refusal(struct + "." + name + " has a type that programs cannot read", "read another member");
        };
    }

    private static MemoryField bitField(Btf btf, BtfMember member, int typeId) {
        int size = (int) btf.sizeOf(typeId);
        int start = member.bitOffset() / 8 / size * size;
        return new MemoryField(
                start,
                size,
                1,
                Kind.INTEGER,
                btf.signed(typeId),
                false,
                member.bitOffset() - start * 8,
                member.bitFieldSize());
    }

    private static MemoryField pointer(Btf btf, int typeId, int offset, Method getter) {
        int target = btf.target(typeId) == 0 ? 0 : btf.resolve(btf.target(typeId));
        if (target != 0 && btf.kind(target) == BtfKind.PTR && getter.getParameterCount() == 1) {
            return MemoryField.plain(offset, 8, Kind.POINTER_ARRAY, false);
        }
        boolean struct = target != 0 && btf.kind(target) == BtfKind.STRUCT;
        if (!Struct.class.isAssignableFrom(getter.getReturnType()))
            return MemoryField.plain(offset, 8, Kind.INTEGER, false);
        return MemoryField.plain(offset, 8, struct ? Kind.POINTER : Kind.RAW_POINTER, false);
    }

    private static MemoryField array(Btf btf, int typeId, int offset, Method getter, boolean bigEndian) {
        int element = btf.resolve(btf.elementType(typeId));
        int size = (int) btf.sizeOf(element);
        int count = btf.elementCount(typeId);
        boolean integer = getter.getReturnType().isPrimitive();
        return new MemoryField(
                offset,
                size,
                count,
                integer ? Kind.INTEGER : Kind.EMBEDDED,
                integer && btf.signed(element),
                bigEndian,
                0,
                0);
    }

    private static Method getter(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getReturnType() != void.class) return method;
        }
        throw new Refusal(
                type.getSimpleName() + "." + name + " cannot be written: kernel structs are read only", "use a getter");
    }
}

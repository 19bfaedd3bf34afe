package dev.skep.bpf.memory;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places the fields of one struct.
 *
 * <ol>
 *   <li>Getters become fields, in order, each at the next multiple of its alignment, as a C compiler does.
 *   <li>Setters and atomic accesses are matched to these fields by name and type.
 *   <li>What no field covers is padding; padding of embedded structs counts too.
 * </ol>
 */
final class LayoutBuilder {

    private final Class<?> type;
    private final List<Class<?>> enclosing;
    private final Map<String, StructField> fields = new LinkedHashMap<>();
    private final List<StructAccessor> accessors = new ArrayList<>();
    private final List<Padding> padding = new ArrayList<>();
    private final Set<String> arrays = new HashSet<>();
    private long end;
    private int alignment = 1;

    private LayoutBuilder(Class<?> type, List<Class<?>> enclosing) {
        this.type = type;
        this.enclosing = enclosing;
    }

    static StructLayout build(Class<?> type, List<Class<?>> enclosing) {
        if (!type.isInterface() || !Struct.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(type.getTypeName() + ": not an interface that extends Struct");
        }
        if (type == Bytes.class) {
            throw new IllegalArgumentException("Bytes has no layout of its own: its length belongs to a field");
        }
        if (type.isAnnotationPresent(KernelStruct.class)) {
            throw new IllegalArgumentException(
                    type.getTypeName() + ": layout of a @KernelStruct comes from the kernel's BTF");
        }
        KernelObject object = type.getAnnotation(KernelObject.class);
        if (object != null) {
            return new StructLayout(type, object.size(), object.alignment(), Map.of(), List.of(), List.of());
        }
        return new LayoutBuilder(type, enclosing).build();
    }

    private StructLayout build() {
        List<StructMethod> methods = StructMethods.of(type);
        for (StructMethod method : methods) {
            if (method.isGetter()) {
                place(method);
            }
        }
        for (StructMethod method : methods) {
            if (!method.isGetter()) {
                match(method);
            }
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(type.getTypeName() + ": struct without fields");
        }
        pad(alignment);
        return new StructLayout(type, Math.toIntExact(end), alignment, fields, accessors, padding);
    }

    private void place(StructMethod method) {
        boolean indexed = isIndexed(method);
        StructField.Kind kind;
        int size;
        int fieldAlignment;
        boolean signed = false;
        Class<?> javaType;
        StructLayout embedded = null;
        if (method.descriptor().returnType().isPrimitive()) {
            kind = StructField.Kind.INTEGER;
            PrimitiveField primitive = PrimitiveField.of(method);
            javaType = primitive.type();
            size = primitive.size();
            signed = primitive.signed();
            fieldAlignment = size;
            if (indexed && javaType == boolean.class) {
                throw method.error("arrays hold integers only");
            }
        } else {
            javaType = load(method);
            if (indexed || method.bigEndian() || method.width() != 0) {
                throw method.error("arrays, byte order and unsigned widths are for integers only");
            }
            if (javaType == Bytes.class) {
                kind = StructField.Kind.BYTES;
                size = 1;
                fieldAlignment = 1;
            } else {
                kind = StructField.Kind.STRUCT;
                embedded = embedded(method, javaType);
                size = embedded.size();
                fieldAlignment = embedded.alignment();
            }
        }
        int count = count(method, kind, indexed);
        if (indexed) {
            arrays.add(method.name());
        }
        pad(fieldAlignment);
        if (embedded != null) {
            for (Padding inner : embedded.padding()) {
                padding.add(new Padding(Math.toIntExact(end) + inner.offset(), inner.size()));
            }
        }
        var field = new StructField(
                method.name(), Math.toIntExact(end), size, count, kind, signed, method.bigEndian(), javaType);
        end += (long) size * count;
        if (end > StructLayout.MAX_SIZE) {
            throw method.error("struct exceeds " + StructLayout.MAX_SIZE + " bytes");
        }
        if (fields.putIfAbsent(method.name(), field) != null) {
            throw method.error("second getter of the same name");
        }
        accessors.add(new StructAccessor(method.name(), method.descriptor(), StructAccessor.Role.READ, field, indexed));
    }

    private static boolean isIndexed(StructMethod method) {
        List<ClassDesc> parameters = method.descriptor().parameterList();
        if (parameters.isEmpty()) {
            return false;
        }
        if (parameters.size() == 1 && parameters.getFirst().descriptorString().equals("I")) {
            return true;
        }
        throw method.error("a getter has no parameter, or the int index of an array");
    }

    private static int count(StructMethod method, StructField.Kind kind, boolean indexed) {
        if (kind == StructField.Kind.BYTES || indexed) {
            if (method.length() < 1) {
                throw method.error("needs @Length(n) with n of at least 1");
            }
            return method.length();
        }
        if (method.length() != -1) {
            throw method.error("@Length is for Bytes and for arrays, whose getter takes an int index");
        }
        return 1;
    }

    private Class<?> load(StructMethod method) {
        ClassDesc desc = method.descriptor().returnType();
        if (desc.isClassOrInterface()) {
            String internal = desc.descriptorString();
            String name = internal.substring(1, internal.length() - 1).replace('/', '.');
            try {
                Class<?> found = Class.forName(name, false, method.owner().getClassLoader());
                if (Struct.class.isAssignableFrom(found)) {
                    return found;
                }
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException(
                        method.error("class not found").getMessage(), e);
            }
        }
        throw method.error("unsupported type; a field is an integer, boolean, Bytes or another struct");
    }

    private StructLayout embedded(StructMethod method, Class<?> inner) {
        if (inner == type || enclosing.contains(inner)) {
            throw method.error("struct contains itself");
        }
        var path = new ArrayList<>(enclosing);
        path.add(type);
        try {
            return build(inner, path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    method.error(String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    /** A setter or an atomic access. */
    private void match(StructMethod method) {
        AtomicAccess atomic = method.atomic();
        String target = method.atomicField() == null ? method.name() : method.atomicField();
        StructField field = fields.get(target);
        if (field == null) {
            throw method.error(
                    atomic == null
                            ? "setter without getter " + target + "()"
                            : "atomic access names no field: " + target);
        }
        if (field.kind() != StructField.Kind.INTEGER) {
            throw method.error("embedded fields are written through their view, not set");
        }
        String value = field.javaType().descriptorString();
        boolean indexed = arrays.contains(target);
        int values = atomic == null ? 1 : atomic.operands();
        String returns = atomic != null && atomic.returning() ? value : "V";
        String wanted = "(" + (indexed ? "I" : "") + value.repeat(values) + ")" + returns;
        if (!method.descriptor().descriptorString().equals(wanted)) {
            AtomicAccess shape = atomic == null ? AtomicAccess.SET_RELEASE : atomic;
            throw method.error(
                    (atomic == null ? "getter and setter differ" : atomic + " looks otherwise") + "; expected "
                            + shape.signature(method.name(), field.javaType().getTypeName(), indexed));
        }
        if (method.length() != -1 || method.width() != 0 || method.bigEndian()) {
            throw method.error("annotations of the field belong on its getter");
        }
        if (atomic == null) {
            accessors.add(
                    new StructAccessor(method.name(), method.descriptor(), StructAccessor.Role.WRITE, field, indexed));
        } else {
            if (field.size() < 4 || field.bigEndian()) {
                throw method.error("an atomic access needs a field of 4 or 8 bytes in the machine's byte order");
            }
            accessors.add(new StructAccessor(
                    method.name(), method.descriptor(), StructAccessor.Role.ATOMIC, field, indexed, atomic));
        }
    }

    private void pad(int fieldAlignment) {
        alignment = Math.max(alignment, fieldAlignment);
        long aligned = (end + fieldAlignment - 1) & -fieldAlignment;
        if (aligned != end) {
            padding.add(new Padding(Math.toIntExact(end), Math.toIntExact(aligned - end)));
            end = aligned;
        }
    }
}
